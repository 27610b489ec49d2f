// Jobs as the popup lists them, from what a websocket or a reading of the job tells.

import { isFree, money } from "./style.ts";
import type { CostRange, JobView, Problem, WatchMessage } from "./wire.ts";

/** Listed at most; the library of the service has all. */
export const JOBS_MAX = 30;

export interface Job {
  id: string;
  title: string;
  /** A word of the service; one that is not known here is shown as it is. */
  status: string;
  stage: string;
  spoken: number;
  total?: number;
  /** The newest update that was heard; earlier ones change nothing any more. */
  seq: number;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** The first line that was counted here: what a line takes is measured from it. */
  pace?: { at: number; spoken: number };
  /** Told when the episode is finished. */
  durationMs?: number;
  why?: string;
  /** What it waits to do until the reader approves it. */
  asks?: { stage: string; cost?: CostRange };
  /** What the reader was told of last, by `news`. */
  told?: string;
}

export const isOver = (status: string) => status === "succeeded" || status === "failed" || status === "cancelled";
export const asksApproval = ({ status, asks }: Job) => status === "parked" && asks !== undefined;
/** A word for what the reader is told of once: that a job is over, or what it waits for. */
export function news(job: Job): string | undefined {
  if (job.status === "succeeded" || job.status === "failed") return job.status;
  // Until its stage is known, there is nothing to say.
  return asksApproval(job) && job.asks?.stage ? `approve ${job.asks.stage}` : undefined;
}

/** Watched; a parked job is only looked at as the popup opens. */
export const isRunning = ({ status }: Job) => status === "running";

const words = (problem: Pick<Problem, "title" | "detail"> | null | undefined) => problem?.detail ?? problem?.title;

/** A job from its view; what was known of it stays where the view has nothing. */
export function fromView(view: JobView, known?: Job): Job {
  const { stage, turns_spoken: spoken, turns_total: total } = view.progress;
  const why = words(view.problem);
  const { approval } = view;
  return paced(
    {
      id: view.id,
      title: view.title ?? known?.title ?? "Untitled",
      status: view.status,
      stage,
      spoken,
      // 0 was how the first version of the API said that it does not know yet.
      ...(total && { total }),
      seq: Math.max(view.seq, known?.seq ?? 0),
      createdAt: Date.parse(view.created_at),
      ...(known?.pace && { pace: known.pace }),
      ...(view.episode && { durationMs: view.episode.duration_ms }),
      ...(why && { why }),
      ...(approval && { asks: { stage: approval.stage, ...(approval.cost && { cost: approval.cost }) } }),
      ...(known?.told && { told: known.told }),
    },
    Date.now(),
  );
}

/** The job after a message. `again`: something changed that only the job itself can tell. */
export function heard(job: Job, message: WatchMessage, now: number): { job: Job; again: boolean } {
  if (message.type === "snapshot") return { job: fromView(message.job, job), again: false };
  if (message.type !== "update" || typeof message.seq !== "number") return { job, again: true };
  if (message.seq <= job.seq) return { job, again: false };
  // What it waited for is past; if it is not, the job itself says so.
  const { asks: _, ...rest } = job;
  const next: Job = { ...rest, seq: message.seq };
  switch (message.change) {
    case "created":
    case "attempt_failed":
      return { job: next, again: false };
    case "stage_started":
    case "turns_spoken": {
      const { stage, turns_spoken: spoken, turns_total: total } = message.progress;
      return { job: paced({ ...next, status: "running", stage, spoken, ...(total && { total }) }, now), again: false };
    }
    case "parked":
    case "failed": {
      const why = words(message.problem);
      // Only the job tells what it asks the reader, and what that costs.
      if (message.problem.code === "approval_needed") return { job: { ...next, status: "parked", asks: { stage: "" } }, again: true };
      return { job: { ...next, status: message.change, ...(why && { why }) }, again: false };
    }
    case "cancelled":
      return { job: { ...next, status: "cancelled" }, again: false };
    case "succeeded":
      return { job: { ...next, status: "succeeded", title: message.title, durationMs: message.episode.duration_ms }, again: false };
    default:
      return { job: next, again: true };
  }
}

function paced(job: Job, now: number): Job {
  if (job.status !== "running" || job.stage !== "speech") {
    const { pace: _, ...rest } = job;
    return rest;
  }
  return job.pace && job.pace.spoken <= job.spoken ? job : { ...job, pace: { at: now, spoken: job.spoken } };
}

/** Milliseconds until the last line is spoken; absent until a second line tells what one takes. */
export function leftMs({ pace, spoken, total }: Job, now: number): number | undefined {
  if (!pace || !total || spoken <= pace.spoken) return undefined;
  return (Math.max(0, total - spoken) * (now - pace.at)) / (spoken - pace.spoken);
}

const SAYS: Record<string, string> = {
  ingest: "Reading",
  outline: "Choosing what to say",
  script: "Writing the script",
  speech: "Speaking",
  master: "Mastering",
  publish: "Publishing",
};

/** A line about the job for the reader. */
export function says(job: Job, now: number): string {
  const why = job.why ? `: ${job.why}` : "";
  switch (job.status) {
    case "running": {
      const stage = SAYS[job.stage] ?? job.stage;
      if (job.stage !== "speech" || !job.total) return stage;
      const left = leftMs(job, now);
      return `${stage}, line ${Math.min(job.spoken, job.total)} of ${job.total}${left === undefined ? "" : `, ${about(left)} left`}`;
    }
    case "succeeded":
      return job.durationMs ? `Ready, ${minutes(job.durationMs)}` : "Ready";
    case "parked":
      return asksApproval(job) ? approvalSays(job) : `Waits for you${why}`;
    case "failed":
      return `Failed${why}`;
    case "cancelled":
      return "Cancelled";
    default:
      return job.status;
  }
}

function approvalSays({ asks }: Job): string {
  const what = asks?.stage === "script" ? " of the outline" : asks?.stage === "speech" ? " of the script" : "";
  const cost = asks?.cost && !isFree(asks.cost) ? `, ${money(asks.cost.likely)}–${money(asks.cost.most)}` : "";
  return `Waits for your approval${what}${cost}`;
}

const STAGES = Object.keys(SAYS);
/** Parts of a job that each stage ends, as a job of some length takes them. */
const ENDS = [0.02, 0.04, 0.08, 0.9, 0.98, 1];

/** The share of the job that is done, 0..1. */
export function share(job: Job): number {
  if (job.status === "succeeded") return 1;
  const at = STAGES.indexOf(job.stage);
  const [from, to] = [ENDS[at - 1] ?? 0, ENDS[at] ?? 0];
  const within = job.stage === "speech" && job.total ? Math.min(1, job.spoken / job.total) : 0;
  return from + (to - from) * within;
}

export function about(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

export function minutes(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Jobs that are listed: those under way, then the newest. */
export function listed(jobs: Job[]): Job[] {
  const newest = (a: Job, b: Job) => b.createdAt - a.createdAt;
  const open = jobs.filter(({ status }) => !isOver(status)).sort(newest);
  return [...open, ...jobs.filter(({ status }) => isOver(status)).sort(newest)].slice(0, Math.max(JOBS_MAX, open.length));
}

/** The text of the badge: jobs under way, those that wait for approval, and clicks that wait. */
export function badge(jobs: Job[], waiting: number): string {
  const count = jobs.filter((job) => isRunning(job) || asksApproval(job)).length + waiting;
  return count ? String(count) : "";
}
