#!/usr/bin/env bash
# OpenAI's client for JavaScript comes back within a second and a half, twice, when a server asks it to wait for more than a minute.
#
# openai 7.59.0 and @anthropic-ai/sdk 1.14.0 (npm), node 22.23.3.
# Guessed: Retry-After of 90 seconds is waited for, or is the reason to give up at once, as in OpenAI's own client for Python.
# Seen: up to 60 seconds the header is obeyed, each time; beyond, it is as good as none, and the two retries follow after half a
# second and a second. A server that is overloaded for long gets more requests than one that is so for a moment. Anthropic's client,
# made by the same generator, waits.
# Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund openai@7.59.0 @anthropic-ai/sdk@1.14.0 node@22.23.3
cat >run.mjs <<'JS'
import { createServer } from "node:http";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";

let asked;
const server = createServer((request, response) => {
  asked.push(Date.now());
  request.resume();
  const error = { type: "rate_limit_error", code: "rate_limit_exceeded", message: "Too many requests" };
  response.writeHead(429, { "content-type": "application/json", "retry-after": request.url.split("/")[1] });
  response.end(JSON.stringify({ type: "error", error }));
}).listen(0, "127.0.0.1");
await new Promise((listening) => server.once("listening", listening));

const messages = [{ role: "user", content: "Hello" }];
const clients = {
  openai: (baseURL, signal) => new OpenAI({ apiKey: "-", baseURL }).chat.completions.create({ model: "m", messages }, { signal }),
  anthropic: (baseURL, signal) =>
    new Anthropic({ apiKey: "-", baseURL }).messages.create({ model: "m", max_tokens: 9, messages }, { signal }),
};
for (const [seconds, names] of [[2, ["openai", "anthropic"]], [60, ["openai"]], [61, ["openai"]], [90, ["openai", "anthropic"]]]) {
  for (const name of names) {
    asked = [];
    // Nobody waits for a minute here: what has not come back after six seconds waits.
    await clients[name](`http://127.0.0.1:${server.address().port}/${seconds}`, AbortSignal.timeout(6000)).catch(() => {});
    const waits = asked.slice(1).map((at, index) => ((at - asked[index]) / 1000 >= seconds - 0.1 ? "as asked" : "early"));
    console.log(`${name}, asked to wait for ${seconds} s: came back ${waits.length} times`, ...new Set(waits));
  }
}
server.close();
server.closeAllConnections();
JS
node_modules/.bin/node run.mjs | tee seen
diff - seen <<'SEEN'
openai, asked to wait for 2 s: came back 2 times as asked
anthropic, asked to wait for 2 s: came back 2 times as asked
openai, asked to wait for 60 s: came back 0 times
openai, asked to wait for 61 s: came back 2 times early
openai, asked to wait for 90 s: came back 2 times early
anthropic, asked to wait for 90 s: came back 0 times
SEEN
