// Gives an MP3 another title with an npm library, or with ffmpeg: edit.mjs NAME FILE.

import { execFileSync } from "node:child_process";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const [name, file] = process.argv.slice(2);
const title = "Renamed";

const editors = {
  "node-id3": () => {
    const done = require("node-id3").update({ title }, file);
    if (done !== true) throw done;
  },
  "mp3tag.js": () => {
    const MP3Tag = require("mp3tag.js");
    const tag = new MP3Tag(Uint8Array.from(readFileSync(file)).buffer);
    tag.read();
    tag.tags.title = title;
    tag.save();
    if (tag.error) throw new Error(tag.error);
    writeFileSync(file, Buffer.from(tag.buffer));
  },
  ffmpeg: () => {
    const { path: program } = require("@ffmpeg-installer/ffmpeg");
    const copy = `${file}.copy.mp3`;
    execFileSync(program, ["-v", "error", "-y", "-i", file, "-c", "copy", "-metadata", `title=${title}`, copy]);
    renameSync(copy, file);
  },
};

editors[name]();
