// The style of an episode as the reader chooses it, and what its estimate says.

import type { CostRange, CreateJob, EpisodeFormat, Estimate } from "./wire.ts";

/** `protocol::limits::EPISODE_MINUTES_MAX` and `FOCUS_CHARS_MAX`. */
export const MINUTES_MAX = 60;
export const FOCUS_CHARS_MAX = 300;
/** The writer that quotes the source, and costs nothing. */
const EMBEDDED = "embedded";

export const FORMATS: readonly (readonly [EpisodeFormat, string])[] = [
  ["deep_dive", "Deep dive"],
  ["brief", "Brief, by one host"],
  ["critique", "Critique"],
  ["debate", "Debate"],
  ["explainer", "Explainer"],
  ["round_up", "Round-up"],
];

export interface Choice {
  format: EpisodeFormat;
  /** As long as the source asks for where it is absent. */
  minutes?: number;
  focus?: string;
  /** The script waits for the reader before it is spoken. */
  readsFirst: boolean;
}

export const USUAL: Choice = { format: "deep_dive", readsFirst: false };

/** A choice from what stands in a form's fields; what cannot be meant is left to the service. */
export function chosen(format: string, minutes: string, focus: string, readsFirst: boolean): Choice {
  const known = FORMATS.find(([value]) => value === format)?.[0] ?? USUAL.format;
  const length = Math.round(Number(minutes));
  const words = focus.replace(/[\s\p{Cc}]+/gu, " ").trim();
  return {
    format: known,
    ...(minutes.trim() && Number.isFinite(length) && { minutes: Math.min(MINUTES_MAX, Math.max(1, length)) }),
    ...(words && { focus: [...words].slice(0, FOCUS_CHARS_MAX).join("").trim() }),
    readsFirst,
  };
}

/** The part of a submission that says it. Nothing where nothing was chosen: an older service takes no style. */
export function asked({ format, minutes, focus, readsFirst }: Choice): Pick<CreateJob, "style" | "approve"> {
  const style = { format, ...(minutes && { minutes }), ...(focus && { focus }) };
  const isUsual = format === USUAL.format && !minutes && !focus;
  return { ...(!isUsual && { style }), ...(readsFirst && { approve: "script" as const }) };
}

/** An amount with two to four decimals; below a thousandth with six, so that no cost is shown as none. */
export function money(micros: number): string {
  const decimals = (micros / 1_000_000).toFixed(micros < 1_000 ? 6 : 4);
  return decimals.replace(/(\.\d\d\d*?)0+$/, "$1");
}

export const isFree = ({ most }: CostRange) => most === 0;

/** Length and cost by the writer that is asked first, and what it cannot do. */
export function estimateSays({ seconds, writers }: Estimate): string {
  const length = `About ${Math.max(1, Math.round(seconds / 60))} min`;
  const [first] = writers;
  if (!first) return length;
  const name = first.writer === EMBEDDED ? "the embedded writer" : first.writer;
  const { cost, cannot } = first;
  const price = isFree(cost) ? "free" : `${money(cost.likely)}–${money(cost.most)}`;
  const lacks = cannot?.length ? ` It ignores ${cannot.join(" and ")}.` : "";
  return `${length}, ${price}, by ${name}.${lacks}`;
}

/** Runs `run` once nothing has asked for it for a while. What is under way for an earlier asking is aborted. */
export function newest(quietMs: number, run: (signal: AbortSignal) => void) {
  let [timer, current]: [ReturnType<typeof setTimeout> | undefined, AbortController | undefined] = [undefined, undefined];
  const stop = () => {
    clearTimeout(timer);
    current?.abort();
  };
  const ask = () => {
    stop();
    const mine = (current = new AbortController());
    timer = setTimeout(() => run(mine.signal), quietMs);
  };
  return { ask, stop };
}
