#!/usr/bin/env bash
# gpt-tokenizer puts a piece of one text into the next that it decodes, if the first was cut within an emoji.
#
# gpt-tokenizer 4.0.0, js-tiktoken 1.0.21 (npm), both with o200k_base; node 22.23.3.
# Guessed: a text of which the first n tokens are kept ends in U+FFFD where they cut a letter, as with js-tiktoken; no other text is
# touched.
# Seen: the cut text ends without a trace. The decoder, which all calls share, keeps the half letter: it becomes a U+FFFD in the
# middle of some later text, the next one that has an emoji, whoever decodes it.
# Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund gpt-tokenizer@4.0.0 js-tiktoken@1.0.21 node@22.23.3
cat >run.mjs <<'JS'
import * as own from "gpt-tokenizer/encoding/o200k_base";
import { getEncoding } from "js-tiktoken";

for (const [name, tokenizer] of [["js-tiktoken", getEncoding("o200k_base")], ["gpt-tokenizer", own]]) {
  const say = (text, tokens = tokenizer.encode(text)) => JSON.stringify(tokenizer.decode(tokens));
  console.log(`${name} before: ${say("A parrot: 🦜")}`);
  const tokens = tokenizer.encode("One 🦜 two");
  console.log(`${name} cut to 2 of ${tokens.length} tokens: ${say("", tokens.slice(0, 2))}`);
  console.log(`${name} after: ${say("No emoji.")} ${say("A parrot: 🦜")} ${say("A parrot: 🦜")}`);
}
JS
node_modules/.bin/node run.mjs | tee seen
diff - seen <<'SEEN'
js-tiktoken before: "A parrot: 🦜"
js-tiktoken cut to 2 of 5 tokens: "One �"
js-tiktoken after: "No emoji." "A parrot: 🦜" "A parrot: 🦜"
gpt-tokenizer before: "A parrot: 🦜"
gpt-tokenizer cut to 2 of 5 tokens: "One "
gpt-tokenizer after: "No emoji." "A parrot:� 🦜" "A parrot: 🦜"
SEEN
