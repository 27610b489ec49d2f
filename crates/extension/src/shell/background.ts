// The background: sends what is in the outbox, watches jobs, keeps the badge right. The browser may end it at any moment and starts
// it for an event; all it knows is kept in storage.

import type { Entry } from "../core/outbox.ts";
import { afterFailure, isDue, newKey, nextDue, released } from "../core/outbox.ts";
import type { Job } from "../core/jobs.ts";
import { asked } from "../core/style.ts";
import { badge, fromView, isRunning, news, says } from "../core/jobs.ts";
import type { Reply, Request } from "./messages.ts";
import { Refused, accepted, connected } from "./api.ts";
import { awake } from "./awake.ts";
import { extractedOf } from "./inject.ts";
import * as store from "./store.ts";
import { look, stopWatching, watch } from "./watch.ts";

const OUTBOX = "outbox";
const WATCH = "watch";
/** While jobs run: the background may have been ended, and no socket wakes it. */
const WATCH_MINUTES = 0.5;

// Sending

let sending: Promise<void> | undefined;
let isAskedAgain = false;

/** Sends what is due, one after the other; whoever asks meanwhile is served by another round. */
function send(): Promise<void> {
  isAskedAgain = true;
  sending ??= awake(
    (async () => {
      while (isAskedAgain) {
        isAskedAgain = false;
        await sendDue();
      }
    })(),
  ).finally(() => (sending = undefined));
  return sending;
}

async function sendDue() {
  const there = await connected();
  const entries = there ? await store.entries() : [];
  // In case the browser ends this in the middle of it.
  if (entries.length) await chrome.alarms.create(OUTBOX, { delayInMinutes: 1 });
  for (const entry of entries) {
    if (there && isDue(entry, Date.now())) await sendOne(entry, there);
  }
  const next = nextDue(there ? await store.entries() : [], Date.now());
  if (next === undefined) await chrome.alarms.clear(OUTBOX);
  else await chrome.alarms.create(OUTBOX, { when: Math.max(next, Date.now() + 1_000) });
  await drawBadge();
}

async function sendOne(entry: Entry, { api }: NonNullable<Awaited<ReturnType<typeof connected>>>) {
  try {
    const params = { header: { "Idempotency-Key": entry.key } };
    const view = await accepted(api.POST("/v1/jobs", { params, body: entry.body }));
    const known = await store.job(view.id);
    // First the job, then the entry: ended in between, the same key finds the same job.
    await store.keepJob(fromView({ ...view, title: view.title ?? entry.title }, known));
    await store.dropEntry(entry.key);
    void follow(view.id);
  } catch (error) {
    const failed = error instanceof Refused ? ({ answer: "problem", problem: error.problem, retryAfterMs: error.retryAfterMs } as const) : ({ answer: "none" } as const);
    // The reader may have thrown it away while it was being sent.
    if (!(await store.hasEntry(entry.key))) return;
    const next = afterFailure(entry, failed, Date.now(), Math.random());
    await store.keepEntry(next);
    isAskedAgain ||= isDue(next, Date.now());
  }
}

/** Tries again whatever waits for more than the reader. */
async function sendAll() {
  for (const entry of await store.entries()) {
    const next = released(entry);
    if (next !== entry) await store.keepEntry(next);
  }
  await send();
}

const wake = () => Promise.all([sendAll(), lookAll().then(watchAll)]);

// Watching

async function watchAll() {
  const running = (await store.jobs()).filter(isRunning);
  if (running.length) await chrome.alarms.create(WATCH, { periodInMinutes: WATCH_MINUTES });
  else await chrome.alarms.clear(WATCH);
  for (const { id } of running) void follow(id);
}

/** Parked jobs are not watched, and may have been resumed elsewhere. */
async function lookAll() {
  for (const { id, status } of await store.jobs()) if (status === "parked") await look(id, told);
}

async function follow(id: string) {
  await chrome.alarms.create(WATCH, { periodInMinutes: WATCH_MINUTES });
  await awake(watch(id, told));
  if (!(await store.jobs()).some(isRunning)) await chrome.alarms.clear(WATCH);
  await drawBadge();
}

