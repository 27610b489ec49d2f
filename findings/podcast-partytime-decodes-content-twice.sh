#!/usr/bin/env bash
# podcast-partytime decodes the HTML of content:encoded once too often: escaped text in it becomes markup.
#
# podcast-partytime 5.0.0, node 22.23.3.
# Guessed: what stands in CDATA, or is escaped once, comes out as the HTML that was put in: "<p>3 &lt; 4</p>".
# Seen: "<p>3 < 4</p>" for both ways of writing it, and "Vec&lt;u8&gt;" is now the element u8. The description is decoded once.
# Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund podcast-partytime@5.0.0 node@22.23.3
cat >run.mjs <<'JS'
import partytime from "podcast-partytime";

const html = "<p>Vec&lt;u8&gt;, R &amp; D, 3 &lt; 4</p>";
const escaped = html.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const feed = (content) => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>A feed</title><link>https://podcast.example</link><description>Of one episode</description>
<item><title>One</title><guid isPermaLink="false">one</guid><description>3 &lt; 4 &amp; 5</description>
<content:encoded>${content}</content:encoded>
<enclosure url="https://podcast.example/1.mp3" length="1000" type="audio/mpeg"/></item>
</channel></rss>`;
for (const content of [`<![CDATA[${html}]]>`, escaped]) {
  const [item] = partytime.parseFeed(feed(content)).items;
  console.log(item.content);
  console.log(item.description);
}
JS
node_modules/.bin/node run.mjs | tee seen
diff - seen <<'SEEN'
<p>Vec<u8>, R & D, 3 < 4</p>
3 < 4 & 5
<p>Vec<u8>, R & D, 3 < 4</p>
3 < 4 & 5
SEEN
