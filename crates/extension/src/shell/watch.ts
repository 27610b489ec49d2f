// Watching a job: one websocket after another until it has ended. Each tells the job first, and then its updates by number. Where one
// brings nothing (a proxy wants headers, which a websocket cannot carry; Firefox holds back sockets to a host that has just failed),
// the job is read.

import type { Job } from "../core/jobs.ts";
import { fromView, heard, isRunning } from "../core/jobs.ts";
import type { WatchMessage } from "../core/wire.ts";
import { Refused, accepted, connected, wire } from "./api.ts";
import { PULSE_MS } from "./awake.ts";
import * as store from "./store.ts";

const QUIET_MAX = 3;
const OPEN_MS = 5_000;
const RETRY_MAX_MS = 5_000;

type Told = (job: Job) => Promise<void>;
type Connected = NonNullable<Awaited<ReturnType<typeof connected>>>;

const watching = new Map<string, AbortController>();
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export function stopWatching(id: string) {
  watching.get(id)?.abort();
}

/** Watches until the job no longer runs, or cannot be had. Safe to call again while it is watched. */
export async function watch(id: string, told: Told): Promise<void> {
  if (watching.has(id)) return;
  const stop = new AbortController();
  watching.set(id, stop);
  try {
    for (let failures = 0; !stop.signal.aborted; ) {
      const [there, job] = [await connected(), await store.job(id)];
      if (!there || !job || !isRunning(job)) return;
      try {
        const messages = await listen(there, job, told, stop.signal);
        failures = messages ? 0 : failures + 1;
        if (failures) await read(there, id, told);
      } catch (error) {
        if (error instanceof Refused && [401, 403, 404, 410].includes(error.problem.status)) return await lost(there, id, error, told);
        failures += 1;
      }
      // A single loss may be a new release.
      await sleep(Math.min(RETRY_MAX_MS, 250 * 2 ** failures) * (0.5 + Math.random() / 2));
    }
  } finally {
    watching.delete(id);
  }
}

/** Reads a job that is not watched, once: somebody may have brought it on elsewhere. */
export async function look(id: string, told: Told): Promise<void> {
  const there = await connected();
  if (!there) return;
  await read(there, id, told).catch((error: unknown) => (error instanceof Refused ? lost(there, id, error, told) : undefined));
}

/** The service does not show it any more: it was thrown away, or the token has ended. */
async function lost(there: Connected, id: string, refused: Refused, told: Told) {
  const job = await store.job(id);
  if (!job) return;
  if (refused.problem.status === 404 || refused.problem.status === 410) return store.dropJob(id);
  if (refused.problem.status !== 401 && refused.problem.status !== 403) return;
  // Whoever has another token by now goes on with that.
  const { token } = await store.settings();
  if (token === there.settings.token) await told({ ...job, status: "unwatched", why: refused.message });
}

async function read({ api }: Connected, id: string, told: Told) {
  const view = await accepted(api.GET("/v1/jobs/{id}", { params: { path: { id } } }));
  await told(fromView(view, await store.job(id)));
}

/** One websocket: the number of messages it brought. */
async function listen(there: Connected, job: Job, told: Told, stop: AbortSignal): Promise<number> {
  const { api, settings } = there;
  const ticket = await accepted(api.POST("/v1/jobs/{id}/ticket", { params: { path: { id: job.id } } }));
  // Without a number to go on from, the job itself comes first: another release may see it otherwise than its updates tell.
  const url = new URL(`${settings.server}/v1/jobs/${job.id}/watch`);
  url.protocol = url.protocol.replace("http", "ws");
  let [messages, quiet] = [0, 0];
  // One message after the other, each kept before the next is read.
  let turn = Promise.resolve();
  await new Promise<void>((resolve) => {
    const socket = new WebSocket(url, [`cuepoint.${wire}`, ticket.protocol]);
    const opening = setTimeout(() => socket.close(), OPEN_MS);
    const ping = setInterval(() => {
      quiet += 1;
      if (quiet > QUIET_MAX) socket.close();
      else if (socket.readyState === WebSocket.OPEN) socket.send("ping");
    }, PULSE_MS);
    const end = () => {
      clearTimeout(opening);
      clearInterval(ping);
      stop.removeEventListener("abort", close);
      resolve();
    };
    const close = () => {
      socket.close();
      end();
    };
    stop.addEventListener("abort", close);
    socket.onopen = () => clearTimeout(opening);
    socket.onclose = end;
    socket.onmessage = ({ data }) => {
      quiet = 0;
      messages += 1;
      if (data !== "pong") turn = turn.then(() => hear(there, job.id, String(data), told)).catch(() => undefined);
    };
  });
  await turn;
  return messages;
}

async function hear(there: Connected, id: string, text: string, told: Told) {
  const known = await store.job(id);
  if (!known) return;
  const { job, again } = heard(known, JSON.parse(text) as WatchMessage, Date.now());
  if (job !== known) await told(job);
  if (again) await read(there, id, told);
}
