// SVOX Pico, driven through its C functions (picoapi.h of SVOX AG, version 1.0): the program of @echogarden/svoxpico-wasm without
// its JavaScript, which looks for a browser. Of an operating system it needs two files, which it reads from memory.
//
// Deterministic: every call starts from the same memory, so the same text gives the same bytes.

// A system of one voice; the programs that come with the engine give it as much.
const SYSTEM_BYTES = 2_500_000;
const NAME = "voice";
const NAME_BYTES = 32;
// A file with another name is refused before it is opened.
const EXTENSION = ".bin";
const CHUNK_BYTES = 4096;
const STEP_IDLE = 200;
const STEP_BUSY = 201;
const EBADF = 8;
const ENOENT = 44;
const ENOTTY = 59;
const PAGE_BYTES = 65_536;

/** Samples per second of its sound: mono, 16 bits. */
export const SAMPLE_RATE = 16_000;

/** Loads a voice. `parts` are its files: the text analysis and the signal generation. Returns the function that says a text, which may
 * have Pico's markup, as little-endian samples. */
export function load(module, parts) {
  const files = new Files(parts);
  const { exports: pico } = new WebAssembly.Instance(module, {
    env: {
      _emscripten_memcpy_js: (to, from, length) => bytes().copyWithin(to, from, from + length),
      __syscall_openat: (_, path) => files.open(text(path).replace(EXTENSION, "")),
      __syscall_fcntl64: () => 0,
      __syscall_ioctl: () => -ENOTTY,
      emscripten_resize_heap: (length) => grow(length),
    },
    wasi_snapshot_preview1: {
      fd_read: (file, vectors, count, done) => files.read(file, vectors, count, done, view(), bytes()),
      fd_seek: (file, low, high, whence, done) => files.seek(file, low + high * 2 ** 32, whence, done, view()),
      fd_close: (file) => files.close(file),
      // It writes warnings of its own, which repeat the text.
      fd_write: (_, vectors, count, done) => written(vectors, count, done),
    },
  });
  const bytes = () => new Uint8Array(pico.memory.buffer);
  const view = () => new DataView(pico.memory.buffer);

  function text(at) {
    const all = bytes();
    return new TextDecoder().decode(all.subarray(at, all.indexOf(0, at)));
  }

  function grow(length) {
    try {
      pico.memory.grow(Math.ceil((length - pico.memory.buffer.byteLength) / PAGE_BYTES));
      return 1;
    } catch {
      return 0;
    }
  }

  function written(vectors, count, done) {
    let length = 0;
    for (let at = 0; at < count; at++) length += view().getUint32(vectors + 8 * at + 4, true);
    view().setUint32(done, length, true);
    return 0;
  }

  function put(string) {
    const encoded = new TextEncoder().encode(`${string}\0`);
    const at = pico.malloc(encoded.length);
    bytes().set(encoded, at);
    return [at, encoded.length];
  }

  function check(name, status) {
    if (status < 0) throw new Error(`${name}: ${status}`);
    return status;
  }

  pico.__wasm_call_ctors();
  const out = pico.malloc(8);
  const pointer = () => view().getUint32(out, true);
  check("pico_initialize", pico.pico_initialize(pico.malloc(SYSTEM_BYTES), SYSTEM_BYTES, out));
  const system = pointer();
  const [name] = put(NAME);
  check("pico_createVoiceDefinition", pico.pico_createVoiceDefinition(system, name));
  for (const part of Object.keys(parts)) {
    check("pico_loadResource", pico.pico_loadResource(system, put(part + EXTENSION)[0], out));
    const resource = pico.malloc(NAME_BYTES);
    check("pico_getResourceName", pico.pico_getResourceName(system, pointer(), resource));
    check("pico_addResourceToVoiceDefinition", pico.pico_addResourceToVoiceDefinition(system, name, resource));
  }
  check("pico_newEngine", pico.pico_newEngine(system, name, out));
  const engine = pointer();
  const chunk = pico.malloc(CHUNK_BYTES);
  const full = bytes();
  const pristine = full.slice(0, full.findLastIndex((byte) => byte !== 0) + 1);

  return function speak(line) {
    bytes().set(pristine);
    bytes().fill(0, pristine.length);
    let [at, left] = put(line);
    const chunks = [];
    for (let status = STEP_IDLE; left > 0 || status === STEP_BUSY; ) {
      if (left > 0) {
        check("pico_putTextUtf8", pico.pico_putTextUtf8(engine, at, Math.min(left, 2 ** 15 - 1), out));
        const taken = view().getInt16(out, true);
        [at, left] = [at + taken, left - taken];
      }
      do {
        status = check("pico_getData", pico.pico_getData(engine, chunk, CHUNK_BYTES, out, out + 4));
        const length = view().getInt16(out, true);
        if (length > 0) chunks.push(bytes().slice(chunk, chunk + length));
      } while (status === STEP_BUSY);
      if (status !== STEP_IDLE) throw new Error(`pico_getData: ${status}`);
    }
    return chunks;
  };
}

/** Files in memory, read by number. */
class Files {
  #parts;
  #open = new Map();
  #next = 3;

  constructor(parts) {
    this.#parts = parts;
  }

  open(path) {
    const part = this.#parts[path];
    if (!part) return -ENOENT;
    this.#open.set(this.#next, { part, at: 0 });
    return this.#next++;
  }

  close(number) {
    return this.#open.delete(number) ? 0 : EBADF;
  }

  read(number, vectors, count, done, view, bytes) {
    const file = this.#open.get(number);
    if (!file) return EBADF;
    let length = 0;
    for (let index = 0; index < count; index++) {
      const [to, room] = [0, 4].map((offset) => view.getUint32(vectors + 8 * index + offset, true));
      const piece = file.part.subarray(file.at, file.at + room);
      bytes.set(piece, to);
      file.at += piece.length;
      length += piece.length;
    }
    view.setUint32(done, length, true);
    return 0;
  }

  seek(number, offset, whence, done, view) {
    const file = this.#open.get(number);
    if (!file) return EBADF;
    file.at = [0, file.at, file.part.length][whence] + offset;
    view.setBigUint64(done, BigInt(file.at), true);
    return 0;
  }
}
