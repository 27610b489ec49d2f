// WAV files as packages of npm write them, into a folder: write.mjs FOLDER
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PassThrough } from "node:stream";
import { join } from "node:path";
import { encodeWaveFromBuffer, encodeWaveFromFloat32Channels, SampleFormat } from "@echogarden/wave-codec";
import { encodeWavFileFromArrays } from "wav-file-encoder";

const require = createRequire(import.meta.url);
const folder = process.argv[2];
const put = (name, bytes) => writeFileSync(join(folder, `${name}.wav`), Buffer.from(bytes));

const RATE = 24_000;
const tone = Float32Array.from({ length: 4_801 }, (_, at) => 0.3 * Math.sin(at / 20));
const whole = (scale) => Array.from(tone, (sample) => Math.round(sample * scale));
const pcm16 = Buffer.from(Int16Array.from(whole(32_767)).buffer);

const { WaveFile } = require("wavefile");
for (const [bits, samples] of [["8", whole(127).map((sample) => sample + 128)], ["16", whole(32_767)], ["24", whole(8_388_607)],
  ["32", whole(2_147_483_647)], ["32f", tone], ["64", tone]]) {
  const file = new WaveFile();
  file.fromScratch(1, RATE, bits, samples);
  put(`wavefile-${bits}`, file.toBuffer());
}
const tagged = new WaveFile();
tagged.fromScratch(2, 44_100, "16", [tone.map((sample) => sample * 32_767), tone.map((sample) => sample * 32_767)]);
tagged.setTag("ICMT", "odd");
tagged.bext.description = "a description";
put("wavefile-tags", tagged.toBuffer());
const long = new WaveFile();
long.fromScratch(1, 16_000, "16", whole(32_767), { container: "RF64" });
put("wavefile-rf64", long.toBuffer());

put("node-wav-16", require("node-wav").encode([tone], { sampleRate: RATE, float: false, bitDepth: 16 }));
put("node-wav-float", require("node-wav").encode([tone, tone], { sampleRate: 48_000, float: true, bitDepth: 32 }));

const encoder = require("wav-encoder");
for (const [name, opts] of [["16", { bitDepth: 16 }], ["24", { bitDepth: 24 }], ["float", { float: true, bitDepth: 32 }]]) {
  put(`wav-encoder-${name}`, await encoder.encode({ sampleRate: 22_050, channelData: [tone] }, opts));
}

const buffer = { sampleRate: 44_100, numberOfChannels: 1, length: tone.length, getChannelData: () => tone };
put("audiobuffer-to-wav", require("audiobuffer-to-wav")(buffer));
put("audiobuffer-to-wav-float", require("audiobuffer-to-wav")(buffer, { float32: true }));

put("wav-file-encoder-16", encodeWavFileFromArrays([tone], RATE, 0));
put("wav-file-encoder-float", encodeWavFileFromArrays([tone, tone], RATE, 1));

put("wave-codec", encodeWaveFromFloat32Channels([tone], RATE));
put("wave-codec-stereo", encodeWaveFromFloat32Channels([tone, tone], RATE, 24, SampleFormat.PCM, 3));
put("wave-codec-float", encodeWaveFromBuffer(new Uint8Array(tone.buffer), RATE, 1, 32, SampleFormat.Float, 0));

// Its stream does not know the length: the header is written first.
const { Writer } = require("wav");
const writer = new Writer({ sampleRate: 16_000, channels: 1, bitDepth: 16 });
const parts = [];
const sink = new PassThrough();
sink.on("data", (part) => parts.push(part));
writer.pipe(sink);
writer.end(pcm16);
await new Promise((done) => sink.on("end", done));
put("wav-stream", Buffer.concat(parts));

const Sam = require("sam-js");
put("sam-js", new Sam().wav("hello"));

const mespeak = require("mespeak");
mespeak.loadConfig(require("mespeak/src/mespeak_config.json"));
mespeak.loadVoice(require("mespeak/voices/en/en-us.json"));
put("mespeak", Buffer.from(mespeak.speak("hello", { rawdata: "array" })));

put("text2wav", await require("text2wav")("hello"));
