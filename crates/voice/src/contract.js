// The OpenAI speech contract, for a voice that is embedded: its routes, what it refuses, and WAVs made of several.
//
// Stores nothing, logs no text.

const INPUT_CHARS_MAX = 1000;
const TOKEN_CHARS_MAX = 40;
const BODY_BYTES_MAX = 16 * 1024;
const CONTENT_TYPES = { wav: "audio/wav", pcm: "audio/pcm" };

/** The Worker of a voice. `models` are the names it goes by, `voices` what each of its names is, `speak(text, voice)` makes a WAV of at
 * most `utteranceChars` characters, and `beside(env)` is a Worker of the same kind that has further voices. */
export function server({ models, owner, voices, utteranceChars, speak, beside = () => undefined }) {
  const answer = async (request, env) => {
    const { pathname } = new URL(request.url);
    const other = beside(env);
    if (pathname === "/v1/models" && request.method === "GET") {
      return Response.json({ object: "list", data: models.map((id) => ({ id, object: "model", owned_by: owner })) });
    }
    // Not of OpenAI's contract: servers that are run by oneself list their voices here.
    if (pathname === "/v1/audio/voices" && request.method === "GET") {
      const own = Object.entries(voices).map(([id, about]) => ({ id, name: id, ...about }));
      const others = other ? (await (await other.fetch(request.url)).json()).voices : [];
      return Response.json({ voices: [...others, ...own] });
    }
    if (pathname !== "/v1/audio/speech") throw new Refusal(404, "invalid_request_error", "not_found", "No such route.");
    if (request.method !== "POST") throw new Refusal(405, "invalid_request_error", "method_not_allowed", "Use POST.", { Allow: "POST" });
    const asked = await parsed(request);
    if (other && typeof asked.voice === "string" && !Object.hasOwn(voices, asked.voice)) {
      // The other one is another model.
      const { model: _, ...rest } = asked;
      return other.fetch(request.url, { method: "POST", body: JSON.stringify(rest) });
    }
    const { input, voice, format } = judged(asked, models, voices);
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

function judged({ model = undefined, input, voice, response_format: format = "wav", speed = 1 }, models, voices) {
  if (model !== undefined && !models.includes(model)) refuse("unknown_model", `The only model is "${models[0]}".`, "model");
  if (!Object.hasOwn(voices, voice)) refuse("unknown_voice", `The voices are ${Object.keys(voices).join(", ")}.`, "voice");
  if (!Object.hasOwn(CONTENT_TYPES, format)) refuse("unknown_format", "The formats are wav and pcm.", "response_format");
  if (speed !== 1) refuse("unsupported_speed", "The only speed is 1.", "speed");
  return { input: speakable(input), voice, format };
}

// English alone is read, and that in ASCII; other input is refused, never guessed at.
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
