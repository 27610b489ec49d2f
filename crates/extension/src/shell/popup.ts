// The popup: what the page is, one click to send it, and what has become of earlier clicks.

import type { Entry } from "../core/outbox.ts";
import { ENTRIES_MAX, forOlder, newKey } from "../core/outbox.ts";
import type { Job } from "../core/jobs.ts";
import { asksApproval, isOver, listed, says, share } from "../core/jobs.ts";
import { asked, estimateSays, newest } from "../core/style.ts";
import { line } from "../core/versions.ts";
import type { CreateJob } from "../core/wire.ts";
import { SOURCE_BYTES_MAX } from "../core/wire.ts";
import { bytesOf, countWords, minutesOf } from "../core/words.ts";
import type { Read, Reply, Request } from "./messages.ts";
import { Refused, accepted, connected } from "./api.ts";
import { extractedOf } from "./inject.ts";
import * as store from "./store.ts";
import * as style from "./style.ts";

const one = <T extends HTMLElement = HTMLElement>(id: string) => document.getElementById(id) as T;
const ask = (request: Request): Promise<Reply> => chrome.runtime.sendMessage(request);

// This page

type Text = Extract<Read, { is: "text" }>;
let found: Text | undefined;
/** One click is one key, however often the button is pressed. */
const key = newKey();

const UNREADABLE = "The browser lets no extension read this page.";

