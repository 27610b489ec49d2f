// The outbox: one entry for each click, kept until the service has a job for it. An entry's key is its idempotency key, so that a
// submission whose answer was lost can be sent again.

import { markdownOf } from "./review.ts";
import type { CreateJob, Problem } from "./wire.ts";

/** A browser keeps ten megabytes of an extension; what is over that is refused by itself. */
export const ENTRIES_MAX = 200;
const SECOND = 1_000;
const RETRY_FIRST_MS = 5 * SECOND;
const RETRY_MAX_MS = 15 * 60 * SECOND;
/** A service is updated at some time. */
const TOO_NEW_MS = 60 * 60 * SECOND;

/** Why an entry still waits. */
export type Waiting =
  /** By itself again, at a time. */
  | { until: "time"; at: number; why: string }
  /** Until the token, the address or the extension is another. */
  | { until: "settings"; code: string; why: string; upgrade?: string }
  /** The service does not want it: the reader decides. */
  | { until: "reader"; code: string; why: string };

export interface Entry {
  key: string;
  /** Milliseconds since 1970. */
  clickedAt: number;
  title: string;
  body: CreateJob;
  attempts: number;
  waiting?: Waiting;
}

/** The end of one attempt to send. */
export type Attempt =
  | { answer: "none" }
  | { answer: "problem"; problem: Pick<Problem, "status" | "title"> & Partial<Problem>; retryAfterMs?: number | undefined };

/** A number of random bits that no other click has. */
export const newKey = () => crypto.randomUUID();

export const isDue = (entry: Entry, now: number) => !entry.waiting || (entry.waiting.until === "time" && entry.waiting.at <= now);

/** The moment at which the next entry is due by itself. */
export function nextDue(entries: Entry[], now: number): number | undefined {
  const times = entries.flatMap(({ waiting }) => (!waiting ? [now] : waiting.until === "time" ? [waiting.at] : []));
  return times.length ? Math.min(...times) : undefined;
}

/** What has been waiting for another token, address or extension, or for a network that the reader may have back. */
export function released(entry: Entry): Entry {
  const { waiting, ...rest } = entry;
  return waiting?.until === "reader" ? entry : rest;
}

/** The entry after an attempt that brought no job. `chance` is in 0..1. */
export function afterFailure(entry: Entry, attempt: Attempt, now: number, chance: number): Entry {
  const attempts = entry.attempts + 1;
  const backoff = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** Math.min(attempts - 1, 20)) * (0.75 + chance / 2);
  const later = (ms: number, why: string): Entry => ({ ...entry, attempts, waiting: { until: "time", at: now + ms, why } });
  if (attempt.answer === "none") return later(backoff, "The server cannot be reached.");

  const { problem } = attempt;
  const { status, code = `http_${status}`, upgrade } = problem;
  const why = problem.detail ?? problem.title;
  const asked = problem.retry_after_ms ?? attempt.retryAfterMs;
  const settings = (text: string): Entry => ({
    ...entry,
    attempts,
    waiting: { until: "settings", code, why: text, ...(upgrade && { upgrade }) },
  });
  if (code === "version_too_new") return later(asked ?? TOO_NEW_MS, "The server is older than this extension. It is sent once the server is updated.");
  // Refused by a service that has never heard of a style, and then because of nothing else.
  if (code === "invalid_field" && (entry.body.style || entry.body.approve) && why.startsWith("unknown field")) {
    return later(asked ?? TOO_NEW_MS, "The server is older and takes neither a format nor an approval. It is sent once the server is updated.");
  }
  const older = forOlder(entry.body, problem);
  if (older) return { ...released(entry), body: older };
  // Asked to wait: never earlier, whatever the reason.
  if (asked !== undefined) return later(Math.max(asked, SECOND), why);
  if (code === "version_retired" || code === "unsupported_version" || status === 410) return settings("This extension is too old for the server. Update it.");
  if (status === 401) return settings("The server does not accept the token. Connect again in the options.");
  if (status === 403) return settings(why);
  // A quota frees itself as jobs end; a server that fails is mended; a redirect is a proxy that wants something.
  if (code === "jobs_quota_exceeded" || status === 408 || status === 429 || status >= 500) return later(backoff, why);
  if (status < 400) return settings("Something in front of the server answers in its place. Look at its address and headers in the options.");
  return { ...entry, attempts, waiting: { until: "reader", code, why } };
}

/** The body for a service that has never heard of reviews, and has refused one: a key that was refused is free. */
export function forOlder(body: CreateJob, { code, detail }: Partial<Problem>): CreateJob | undefined {
  const { source } = body;
  const isUnknown = code === "invalid_field" && /^unknown variant.* `markdown`/.test(detail ?? "") && !detail?.includes("`review`");
  if (!isUnknown || !source || !("text" in source) || source.format !== "review") return undefined;
  return { ...body, source: { format: "markdown", text: markdownOf(JSON.parse(source.text)) } };
}

/** Milliseconds in a Retry-After header: seconds, or a date. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  const at = Number.isFinite(seconds) ? seconds * SECOND : Date.parse(header) - now;
  return Number.isFinite(at) ? Math.max(0, at) : undefined;
}
