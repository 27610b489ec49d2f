import assert from "node:assert/strict";
import { test } from "node:test";
import type { Entry } from "../src/core/outbox.ts";
import { afterFailure, isDue, newKey, nextDue, released, retryAfterMs } from "../src/core/outbox.ts";
import { problemOf } from "../src/core/wire.ts";

const NOW = 1_795_248_000_000;
const entry = (waiting?: Entry["waiting"]): Entry => ({
  key: "k",
  clickedAt: NOW,
  title: "A page",
  body: { source: { format: "text", text: "Words." } },
  attempts: 0,
  ...(waiting && { waiting }),
});
const refused = (status: number, fields: object = {}, retryAfter?: number) =>
  afterFailure(entry(), { answer: "problem", problem: problemOf(status, fields), retryAfterMs: retryAfter }, NOW, 0.5).waiting;

test("each click has a key of its own", () => {
  assert.equal(new Set(Array.from({ length: 1_000 }, newKey)).size, 1_000);
});

test("nobody answering is tried again, each time later, and never later than a quarter of an hour", () => {
  let [at, last] = [entry(), 0];
  for (let attempt = 1; attempt < 40; attempt++) {
    at = afterFailure(at, { answer: "none" }, NOW, 0.5);
    assert.ok(at.waiting?.until === "time" && at.attempts === attempt);
    const wait = at.waiting.at - NOW;
    assert.ok(wait >= last && wait <= 15 * 60_000, String(wait));
    last = wait;
  }
  assert.equal(last, 15 * 60_000);
});

test("the service's own time to wait is kept, from its body or its header, whatever the status", () => {
  assert.deepEqual(refused(503, { code: "intake_paused", title: "Paused", retry_after_ms: 90_000 }), { until: "time", at: NOW + 90_000, why: "Paused" });
  assert.deepEqual(refused(429, { code: "rate_limited", title: "Too many" }, 2_000), { until: "time", at: NOW + 2_000, why: "Too many" });
  const waiting = refused(429, { title: "Too many", retry_after_ms: 0 });
  assert.ok(waiting?.until === "time" && waiting.at > NOW, "not at once");
});

test("what another token, address or extension would change waits for it", () => {
  for (const [status, code] of [[401, "unauthorized"], [403, "scope_missing"], [403, "tenant_suspended"], [410, "version_retired"], [400, "unsupported_version"], [302, undefined]] as const) {
    const waiting = refused(status, { code, title: "No" });
    assert.equal(waiting?.until, "settings", `${status} ${code}`);
    assert.equal(isDue(entry(waiting), NOW + 1e12), false);
    assert.equal(isDue(released(entry(waiting)), NOW), true);
  }
  const retired = refused(410, { code: "version_retired", title: "No", upgrade: "/changes.md#2027" });
  assert.ok(retired?.until === "settings" && retired.upgrade === "/changes.md#2027");
});

test("a service that is older than the extension is asked again in an hour", () => {
  const waiting = refused(400, { code: "version_too_new", title: "No" });
  assert.ok(waiting?.until === "time" && waiting.at === NOW + 3_600_000);
});

test("a style that an older service does not know waits for a newer one", () => {
  const problem = problemOf(422, { code: "invalid_field", title: "No", detail: "unknown field, expected one of `source`, `title` at line 1" });
  const after = (more: Partial<Entry["body"]>) => afterFailure({ ...entry(), body: { ...entry().body, ...more } }, { answer: "problem", problem }, NOW, 0.5).waiting;
  for (const more of [{ style: { format: "brief" } }, { approve: "script" }] as const) {
    const waiting = after(more);
    assert.ok(waiting?.until === "time" && waiting.at === NOW + 3_600_000 && waiting.why.startsWith("The server is older"));
  }
  assert.equal(after({})?.until, "reader", "of a submission without one it is something else");
});

test("what the service does not want waits for the reader, and nothing else frees it", () => {
  for (const code of ["source_unreadable", "source_language_unsupported", "source_too_large", "invalid_field"]) {
    const waiting = refused(422, { code, title: "No", detail: "Why not." });
    assert.deepEqual(waiting, { until: "reader", code, why: "Why not." });
    assert.equal(isDue(released(entry(waiting)), NOW + 1e12), false);
  }
});

test("a full quota and a broken service are tried again", () => {
  for (const [status, code] of [[409, "jobs_quota_exceeded"], [500, "internal"], [502, undefined], [408, undefined], [429, undefined]] as const) {
    assert.equal(refused(status, { code, title: "No" })?.until, "time", `${status} ${code}`);
  }
});

test("the alarm rings for the first that is due by itself", () => {
  const later = entry({ until: "time", at: NOW + 5, why: "" });
  const never = entry({ until: "settings", code: "unauthorized", why: "" });
  assert.equal(nextDue([], NOW), undefined);
  assert.equal(nextDue([never], NOW), undefined);
  assert.equal(nextDue([never, later, entry({ until: "time", at: NOW + 9, why: "" })], NOW), NOW + 5);
  assert.equal(nextDue([later, entry()], NOW), NOW);
});

test("Retry-After is seconds or a date", () => {
  assert.equal(retryAfterMs("7", NOW), 7_000);
  assert.equal(retryAfterMs(new Date(NOW + 60_000).toUTCString(), NOW), 60_000);
  assert.equal(retryAfterMs(new Date(NOW - 60_000).toUTCString(), NOW), 0);
  for (const header of [null, "", "soon"]) assert.equal(retryAfterMs(header, NOW), undefined);
});

test("an answer of anybody is a problem", () => {
  for (const body of [undefined, null, "<html>", [], { title: 7, retry_after_ms: "x", code: {} }]) {
    assert.deepEqual(problemOf(502, body), { status: 502, title: "The server answered 502." });
  }
});

test("a review is sent as Markdown to a service that has never heard of reviews", () => {
  const text = JSON.stringify({ pull_request: { title: "Leases" }, diff: "" });
  const sent: Entry = { ...entry(), body: { source: { format: "review", text }, title: "Leases" } };
  const after = (fields: object) => afterFailure(sent, { answer: "problem", problem: problemOf(422, { title: "No", ...fields }) }, NOW, 0.5);
  const next = after({ code: "invalid_field", detail: "unknown variant, expected one of `markdown`, `html`, `text`, `several` at line 1 column 26" });
  assert.ok(isDue(next, NOW), "at once");
  assert.deepEqual(next.body, { source: { format: "markdown", text: "# Leases\n\n## Changed files\n" }, title: "Leases" });
  assert.equal(next.key, sent.key);
  for (const other of [{ code: "review_malformed", detail: "no title" }, { code: "invalid_field", detail: "unknown variant, expected one of `markdown`, `review` at line 1" }]) {
    const kept = after(other);
    assert.ok(kept.waiting?.until === "reader" && kept.body === sent.body);
  }
});
