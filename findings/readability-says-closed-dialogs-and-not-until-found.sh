#!/usr/bin/env bash
# Readability gives the text of a closed dialog, which no reader sees, and leaves out hidden="until-found", which a search opens.
#
# @mozilla/readability 0.6.0, linkedom 0.18.15, node 22.23.3.
# Guessed: it goes by what HTML says is shown: a <dialog> without `open` is left out, and until-found text, which is part of the page
# for whoever looks for it, is kept, like that of closed <details>.
# Seen: only `hidden`, display:none, visibility and aria-hidden are looked at. The closed dialog's text is in the article;
# until-found is taken for `hidden` and left out.
# Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @mozilla/readability@0.6.0 linkedom@0.18.15 node@22.23.3
cat >run.mjs <<'JS'
import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";

const prose = "Two brothers built the boat in the winter of the great frost, and it floated on the first day of spring. ".repeat(6);
const article = (part) =>
  `<!doctype html><html lang="en"><head><title>A boat</title></head><body><main><article><h1>A boat</h1><p>${prose}</p>${part}<p>${prose}</p></article></main></body></html>`;
for (const [name, part] of Object.entries({
  "an open dialog": "<dialog open><p>The part in question.</p></dialog>",
  "a closed dialog": "<dialog><p>The part in question.</p></dialog>",
  "closed details": "<details><summary>More</summary><p>The part in question.</p></details>",
  "until found": '<div hidden="until-found"><p>The part in question.</p></div>',
  "hidden": "<div hidden><p>The part in question.</p></div>",
})) {
  const found = new Readability(parseHTML(article(part)).document).parse();
  console.log(name, found.textContent.includes("The part in question."));
}
JS
node_modules/.bin/node run.mjs | tee seen
diff - seen <<'SEEN'
an open dialog true
a closed dialog true
closed details true
until found false
hidden false
SEEN
