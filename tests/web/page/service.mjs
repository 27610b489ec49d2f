// A service that has only what the pages need: sample pages by path, an API that takes notes, audio with ranges, and a
// websocket that tells a job's progress.

import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { WebSocketServer } from "ws";

export const JOB = "0198c0de-0000-7000-8000-000000000002";
const TICKET = "cuepoint.ticket.sample";
const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css" };

/** Starts it; `notes` is what it was asked for, and what was odd about that. */
export async function start(folder) {
  const read = (name) => readFileSync(join(folder, name));
  const policy = read("policy.txt").toString();
  const sound = tone(60);
  // The job stands still until it is told to go on; then its first socket is dropped.
  const state = { notes: [], page: "job-early", isMoving: false, drops: 1 };

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const send = (status, type, body, headers = {}) => {
      response.writeHead(status, { "Content-Type": type, "Content-Security-Policy": policy, ...headers }).end(body);
    };
    const body = Buffer.concat(await request.toArray()).toString();
    if (request.method === "POST") {
      const { "cuepoint-csrf-token": csrf, "cuepoint-client": client, "content-type": type } = request.headers;
      state.notes.push({ post: pathname, body, csrf, client, type });
      if (pathname.endsWith("/ticket")) return send(200, "application/json", JSON.stringify({ protocol: TICKET }));
      if (pathname.endsWith("/revise") && body.includes("refuse")) {
        const problem = { title: "A field is invalid", detail: "text: plain words only" };
        return send(422, "application/problem+json", JSON.stringify(problem));
      }
      if (pathname.startsWith("/v1/")) return send(200, "application/json", "{}");
      return send(303, "text/plain", "", { Location: request.headers.referer ?? "/" });
    }
    if (pathname.startsWith("/assets/")) return send(200, TYPES[pathname.split(".").pop()], read(pathname.slice(8)));
    if (pathname.endsWith(".mp3")) return sendRange(request, response, sound);
    if (pathname === `/jobs/${JOB}`) return send(200, TYPES.html, read(`${state.page}.html`));
    if (pathname.startsWith("/samples/")) return send(200, TYPES.html, read(`${pathname.slice(9)}.html`));
    if (pathname === "/favicon.ico") return response.writeHead(204).end();
    return send(404, TYPES.html, read("problem.html"));
  });
  const sockets = new WebSocketServer({ server, handleProtocols: (offers) => [...offers][0] });
  sockets.on("connection", (socket, request) => tell(socket, request, state));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, state, stop: () => server.close() };
}

/** All updates of a job after `after`; the first socket is dropped half-way, as a new release of the service would. */
function tell(socket, request, state) {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  const after = Number(searchParams.get("after"));
  state.notes.push({ watch: pathname, after, offers: request.headers["sec-websocket-protocol"] });
  socket.on("message", (data) => String(data) === "ping" && socket.send("pong"));
  if (!state.isMoving) return;
  const rest = updates().filter(({ seq }) => seq > after);
  const next = () => {
    const update = rest.shift();
    if (!update) return socket.close(1000, "the job has ended");
    if (update.change === "succeeded") state.page = state.next ?? "job-finished";
    socket.send(JSON.stringify({ type: "update", at: "2026-11-21T01:09:13.042Z", ...update }));
    if (state.drops > 0 && rest.length < 25) {
      state.drops -= 1;
      return socket.close(1001);
    }
    setTimeout(next, 40);
  };
  next();
}

function updates() {
  const at = (stage, spoken) => ({ stage, turns_spoken: spoken, ...(spoken >= 0 && { turns_total: 48 }) });
  const early = ["ingest", "outline", "script"].map((stage) => ({ change: "stage_started", stage, progress: at(stage) }));
  const spoken = Array.from({ length: 48 }, (_, line) => ({ change: "turns_spoken", progress: at("speech", line + 1) }));
  const failure = { change: "attempt_failed", turn: 17, attempt: 1, code: "unavailable", retry_at: "2026-11-21T01:09:17Z" };
  const late = ["master", "publish"].map((stage) => ({ change: "stage_started", stage, progress: at(stage, 48) }));
  const speech = { change: "stage_started", stage: "speech", progress: at("speech", 0) };
  const all = [...early, speech, ...spoken.slice(0, 20), failure, ...spoken.slice(20), ...late];
  return [...all, { change: "succeeded", title: "Leases", episode: {} }].map((update, index) => ({ seq: index + 4, ...update }));
}

/** A quiet tone as WAV: 8 bits, 8 kHz. */
function tone(seconds) {
  const rate = 8000;
  const samples = Buffer.from(Array.from({ length: rate * seconds }, (_, at) => 128 + 20 * Math.sin(at / 4)));
  const head = Buffer.alloc(44);
  head.write("RIFF", 0), head.writeUInt32LE(36 + samples.length, 4), head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16), head.writeUInt16LE(1, 20), head.writeUInt16LE(1, 22), head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28), head.writeUInt16LE(1, 32), head.writeUInt16LE(8, 34), head.write("data", 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

function sendRange(request, response, bytes) {
  const headers = { "Content-Type": "audio/wav", "Accept-Ranges": "bytes" };
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
  if (from === undefined) return response.writeHead(200, headers).end(bytes);
  const end = Math.min(Number(to || bytes.length - 1), bytes.length - 1);
  headers["Content-Range"] = `bytes ${from}-${end}/${bytes.length}`;
  return response.writeHead(206, headers).end(bytes.subarray(Number(from), end + 1));
}
