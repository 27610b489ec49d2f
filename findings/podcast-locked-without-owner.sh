#!/usr/bin/env bash
# podcast-partytime does not read podcast:locked unless it names an owner's address, which the specification leaves open.
#
# podcast-partytime 5.0.0 and feedsmith 3.0.1, node 22.23.3.
# Guessed: a private feed that names nobody, <podcast:locked>yes</podcast:locked>, is read as locked.
# Seen: podcast-partytime has no word of it, and reads it once it has the attribute owner; feedsmith reads both.
# Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund podcast-partytime@5.0.0 feedsmith@3.0.1 node@22.23.3
cat >run.mjs <<'JS'
import { parseFeed } from "feedsmith";
import partytime from "podcast-partytime";

const feed = (locked) => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>
<title>A feed</title><link>https://podcast.example</link><description>Of one episode</description>${locked}
<item><title>One</title><guid isPermaLink="false">one</guid><description>An episode</description>
<enclosure url="https://podcast.example/1.mp3" length="1000" type="audio/mpeg"/></item>
</channel></rss>`;
for (const owner of ["", ' owner="ada@podcast.example"']) {
  const xml = feed(`<podcast:locked${owner}>yes</podcast:locked>`);
  console.log("podcast-partytime", partytime.parseFeed(xml).locked);
  console.log("feedsmith", parseFeed(xml).feed.podcast.locked.value);
}
JS
node_modules/.bin/node run.mjs | tee seen
diff - seen <<'SEEN'
podcast-partytime undefined
feedsmith true
podcast-partytime true
feedsmith true
SEEN