async function readPage(): Promise<void> {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  const extracted = await extractedOf(tab);
  if (extracted?.is === "text") {
    found = extracted;
    one("found").textContent = extracted.title;
    one("parts").hidden = !extracted.selection;
    return showPart();
  }
  one("found").textContent = extracted?.title || tab?.title || "This page";
  const isPdf = extracted?.is === "pdf" || /\.pdf($|[?#])/i.test(tab?.url ?? "");
  one("facts").textContent = isPdf ? "This is a PDF, which is not read yet." : extracted ? "There is no text on this page." : UNREADABLE;
}

function part() {
  const isSelection = new FormData(one<HTMLFormElement>("send")).get("part") === "selection";
  return found && { format: found.format, ...((isSelection && found.selection) || found) };
}

async function showPart() {
  const chosen = part();
  if (!chosen || !found) return;
  const words = chosen.words === undefined ? 0 : countWords(chosen.words);
  const isLong = bytesOf(chosen.text) > SOURCE_BYTES_MAX;
  const facts = isLong ? "This is more than the server takes: select a part of it." : [words ? `${words.toLocaleString("en")} words, about ${minutesOf(words)} min` : "", found.note].filter(Boolean).join(" · ");
  one("facts").textContent = facts;
  const there = await connected();
  one<HTMLButtonElement>("go").disabled = isLong || !there;
  one("how").hidden = isLong || !there || isPlain;
  estimating.ask();
}

/** The service is older, and takes no style. */
let isPlain = false;

/** The body of the submission. */
function body() {
  const chosen = part();
  if (!chosen || !found) return undefined;
  const feed = one<HTMLSelectElement>("feed").value;
  const how = isPlain ? {} : asked(style.read());
  return { title: found.title, source: { format: chosen.format, text: chosen.text }, ...(feed && { feed }), ...how };
}

const ESTIMATE_QUIET_MS = 400;
/** Nothing of the page is sent before the reader has opened the choice. */
const estimating = newest(ESTIMATE_QUIET_MS, (signal) => void (one<HTMLDetailsElement>("how").open && showEstimate(signal)));

async function showEstimate(signal: AbortSignal) {
  const [there, wanted] = [await connected(), body()];
  if (!there || !wanted || signal.aborted) return;
  const estimate = (asked: CreateJob) => accepted(there.api.POST("/v1/estimates", { body: asked, signal }));
  const inAnyForm = (asked: CreateJob) =>
    estimate(asked).catch((error: unknown) => {
      const older = error instanceof Refused ? forOlder(asked, error.problem) : undefined;
      return older ? estimate(older) : Promise.reject(error);
    });
  const say = (text: string) => signal.aborted || (one("estimate").textContent = text);
  try {
    say(estimateSays(await inAnyForm(wanted)));
  } catch (error) {
    const problem = error instanceof Refused ? error.problem : undefined;
    // Of the page or the choice, the reader can make another; of the rest an entry tells once it is sent.
    say(problem?.status === 422 ? (problem.detail ?? problem.title) : "");
    isPlain ||= problem?.status === 404;
    one("how").hidden ||= isPlain;
  }
}

async function send() {
  const submitted = body();
  if (!submitted) return;
  const go = one<HTMLButtonElement>("go");
  go.disabled = true;
  const { title } = submitted;
  try {
    if ((await store.entries()).length >= ENTRIES_MAX) throw new Error(`${ENTRIES_MAX} pages wait to be sent already.`);
    // Kept first: whatever happens from here on, the click is not lost.
    await store.keepEntry({ key, clickedAt: Date.now(), title, body: submitted, attempts: 0 });
    estimating.stop();
    one("sent").textContent = "Sent. You can close this.";
    await ask({ do: "wake" });
    await remember();
  } catch (error) {
    go.disabled = false;
    one("sent").textContent = error instanceof Error ? error.message : String(error);
  }
}

/** The choice to begin with next time; a focus is about one page, and stays what the options say. */
async function remember() {
  const settings = await store.settings();
  const { focus: _, ...chosen } = style.read();
  const { focus } = settings.style;
  const next = { ...settings, feed: one<HTMLSelectElement>("feed").value, style: { ...chosen, ...(focus && { focus }) } };
  await store.keepSettings(next);
}

async function showFeeds() {
  const there = await connected();
  if (!there) return;
  const { feeds } = await accepted(there.api.GET("/v1/feeds"));
  const named = feeds.filter(({ name, revoked_at }) => name && !revoked_at);
  for (const { name, title } of named) one("feed").append(new Option(title, name ?? ""));
  one("feeds").hidden = !named.length;
  if (named.some(({ name }) => name === there.settings.feed)) one<HTMLSelectElement>("feed").value = there.settings.feed ?? "";
}

// Earlier clicks

function button(text: string, about: string, act: (pressed: HTMLButtonElement) => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "plain";
  made.textContent = text;
  made.setAttribute("aria-label", `${text}: ${about}`);
  made.onclick = () => act(made);
  return made;
}

function item(title: string, line: string, kind: string, buttons: HTMLElement[]): HTMLLIElement {
  const made = document.createElement("li");
  made.className = kind;
  const [name, said, row] = [document.createElement("p"), document.createElement("p"), document.createElement("div")];
  name.className = "title";
  name.textContent = title;
  said.className = "says";
  said.textContent = line;
  row.className = "row";
  row.append(...buttons);
  made.append(name, said, row);
  return made;
}

function entryItem({ key, title, waiting }: Entry): HTMLLIElement {
  const why = waiting?.why ?? "Being sent …";
  const at = waiting?.until === "time" ? ` Next try at ${new Date(waiting.at).toLocaleTimeString([], { timeStyle: "short" })}.` : "";
  const isOurs = waiting?.until === "settings";
  const buttons = [
    ...(isOurs && !waiting.upgrade ? [button("Options", title, () => chrome.runtime.openOptionsPage())] : []),
    ...(isOurs && waiting.upgrade ? [button("What has changed", title, async () => open(`${(await store.settings()).server}${waiting.upgrade}`))] : []),
    ...(waiting && waiting.until !== "reader" ? [button("Try now", title, () => void ask({ do: "wake" }))] : []),
    button("Discard", title, () => void store.dropEntry(key)),
  ];
  return item(title, `${why}${at}`, waiting?.until === "reader" ? "refused" : "waits", buttons);
}

function jobItem(job: Job, server: string): HTMLLIElement {
  const { id, title, status } = job;
  const act = (verb: "cancel" | "resume") => async (pressed: HTMLButtonElement) => {
    pressed.disabled = true;
    const reply = await ask({ do: verb, job: id });
    if (!reply.ok) complain(reply.why);
  };
  const buttons = [
    ...(status === "succeeded" ? [button("Play", title, () => void play(job))] : []),
    ...(status === "parked" && !asksApproval(job) ? [button("Try again", title, act("resume"))] : []),
    ...(isOver(status) ? [] : [button("Cancel", title, act("cancel"))]),
    button(asksApproval(job) ? "Read and approve" : "Open page", title, () => open(`${server}/jobs/${id}`)),
    ...(isOver(status) || status === "unwatched" ? [button("Hide", title, () => void store.dropJob(id))] : []),
  ];
  const made = item(title, status === "unwatched" ? (job.why ?? "") : says(job, Date.now()), status, buttons);
  made.dataset["job"] = id;
  if (status === "running") {
    const bar = document.createElement("progress");
    bar.value = share(job);
    bar.setAttribute("aria-label", title);
    made.insertBefore(bar, made.lastElementChild);
  }
  return made;
}

async function play({ id, title }: Job) {
  try {
    const there = await connected();
    if (!there) return;
    const { links } = await accepted(there.api.POST("/v1/jobs/{id}/links", { params: { path: { id } }, body: {} }));
    const href = links.find(({ name }) => name.endsWith(".mp3"))?.href;
    const audio = one<HTMLAudioElement>("audio");
    audio.hidden = false;
    audio.setAttribute("aria-label", title);
    audio.src = `${there.settings.server}${href}`;
    await audio.play();
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
  }
}

const open = (url: string) => void chrome.tabs.create({ url });

function complain(text: string | undefined, isBad = true) {
  const line = one("line");
  line.hidden = !text;
  line.textContent = text ?? "";
  line.classList.toggle("bad", isBad);
}

/** A list is drawn anew; what had the focus has it again. */
function draw(list: HTMLElement, items: HTMLLIElement[]) {
  const focused = list.contains(document.activeElement) && document.activeElement?.getAttribute("aria-label");
  list.replaceChildren(...items);
  if (focused) list.querySelector<HTMLElement>(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
}

async function show() {
  const [entries, jobs, lifetime, { server, token }] = [await store.entries(), await store.jobs(), await store.lifetime(), await store.settings()];
  one("waiting").hidden = !entries.length;
  draw(one("entries"), entries.map(entryItem));
  one("episodes").hidden = !jobs.length;
  draw(one("jobs"), listed(jobs).map((job) => jobItem(job, server ?? "")));
  one("library").hidden = !server;
  if (!server || !token) complain("Not connected to a server yet: open the options.", false);
  else complain(line(lifetime), lifetime.is === "retired");
}

one("options").onclick = () => void chrome.runtime.openOptionsPage();
one("library").onclick = async () => open(`${(await store.settings()).server}/`);
one("parts").onchange = () => void showPart();
one("how").ontoggle = () => estimating.ask();
one("how").oninput = () => estimating.ask();
window.onpagehide = () => estimating.stop();
one("send").onsubmit = (event) => {
  event.preventDefault();
  void send();
};

style.fill((await store.settings()).style);
await show();
document.documentElement.dataset["opened"] = String(Math.round(performance.now()));
store.onChange(() => void show());
setInterval(() => void show(), 5_000);
await Promise.allSettled([ask({ do: "wake" }), readPage(), showFeeds()]);
