// The neural voice behind the OpenAI speech contract: two hosts from one network, in Rust.
//
// Deterministic: the same text gives the same bytes. Stores nothing, logs no text.

import heart from "../../../target/tools/speech/heart.voice";
import * as wasm from "../build/index.js";
import { server } from "./contract.js";

// The first of each gender is what a wish for one gets.
const VOICES = {
  heart: { language: "en-US", gender: "female" },
  "heart-low": { language: "en-US", gender: "male" },
};
// A local workerd serves all sockets with one thread: it does nothing else while an utterance is spoken.
const UTTERANCE_CHARS_MAX = 200;

export default server({
  models: ["hibari"],
  owner: "hibari-tts",
  voices: VOICES,
  sampleRate: 24000,
  utteranceChars: UTTERANCE_CHARS_MAX,
  speak,
});

// Read at the first line: a service that is told of another voice never needs it.
let speaker = null;

function speak(text, voice) {
  try {
    speaker ??= new wasm.Speaker(new Uint8Array(heart));
    return speaker.speak(text, voice === "heart-low");
  } catch (error) {
    // What has trapped is not used again.
    speaker = null;
    if (error instanceof WebAssembly.RuntimeError) wasm.__wbg_reset_state();
    throw error;
  }
}
