#!/usr/bin/env bash
# The names of request headers whose values workerd holds back from tail Workers.
#
# miniflare 5.20261117.0-beta, workerd 1.20261117.1 (and 5.20261023.3-beta, 1.20261023.1).
# Guessed: names that contain auth, key, secret, token, jwt, cookie, password, session or credential.
# Seen: auth, jwt, key, secret and token, also within a word (Author, Monkey); Cookie and Set-Cookie by their whole names, but no
# X-Cookie; passwords, sessions and credentials are in clear, and so is Sec-WebSocket-Protocol, which often carries a token.
# Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund miniflare@5.20261117.0-beta node@22.23.3
cat >run.mjs <<'JS'
import { Miniflare, convertV4MiniflareOptions } from "miniflare";
import { createServer } from "node:http";

const names = process.argv.slice(2);
let told;
const event = new Promise((resolve) => (told = resolve));
const sink = createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  response.end();
  told(JSON.parse(body)[0]);
}).listen(0, "127.0.0.1");
await new Promise((listening) => sink.once("listening", listening));
const service = (name, script, more) => ({ name, modules: true, script, compatibilityDate: "2026-10-23", ...more });
const service_url = `http://127.0.0.1:${sink.address().port}`;
const mf = new Miniflare(
  convertV4MiniflareOptions({
    cf: false,
    telemetry: { enabled: false },
    workers: [
      service("main", "export default { fetch() { return new Response('ok') } }", { tails: ["tail"] }),
      service("tail", `export default { tail: (events) => fetch("${service_url}", { method: "POST", body: JSON.stringify(events) }) }`),
    ],
  }),
);
await (await fetch(await mf.ready, { headers: names.map((name) => [name, "in-clear"]) })).text();
const { headers } = (await event).event.request;
for (const name of names) console.log(`${headers[name.toLowerCase()] === "in-clear" ? "shown" : "held"} ${name}`);
await mf.dispose();
sink.close();
JS
held="Authorization X-Auth Author X-Jwt X-Key Monkey Idempotency-Key X-Secret X-Token Tokenizer Cookie Set-Cookie"
shown="X-Cookie Cookie2 X-Password X-Session X-Credential X-Signature Sec-WebSocket-Protocol User-Agent Referer CF-Connecting-IP"
node_modules/.bin/node run.mjs $held $shown | tee seen
{
  printf 'held %s\n' $held
  printf 'shown %s\n' $shown
} | diff - seen
