#!/usr/bin/env bash
# The parser and serializer of webvtt-parser add a semicolon to each escape of a valid file, at each round.
#
# webvtt-parser 2.2.0, node 22.23.3.
# Guessed: "Q&amp;A" is the text "Q&A", or an error; written again it is "Q&amp;A".
# Seen: no error, the text is "Q&;A", and each round through parser and serializer adds one more semicolon. Only an escape without
# its semicolon, which is no valid WebVTT and is reported, is read as meant.
# Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund webvtt-parser@2.2.0 node@22.23.3
cat >run.cjs <<'JS'
const { WebVTTParser, WebVTTSerializer } = require("webvtt-parser");

const text = ({ children, value }) => (children ? children.map(text).join("") : value);
const shown = ({ cues, errors }) => `${text(cues[0].tree)} (${errors.length} errors)`;
for (const words of ["Q&amp;A", "3 &lt; 4", "Fish &amp"]) {
  let file = `WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n${words}\n`;
  for (const round of [1, 2, 3]) {
    const parsed = new WebVTTParser().parse(file);
    console.log(round, shown(parsed));
    file = new WebVTTSerializer().serialize(parsed.cues);
  }
}
JS
node_modules/.bin/node run.cjs | tee seen
diff - seen <<'SEEN'
1 Q&;A (0 errors)
2 Q&;;A (0 errors)
3 Q&;;;A (0 errors)
1 3 <; 4 (0 errors)
2 3 <;; 4 (0 errors)
3 3 <;;; 4 (0 errors)
1 Fish & (1 errors)
2 Fish &; (0 errors)
3 Fish &;; (0 errors)
SEEN