/** A job has changed: kept before it is shown. */
async function told(job: Job) {
  const told = news(job);
  const isNews = told !== undefined && told !== job.told;
  await store.keepJob(isNews ? { ...job, told } : job);
  await drawBadge();
  if (isNews && (await store.settings()).notifies && chrome.notifications) {
    chrome.notifications.create(job.id, { type: "basic", iconUrl: chrome.runtime.getURL("icon-128.png"), title: job.title, message: says(job, Date.now()) });
  }
}

async function drawBadge() {
  const [jobs, entries, { showsBadge }] = [await store.jobs(), await store.entries(), await store.settings()];
  await chrome.action.setBadgeText({ text: showsBadge ? badge(jobs, entries.length) : "" });
}

async function act(id: string, verb: "cancel" | "resume"): Promise<Reply> {
  const there = await connected();
  if (!there) return { ok: false, why: "Not connected." };
  try {
    const params = { path: { id } };
    const asked = verb === "cancel" ? there.api.POST("/v1/jobs/{id}/cancel", { params }) : there.api.POST("/v1/jobs/{id}/resume", { params });
    const view = await accepted(asked);
    await told(fromView(view, await store.job(id)));
    if (view.status === "running") void follow(id);
    else stopWatching(id);
    return { ok: true };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

// The menu: sends at once

const MENUS = [
  { id: "page", title: "Make an episode of this page", contexts: ["page"] },
  { id: "selection", title: "Make an episode of the selection", contexts: ["selection"] },
  { id: "link", title: "Make an episode of the linked page", contexts: ["link"] },
] as const;

async function chosen({ menuItemId, linkUrl }: chrome.contextMenus.OnClickData, tab: chrome.tabs.Tab | undefined) {
  const key = newKey();
  const found = menuItemId === "link" && linkUrl ? { title: linkUrl, source: { url: linkUrl } } : await sourceOf(tab, menuItemId === "selection");
  if (!found) return flash("!", "The browser lets no extension read this page.");
  const { feed, style } = await store.settings();
  const body = { source: found.source, ...("url" in found.source ? {} : { title: found.title }), ...(feed && { feed }), ...asked(style) };
  await store.keepEntry({ key, clickedAt: Date.now(), title: found.title, body, attempts: 0 });
  await send();
}

async function sourceOf(tab: chrome.tabs.Tab | undefined, isSelection: boolean) {
  const found = await extractedOf(tab);
  if (found?.is !== "text") return undefined;
  const text = (isSelection && found.selection?.text) || found.text;
  return { title: found.title, source: { format: found.format, text } };
}

async function flash(text: string, title: string) {
  await chrome.action.setBadgeText({ text });
  await chrome.action.setTitle({ title });
}

// Events. Their listeners stand here before anything is awaited, or an event that starts the background would be lost.

chrome.runtime.onInstalled.addListener(() => {
  chrome.contextMenus.removeAll(() => {
    for (const { id, title, contexts } of MENUS) chrome.contextMenus.create({ id, title, contexts: [...contexts] });
  });
  // A new release may be taken where the one before was too old.
  void wake();
});
chrome.runtime.onStartup.addListener(() => void wake());
chrome.contextMenus.onClicked.addListener((info, tab) => void chosen(info, tab));
chrome.alarms.onAlarm.addListener(({ name }) => void (name === OUTBOX ? send() : watchAll()));
chrome.notifications?.onClicked.addListener((id) => void openJob(id));
chrome.runtime.onMessage.addListener((request: Request, sender, reply) => {
  if (sender.id !== chrome.runtime.id) return false;
  void answer(request).then(reply);
  return true;
});

async function answer(request: Request): Promise<Reply> {
  switch (request.do) {
    case "settings_changed":
      for (const job of await store.jobs()) if (job.status === "unwatched") await store.keepJob({ ...job, status: "running" });
      void wake();
      return { ok: true };
    case "wake":
      // Not waited for: a server may take its time to be unreachable.
      void wake();
      return { ok: true };
    case "cancel":
    case "resume":
      return act(request.job, request.do);
  }
}

async function openJob(id: string) {
  const { server } = await store.settings();
  if (server) await chrome.tabs.create({ url: `${server}/jobs/${id}` });
}

// Chromium only: what is kept is for our own pages, not for the script that reads an article.
if (chrome.storage.local.setAccessLevel) void chrome.storage.local.setAccessLevel({ accessLevel: "TRUSTED_CONTEXTS" });
