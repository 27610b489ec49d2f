// An MP3 as ffprobe reads it: chapters.mjs FILE prints its chapters as JSON, in the order of the file.

import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

export const ms = (seconds) => Math.round(Number(seconds) * 1000);

export function probed(mp3) {
  const { path: program } = require("@ffprobe-installer/ffprobe");
  const shown = ["-v", "warning", "-show_format", "-show_chapters", "-of", "json", mp3];
  const { format, chapters } = JSON.parse(execFileSync(program, shown, { encoding: "utf8" }));
  const read = ({ start_time, end_time, tags }) => ({ start_ms: ms(start_time), end_ms: ms(end_time), title: tags.title });
  return { format, chapters: chapters.map(read) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(probed(process.argv[2]).chapters));
