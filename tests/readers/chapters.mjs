// An MP3 as ffprobe reads it: chapters.mjs FILE prints its chapters as JSON, in the order of the file, and its covers.

import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

export const ms = (seconds) => Math.round(Number(seconds) * 1000);

export function probed(mp3) {
  const { path: program } = require("@ffprobe-installer/ffprobe");
  const show = (...shown) => JSON.parse(execFileSync(program, ["-v", "warning", ...shown, "-of", "json", mp3], { encoding: "utf8" }));
  const { format, chapters } = show("-show_format", "-show_chapters");
  const { streams, packets } = show("-show_streams", "-show_packets", "-select_streams", "v", "-show_data_hash", "sha256");
  const cover = ({ index, codec_name, disposition, tags }) => ({
    mime: `image/${codec_name}`,
    sha256: packets.find(({ stream_index }) => stream_index === index).data_hash.replace("SHA256:", ""),
    is_front: disposition.attached_pic === 1 && tags.comment === "Cover (front)",
  });
  const read = ({ start_time, end_time, tags }) => ({ start_ms: ms(start_time), end_ms: ms(end_time), title: tags.title });
  return { format, chapters: chapters.map(read), covers: streams.map(cover) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { chapters, covers } = probed(process.argv[2]);
  console.log(JSON.stringify({ chapters, covers }));
}
