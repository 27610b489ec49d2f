// npm's readers of our files, and ffprobe: read.mjs FOLDER prints as JSON how each understands what is in it.
//
// Knows nothing of what should be there.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { parseFile } from "music-metadata";
import { ms, probed } from "./chapters.mjs";

const require = createRequire(import.meta.url);
const [folder] = process.argv.slice(2);
const mp3 = path.join(folder, "episode.mp3");
const [vtt, srt] = ["vtt", "srt"].map((extension) => readFileSync(path.join(folder, `transcript.${extension}`), "utf8"));

const version = (name) => {
  const main = require.resolve(name);
  const own = main.slice(0, main.lastIndexOf(path.join("node_modules", name)));
  return JSON.parse(readFileSync(path.join(own, "node_modules", name, "package.json"), "utf8")).version;
};

const cover = (mime, data, is_front) => ({ mime, sha256: createHash("sha256").update(data).digest("hex"), is_front });

async function musicMetadata() {
  const { common, format } = await parseFile(mp3, { duration: true, includeChapters: true });
  return {
    covers: common.picture.map(({ format, data, type }) => cover(format, data, type === "Cover (front)")),
    title: common.title,
    artist: common.artist,
    album: common.album,
    duration_ms: ms(format.duration),
    chapters: format.chapters.map(({ id, start, end, title }) => ({ id, start_ms: ms(start), end_ms: ms(end), title })),
  };
}

function nodeId3() {
  const { title, artist, album, chapter, tableOfContents, image } = require("node-id3").read(mp3);
  return {
    covers: [cover(image.mime, image.imageBuffer, image.type.id === 3)],
    title,
    artist,
    album,
    chapters: chapter.map(({ elementID, startTimeMs, endTimeMs, tags }) => ({
      id: elementID,
      start_ms: startTimeMs,
      end_ms: endTimeMs,
      title: tags.title,
    })),
    contents: tableOfContents.map(({ isOrdered, elements }) => ({ is_ordered: isOrdered, ids: elements })),
  };
}

function ffprobe() {
  const { format, chapters, covers } = probed(mp3);
  return {
    covers,
    title: format.tags.title,
    artist: format.tags.artist,
    album: format.tags.album,
    duration_ms: ms(format.duration),
    chapters,
  };
}

function webvttParser() {
  const { WebVTTParser } = require("webvtt-parser");
  const { cues, errors } = new WebVTTParser().parse(vtt);
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  const words = ({ children, value }) => (children ? children.map(words).join("") : value);
  return cues.map(({ startTime, endTime, tree }) => ({
    start_ms: ms(startTime),
    end_ms: ms(endTime),
    speaker: tree.children.find(({ name }) => name === "v")?.value ?? null,
    text: words({ children: tree.children }),
  }));
}

function nodeWebvtt() {
  const { cues } = require("node-webvtt").parse(vtt, { strict: true });
  return cues.map(({ start, end, text }) => ({ start_ms: ms(start), end_ms: ms(end), speaker: null, text }));
}

function transcriptator(transcript) {
  const segments = require("transcriptator").convertFile(transcript);
  return segments.map(({ startTime, endTime, speaker, body }) => ({
    start_ms: ms(startTime),
    end_ms: ms(endTime),
    speaker,
    text: body,
  }));
}

console.log(
  JSON.stringify({
    "music-metadata": { version: version("music-metadata"), mp3: await musicMetadata() },
    "node-id3": { version: version("node-id3"), mp3: nodeId3() },
    ffprobe: { version: version("@ffprobe-installer/ffprobe"), mp3: ffprobe() },
    "webvtt-parser": { version: version("webvtt-parser"), vtt: webvttParser() },
    "node-webvtt": { version: version("node-webvtt"), vtt: nodeWebvtt() },
    transcriptator: { version: version("transcriptator"), vtt: transcriptator(vtt), srt: transcriptator(srt) },
  }),
);
