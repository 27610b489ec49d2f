// Follows a job while it is made, ties the transcript to the player, changes lines in place. No page needs it.

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const article = () => one("[data-job]");
const audio = () => one("#audio");
// Not the address: a rejected form is answered under its own.
const place = () => (article() ? `/jobs/${article().dataset.job}` : location.pathname);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Said to screen readers, politely.
const announce = (text) => (one("#live").textContent = text);

// A line in the room kept for it below the progress; with a link if the reader has to act.
function note(text, link) {
  const line = one("#note");
  if (!line || line.dataset.text === text) return;
  line.dataset.text = text;
  line.textContent = text;
  if (link) {
    const anchor = document.createElement("a");
    anchor.href = place();
    anchor.textContent = link;
    line.append(" ", anchor);
  }
}

// Moments in the reader's own zone; the title keeps UTC.
function localTimes(root) {
  for (const time of all("time", root)) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    time.title = time.textContent;
    time.textContent = at.toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  }
}

// The API

async function call(action, body) {
  const { job, version, client } = article().dataset;
  const answer = await fetch(`/v1/jobs/${job}/${action}`, {
    method: "POST",
    credentials: "same-origin",
    headers: {
      "Content-Type": "application/json",
      "Cuepoint-Client": client,
      "Cuepoint-Version": version,
      "Cuepoint-Csrf-Token": one("meta[name=csrf]").content,
    },
    body: body && JSON.stringify(body),
  });
  if (answer.ok) return answer.json();
  const problem = await answer.json().catch(() => ({}));
  const error = new Error(problem.detail || problem.title || `The service answered ${answer.status}.`);
  error.status = answer.status;
  throw error;
}

// Following a job

let seq = 0;
let isWatching = false;

const isUnfinished = () => /running|parked/.test(article().dataset.status);

// Opens one websocket after another until the job has ended, each later if the last brought nothing.
async function watch() {
  if (isWatching) return;
  isWatching = true;
  for (let failures = 0; isUnfinished(); ) {
    try {
      const { protocol } = await call("ticket");
      const { code, count } = await follow(protocol);
      if (code === 1000) {
        isWatching = false;
        return refresh();
      }
      failures = count ? 0 : failures + 1;
    } catch (error) {
      if ([401, 403, 404, 410].includes(error.status)) {
        note(error.message, "Load the page again");
        break;
      }
      failures += 1;
    }
    // A single loss may be a new release.
    if (failures > 1) note("The connection is lost; trying again …");
    await sleep(Math.min(30_000, 500 * 2 ** failures) * (0.5 + Math.random() / 2));
  }
  isWatching = false;
}

