import assert from "node:assert/strict";
import { test } from "node:test";
import type { Job } from "../src/core/jobs.ts";
import { JOBS_MAX, asksApproval, badge, fromView, heard, leftMs, listed, news, says, share } from "../src/core/jobs.ts";
import type { JobView, WatchMessage } from "../src/core/wire.ts";

const NOW = Date.parse("2026-11-30T10:00:00Z");
const HOSTS: JobView["hosts"] = [{ name: "Nora", voice: "slt" }, { name: "Miles", voice: "rms" }];
const view = (more: Partial<JobView> = {}): JobView => ({
  id: "j",
  status: "running",
  created_at: "2026-11-30T09:59:00Z",
  updated_at: "2026-11-30T10:00:00Z",
  seq: 3,
  progress: { stage: "speech", turns_spoken: 2, turns_total: 10 },
  hosts: HOSTS,
  revision: 1,
  ...more,
});
const update = (seq: number, change: object) => ({ type: "update", seq, at: "2026-11-30T10:00:00Z", ...change }) as WatchMessage;
const spoken = (seq: number, lines: number) => update(seq, { change: "turns_spoken", progress: { stage: "speech", turns_spoken: lines, turns_total: 10 } });

test("updates move a job on, each once and in order", () => {
  let job = fromView(view());
  const hear = (message: WatchMessage) => (job = heard(job, message, NOW).job);
  hear(spoken(4, 5));
  assert.deepEqual([job.seq, job.spoken], [4, 5]);
  hear(spoken(4, 9));
  hear(spoken(2, 1));
  assert.equal(job.spoken, 5, "an update that was heard before changes nothing");
  hear(update(5, { change: "parked", problem: { type: "", title: "No", status: 503, code: "attempts_exhausted", detail: "The voice failed." } }));
  assert.deepEqual([job.status, says(job, NOW)], ["parked", "Waits for you: The voice failed."]);
  hear(update(6, { change: "stage_started", stage: "master", progress: { stage: "master", turns_spoken: 10, turns_total: 10 } }));
  assert.equal(job.status, "running");
  hear(update(7, { change: "succeeded", title: "The title", episode: { duration_ms: 184_000, size_bytes: 1, chapters: 1, loudness: { integrated_lufs: -16, true_peak_dbtp: -1 }, artifacts: [] } }));
  assert.deepEqual([job.status, job.title, says(job, NOW), share(job)], ["succeeded", "The title", "Ready, 3:04", 1]);
});

test("a job that waits for approval says of what, and what that costs", () => {
  const problem = { type: "", title: "No", status: 409, code: "approval_needed", detail: "speech: estimate 0123" } as const;
  const { job, again } = heard(fromView(view()), update(4, { change: "parked", problem }), NOW);
  assert.deepEqual([again, job.status, says(job, NOW)], [true, "parked", "Waits for your approval"], "the job itself tells the rest");
  assert.equal(news(job), undefined, "so there is no news yet");
  const approval = { stage: "script", estimate: "e", until: "2026-12-07T10:00:00Z", cost: { likely: 12_345, most: 40_000 } } as const;
  const parked = fromView(view({ status: "parked", seq: 4, problem, approval }), job);
  assert.equal(says(parked, NOW), "Waits for your approval of the outline, 0.0123–0.04");
  assert.deepEqual([asksApproval(parked), news(parked)], [true, "approve script"]);
  const { cost: _, ...free } = approval;
  assert.equal(says(fromView(view({ status: "parked", approval: { ...free, stage: "speech" } })), NOW), "Waits for your approval of the script");
  const next = heard(parked, update(5, { change: "stage_started", stage: "speech", progress: { stage: "speech", turns_spoken: 0, turns_total: 10 } }), NOW).job;
  assert.deepEqual([next.asks, asksApproval(next)], [undefined, false]);
  assert.equal(asksApproval(fromView(view({ status: "parked", problem }))), false, "an older service tells of none");
});

test("a change that is not known here has the job read again", () => {
  const job = fromView(view());
  for (const message of [update(4, { change: "translated" }), { type: "greeting" } as unknown as WatchMessage]) {
    assert.equal(heard(job, message, NOW).again, true);
  }
  assert.equal(heard(job, update(4, { change: "created" }), NOW).again, false);
});

test("a snapshot replaces what was known, but never goes back", () => {
  const job: Job = { ...fromView(view()), seq: 9, told: "approve speech" };
  const { job: next } = heard(job, { type: "snapshot", job: view({ status: "succeeded", title: null }) } as WatchMessage, NOW);
  assert.deepEqual([next.status, next.seq, next.told, news(next)], ["succeeded", 9, "approve speech", "succeeded"]);
});

test("the first version of the API says 0 where it does not know the number of lines", () => {
  const job = fromView(view({ progress: { stage: "script", turns_spoken: 0, turns_total: 0 } }));
  assert.equal(job.total, undefined);
  assert.equal(says(job, NOW), "Writing the script");
});

test("the time that is left follows from the lines that were seen being spoken", () => {
  const job: Job = { ...fromView(view()), pace: { at: NOW, spoken: 2 } };
  assert.equal(leftMs(job, NOW + 1_000), undefined, "nothing has been spoken since");
  const { job: next } = heard(job, spoken(4, 4), NOW + 6_000);
  assert.equal(leftMs(next, NOW + 6_000), 18_000);
  assert.equal(says(next, NOW + 6_000), "Speaking, line 4 of 10, 18 s left");
  const { job: more } = heard(next, spoken(5, 11), NOW + 9_000);
  assert.equal(leftMs(more, NOW + 9_000), 0, "a revision has fewer lines");
});

test("a job's share only grows from stage to stage", () => {
  const shares = (["ingest", "outline", "script", "speech", "master", "publish"] as const).map((stage) => share(fromView(view({ progress: { stage, turns_spoken: 0 } }))));
  assert.deepEqual(shares, [...shares].sort((a, b) => a - b));
  assert.ok(share({ ...fromView(view()), stage: "video" }) >= 0, "a stage that is not known here");
});

test("jobs under way are listed first, and all of them", () => {
  const job = (id: string, status: string, createdAt: number): Job => ({ ...fromView(view()), id, status, createdAt });
  const many = Array.from({ length: 40 }, (_, at) => job(`s${at}`, "succeeded", at));
  assert.deepEqual(listed([job("old", "running", 0), ...many]).slice(0, 2).map(({ id }) => id), ["old", "s39"]);
  assert.equal(listed(many).length, JOBS_MAX);
  assert.equal(listed(many.map((each) => ({ ...each, status: "parked" }))).length, 40);
});

test("the badge counts jobs under way, those that wait for approval, and clicks that wait", () => {
  const job = fromView(view());
  assert.equal(badge([], 0), "");
  assert.equal(badge([job, { ...job, status: "parked" }, { ...job, status: "succeeded" }], 2), "3");
  assert.equal(badge([{ ...job, status: "parked", asks: { stage: "speech" } }], 0), "1");
});
