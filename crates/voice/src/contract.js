// The OpenAI speech contract, for a voice that is embedded: its routes, what it refuses, and WAVs made of several.
//
// Stores nothing, logs no text.

const INPUT_CHARS_MAX = 1000;
const TOKEN_CHARS_MAX = 40;
const BODY_BYTES_MAX = 16 * 1024;
const LANGUAGES = new Intl.DisplayNames("en", { type: "language", languageDisplay: "standard" });
const CONTENT_TYPES = { wav: "audio/wav", pcm: "audio/pcm" };

/** The Worker of a voice. `models` are the names it goes by, `voices` what each of its names is, `sampleRate` that of their WAVs in Hz
 * where a voice has none of its own, `speak(text, voice)` makes a WAV of at
 * most `utteranceChars` characters. `read(text, voice)` is the text as the voice can say it, or nothing where it has what the voice cannot.
 * `before` and `after` are bindings of Workers of the same kind, whose voices are listed before and after its own where there are any. */
export function server({ models, owner, voices, sampleRate, utteranceChars, speak, read = english, before = [], after = [] }) {
  // Voices of the others, by binding.
  let others = null;
  const listed = async (url, service) => (service ? (await (await service.fetch(url)).json()).voices : []);
  const list = async (url, env) => {
    const [first, last] = await Promise.all(
      [before, after].map(async (names) => Promise.all(names.map(async (name) => [name, await listed(url, env[name])]))),
    );
    others = new Map([...first, ...last].flatMap(([name, found]) => found.map(({ id }) => [id, name])));
    const own = Object.entries(voices).map(([id, about]) => ({ id, name: id, sample_rate: sampleRate, ...about }));
    return [...first.flatMap(([, found]) => found), ...own, ...last.flatMap(([, found]) => found)];
  };
  const answer = async (request, env) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/v1/models" && request.method === "GET") {
      return Response.json({ object: "list", data: models.map((id) => ({ id, object: "model", owned_by: owner })) });
    }
    // Not of OpenAI's contract: servers that are run by oneself list their voices here.
    if (pathname === "/v1/audio/voices" && request.method === "GET") {
      return Response.json({ voices: await list(request.url, env) });
    }
    if (pathname !== "/v1/audio/speech") throw new Refusal(404, "invalid_request_error", "not_found", "No such route.");
    if (request.method !== "POST") throw new Refusal(405, "invalid_request_error", "method_not_allowed", "Use POST.", { Allow: "POST" });
    const asked = await parsed(request);
    if (!Object.hasOwn(voices, asked.voice) && !others) await list(new URL("/v1/audio/voices", request.url), env);
    if (!Object.hasOwn(voices, asked.voice) && others.has(asked.voice)) {
      // Another one is another model.
      const { model: _, ...rest } = asked;
      return env[others.get(asked.voice)].fetch(request.url, { method: "POST", body: JSON.stringify(rest) });
    }
    const { input, voice, format } = judged(asked, { models, voices, others: [...(others?.keys() ?? [])], read });
    // A local workerd serves all sockets with one thread, and polls them only when nothing else is ready to run; a timer
    // makes it poll. Without it, a whole episode is spoken before a watcher hears of its first turn.
    const wavs = [];
    for (const utterance of utterances(input, utteranceChars)) {
      await scheduler.wait(1);
      wavs.push(speak(utterance, voice));
    }
    const body = format === "pcm" ? concatenated(wavs.map(samples)) : joined(wavs);
    return new Response(body, { headers: { "Content-Type": CONTENT_TYPES[format] } });
  };
  return {
    async fetch(request, env) {
      try {
        return await answer(request, env);
      } catch (error) {
        if (error instanceof Refusal) return error.response();
        console.error(JSON.stringify({ level: "error", message: "speech failed", error: String(error) }));
        return new Refusal(500, "server_error", "speech_failed", "The voice failed.").response();
      }
    },
  };
}

async function parsed(request) {
  const text = await request.text();
  if (text.length > BODY_BYTES_MAX) refuse("request_too_large", "The request is too large.");
  try {
    return JSON.parse(text) ?? {};
  } catch {
    refuse("malformed_json", "The body is not JSON.");
  }
}

function judged({ model = undefined, input, voice, response_format: format = "wav", speed = 1 }, { models, voices, others, read }) {
  if (model !== undefined && !models.includes(model)) refuse("unknown_model", `The only model is "${models[0]}".`, "model");
  if (!Object.hasOwn(voices, voice)) refuse("unknown_voice", `The voices are ${[...Object.keys(voices), ...others].join(", ")}.`, "voice");
  if (!Object.hasOwn(CONTENT_TYPES, format)) refuse("unknown_format", "The formats are wav and pcm.", "response_format");
  if (speed !== 1) refuse("unsupported_speed", "The only speed is 1.", "speed");
  return { input: speakable(input, (text) => read(text, voice), voices[voice].language), voice, format };
}

// English is read in ASCII; other input is refused, never guessed at.
function english(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "");
  return /[^\x20-\x7e]/.test(plain) ? null : plain;
}

function speakable(input, read, language) {
  if (typeof input !== "string" || input.trim() === "") refuse("empty_input", "There is nothing to say.", "input");
  const plain = read(input.replace(/\s+/g, " ").trim());
  if (plain === null) refuse("unsupported_language", `This voice reads ${LANGUAGES.of(language)} only, in its letters and common signs.`, "input");
  if (plain.length > INPUT_CHARS_MAX) refuse("input_too_long", `At most ${INPUT_CHARS_MAX} characters.`, "input");
  if (plain.split(" ").some((token) => token.length > TOKEN_CHARS_MAX)) {
    refuse("token_too_long", `No token over ${TOKEN_CHARS_MAX} characters.`, "input");
  }
  return plain;
}

// The input in pieces that a voice can hold: at the end of a sentence, else at a comma, else between words.
function utterances(input, charsMax) {
  const found = [];
  let rest = input;
  while (rest.length > charsMax) {
    const window = rest.slice(0, charsMax);
    const ends = [/[.!?]["']? (?=\S)/g, /[,;:] (?=\S)/g, / (?=\S)/g];
    const at = ends.map((end) => [...window.matchAll(end)].at(-1)).find((match) => match !== undefined);
    const cut = at === undefined ? charsMax : at.index + at[0].length;
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
  throw new Error("a WAV without samples");
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