// One websocket, from the last update seen: its close code and its count of messages.
function follow(protocol) {
  const { job, version } = article().dataset;
  const url = new URL(`/v1/jobs/${job}/watch?after=${seq}`, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  return new Promise((resolve) => {
    const socket = new WebSocket(url, [`cuepoint.${version}`, protocol]);
    let [count, quiet] = [0, 0];
    const end = (code) => {
      clearInterval(pulse);
      resolve({ code, count });
    };
    const pulse = setInterval(() => {
      quiet += 1;
      if (socket.readyState === WebSocket.OPEN) socket.send("ping");
      if (quiet > 3) {
        socket.close();
        end(0);
      }
    }, 20_000);
    socket.onopen = () => note("");
    socket.onclose = ({ code }) => end(code);
    socket.onmessage = ({ data }) => {
      quiet = 0;
      count += 1;
      if (data !== "pong") hear(JSON.parse(data));
    };
  });
}

// Progress is drawn from its message; after anything else the page is asked for again.
function hear(message) {
  const newest = message.seq ?? message.job?.seq ?? 0;
  if (newest <= seq) return;
  seq = newest;
  if (message.change === "attempt_failed") {
    const at = new Date(message.retry_at).toLocaleTimeString();
    note(`Attempt ${message.attempt} failed (${message.code}); the next is at ${at}.`);
  } else if (message.progress && one("#bar") && !(message.stage === "speech" && !one(".transcript"))) {
    show(message.progress);
  } else if (message.change !== "created") {
    refresh();
  }
}

function show({ stage, turns_spoken: spoken, turns_total: total }) {
  const step = one(`[data-stage="${CSS.escape(stage)}"]`);
  if (!step) return;
  const isNew = !step.hasAttribute("aria-current");
  for (const other of all("[data-stage]")) other.removeAttribute("aria-current");
  step.setAttribute("aria-current", "step");
  const from = Number(step.dataset.at);
  const to = Number(step.nextElementSibling?.dataset.at ?? 100);
  const lines = stage === "speech" && total ? total : 0;
  one("#bar").value = from + (lines ? (Math.min(spoken, lines) * (to - from)) / lines : 0);
  const text = step.dataset.says + (lines ? `: ${spoken} of ${lines}` : "");
  one("#says").textContent = text;
  note("");
  // Not each line: a screen reader would never be silent.
  if (isNew || (lines && spoken % Math.ceil(lines / 4) === 0)) announce(text);
}

// The page anew

let isRefreshing = false;
let isStale = false;

const isEdited = (field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked;
const isBusy = () => audio()?.paused === false || all("textarea, .plan input").some(isEdited);

// The revision that this reader's last change has made.
let own = 0;
const estimate = (root) => one("[name=estimate]", root)?.value;

// Another text to approve must not take the place of the one that is being read; but for a change of the reader's own.
function isUnseen(fresh) {
  const [shown, next] = [estimate(article()), estimate(fresh)];
  return shown && next && next !== shown && Number(fresh.dataset.made) !== own;
}

// Puts the server's article in place, unless the reader is in the middle of something.
async function refresh() {
  isStale = isRefreshing;
  if (isRefreshing) return;
  isRefreshing = true;
  try {
    do {
      isStale = false;
      const answer = await fetch(place(), { cache: "no-store" });
      const fresh = one("[data-job]", new DOMParser().parseFromString(await answer.text(), "text/html"));
      if (!fresh || isBusy() || isUnseen(fresh)) note("There is news of this episode.", "Load the page again");
      else replace(fresh);
    } while (isStale);
  } catch {
    note("The connection is lost.", "Load the page again");
  } finally {
    isRefreshing = false;
  }
}

function replace(fresh) {
  const old = article();
  const [player, focused] = [audio(), document.activeElement?.id];
  localTimes(fresh);
  // The same audio stays where it was stopped.
  if (player && fresh.dataset.revision === old.dataset.revision) one("#audio", fresh)?.replaceWith(player);
  old.replaceWith(fresh);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  seq = Math.max(seq, Number(fresh.dataset.seq));
  if (fresh.dataset.status !== old.dataset.status) announce(one(".mark", fresh).textContent);
  if (isUnfinished()) watch();
}

// The player and the transcript

function seek(seconds) {
  const player = audio();
  if (!player) return;
  player.currentTime = Number(seconds);
  player.play().catch(() => {});
}

const isInView = (element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};

// Seconds in a link's media fragment, `#t=12.5`.
const startOf = (link) => Number(link.hash.slice(3));

// Marks the last that has begun; returns the one marked before, and this one.
function mark(elements, begins, now) {
  const next = elements.findLast((element) => begins(element) <= now);
  const before = elements.find((element) => element.hasAttribute("aria-current"));
  if (next !== before) {
    before?.removeAttribute("aria-current");
    next?.setAttribute("aria-current", "true");
  }
  return [before, next];
}

function followPlayback() {
  const now = audio().currentTime + 0.05;
  mark(all(".chapters .at"), startOf, now);
  const [before, line] = mark(all(".line[data-start]"), (line) => Number(line.dataset.start), now);
  // A reader who has scrolled away, or writes, is left alone.
  const isFollowed = before && line && before !== line && isInView(before);
  if (!isFollowed || document.activeElement?.matches("textarea")) return;
  const { matches: isStill } = matchMedia("(prefers-reduced-motion: reduce)");
  line.scrollIntoView({ block: "nearest", behavior: isStill ? "auto" : "smooth" });
}

// Changing a line

async function revise(form) {
  const [button, output] = [one("button", form), one("output", form)];
  const text = form.elements.text.value.replace(/\s+/g, " ").trim();
  const turn = Number(button.value);
  button.disabled = true;
  output.textContent = "Sending …";
  try {
    const before = Number(article().dataset.made);
    const { revision } = await call("revise", { lines: [{ turn, text }] });
    if (revision === before + 1) own = revision;
    form.elements.text.defaultValue = form.elements.text.value = text;
    output.textContent = "Being spoken anew.";
    await refresh();
  } catch (error) {
    output.textContent = error.message;
  } finally {
    button.disabled = false;
  }
}

async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // Without https there is no other clipboard.
    document.execCommand("copy");
  }
  announce("Copied.");
  button.classList.add("done");
  await sleep(2_000);
  button.classList.remove("done");
}

document.addEventListener("click", (event) => {
  const { target } = event;
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = target.closest("a.at");
  const button = target.closest("[data-copy]");
  const line = target.closest("[data-start] .text")?.parentElement;
  if (button) copy(button);
  else if (link && isPlain && audio()) {
    event.preventDefault();
    seek(startOf(link));
  } else if (line && getSelection().isCollapsed) seek(line.dataset.start);
});

document.addEventListener("submit", (event) => {
  if (!event.target.closest(".edit")) return;
  event.preventDefault();
  revise(event.target);
});

// Does not bubble.
document.addEventListener("timeupdate", followPlayback, true);

localTimes(document);
if (article()) {
  seq = Number(article().dataset.seq);
  watch();
}

// A pairing code after the hash of the address, which no server is sent.
const field = one("input#token");
if (field && location.hash.length > 1) {
  field.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname + location.search);
  one("form button").focus();
}
