// Voices of other languages behind the OpenAI speech contract: SVOX Pico, two hosts of each language.
//
// Deterministic: the same text gives the same bytes. Stores nothing, logs no text.

import module from "@echogarden/svoxpico-wasm/svoxpico.wasm";
import de from "../../../target/tools/pico/de-DE.voice";
import gb from "../../../target/tools/pico/en-GB.voice";
import es from "../../../target/tools/pico/es-ES.voice";
import fr from "../../../target/tools/pico/fr-FR.voice";
import it from "../../../target/tools/pico/it-IT.voice";
import { server } from "./contract.js";
import { SAMPLE_RATE, load } from "./svox.js";

// `letters` are those beyond a to z, `less` and `more` the words for what is Pico's markup.
const LANGUAGES = {
  "de-DE": { data: de, letters: "äöüß", less: "kleiner als", more: "größer als" },
  "es-ES": { data: es, letters: "áéíóúüñªº", less: "menor que", more: "mayor que" },
  "fr-FR": { data: fr, letters: "àâæçéèêëîïôœùûüÿ", less: "inférieur à", more: "supérieur à" },
  "it-IT": { data: it, letters: "àèéìíîòóùúªº", less: "minore di", more: "maggiore di" },
  "en-GB": { data: gb, letters: "", less: "less than", more: "greater than" },
};
const VOICES = Object.fromEntries(
  Object.keys(LANGUAGES).flatMap((language) => {
    const name = `pico-${language === "en-GB" ? "en-gb" : language.slice(0, 2)}`;
    return [
      [name, { language, gender: "female" }],
      [`${name}-low`, { language, gender: "male" }],
    ];
  }),
);
// The second host is the first, said faster and higher than is wanted by half as much again, and played slower: so not only the pitch is
// lower, but the resonances are those of a longer throat. Percent, and samples per second of his clips.
const LOW = { speed: 116, pitch: 75, rate: SAMPLE_RATE * 0.86 };
const PLAIN = { speed: 100, pitch: 100, rate: SAMPLE_RATE };
// In percent. Above 10, the Spanish voice clips where it sings an i behind an s.
const VOLUME = 10;
const UTTERANCE_CHARS_MAX = 300;
// Letters that are no other letter with a mark.
const FOLDED = { æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ß: "ss" };
// Short forms in capitals that are spelled, beside those without a vowel: Pico reads most as words ("HTTP" in German is "tap").
const SPELLED = new Set("AI API CLI CPU EU GPU ID IDE IO IP KI OS PDF UI URI URL USA USB UTC UUID".split(" "));
const SAID = /^[\p{Script=Latin}\d .,;:!?¿¡'"()[\]{}«»„“”‚‘’‹›–—…\-+=*/\\#@_~^|&%$€£§°`<>]*$/u;

export default server({
  models: ["pico"],
  owner: "svox",
  voices: VOICES,
  sampleRate: 16000,
  utteranceChars: UTTERANCE_CHARS_MAX,
  speak,
  read,
});

// Each is loaded with its first line, and kept.
const loaded = new Map();

function speak(text, voice) {
  const { language } = VOICES[voice];
  const say = loaded.get(language) ?? load(module, parts(LANGUAGES[language].data));
  // What did not return normally is not used again.
  loaded.delete(language);
  const { speed, pitch, rate } = voice.endsWith("-low") ? LOW : PLAIN;
  const chunks = say(`<volume level="${VOLUME}"><speed level="${speed}"><pitch level="${pitch}">${text}</pitch></speed></volume>`);
  loaded.set(language, say);
  return wav(chunks, rate);
}

// A text with its language's letters alone: marks that it does not have are taken from others, and what is markup is said.
function read(text, voice) {
  if (!SAID.test(text)) return null;
  const { letters, less, more } = LANGUAGES[VOICES[voice].language];
  const own = new Set(letters);
  const folded = [...text.normalize("NFC")].map((letter) => {
    const small = letter.toLowerCase();
    if (small <= "\x7f" || own.has(small) || !/\p{L}/u.test(letter)) return letter;
    return FOLDED[small] ?? letter.normalize("NFKD").replace(/\p{M}/gu, "");
  });
  const spelled = folded.join("").replace(/(?<![\p{L}\d])[A-Z]{2,5}(?![\p{L}\d])/gu, (word) => {
    return SPELLED.has(word) || !/[AEIOUY]/.test(word) ? [...word].join(" ") : word;
  });
  const plain = spelled.replaceAll("<", ` ${less} `).replaceAll(">", ` ${more} `).replace(/ +/g, " ").trim();
  const unknown = [...plain].some((letter) => letter > "\x7f" && /\p{L}/u.test(letter) && !own.has(letter.toLowerCase()));
  return unknown ? null : plain;
}

// The length of the text analysis, which comes first, and then both.
function parts(data) {
  const bytes = new Uint8Array(data);
  const split = 4 + new DataView(data).getUint32(0, true);
  return { ta: bytes.subarray(4, split), sg: bytes.subarray(split) };
}

function wav(chunks, rate) {
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const file = new Uint8Array(44 + length);
  const view = new DataView(file.buffer);
  const words = [0x52494646, 36 + length, 0x57415645, 0x666d7420, 16, 0x10001, rate, 2 * rate, 0x100002, 0x64617461, length];
  const names = [0, 2, 3, 9];
  words.forEach((word, index) => view.setUint32(4 * index, word, !names.includes(index)));
  let at = 44;
  for (const chunk of chunks) {
    file.set(chunk, at);
    at += chunk.length;
  }
  return file;
}
