#!/usr/bin/env bash
# podcast-downloader takes an episode whose connection broke for downloaded, with an empty file, and never asks for it again.
#
# podcast-downloader 0.8.2, feedparser 6.0.14, Python 3.
# Expected: what fails is downloaded again by the next run.
# Seen: the file is opened before the answer is read, and stays, with nothing in it, under its final name. The next run finds
# the name and says "Nothing new"; its exit code is 0 both times.
# Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --target packages \
  podcast-downloader==0.8.2 feedparser==6.0.14
cat >server.py <<'PY'
from http.server import BaseHTTPRequestHandler, HTTPServer

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>A feed</title><link>http://127.0.0.1/</link><description>One episode.</description>
<item><title>One</title><guid isPermaLink="false">one</guid><pubDate>Mon, 05 Oct 2026 10:00:00 +0000</pubDate>
<enclosure url="http://127.0.0.1:{}/one.mp3" length="1000" type="audio/mpeg"/></item></channel></rss>"""


class Breaking(BaseHTTPRequestHandler):
    """The first download breaks off after 500 of 1000 bytes; every later one would be whole."""

    broke = False

    def do_GET(self):
        is_feed = self.path == "/feed.xml"
        body = FEED.format(self.server.server_port).encode() if is_feed else bytes(1000)
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml" if is_feed else "audio/mpeg")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        breaks = not is_feed and not Breaking.broke
        Breaking.broke |= breaks
        self.wfile.write(body[:500] if breaks else body)

    def log_message(self, *_):
        with open("asked", "a") as asked:
            print(self.path, file=asked)


server = HTTPServer(("127.0.0.1", 0), Breaking)
print(server.server_port, flush=True)
server.serve_forever()
PY
python3 server.py >port &
server=$!
until [ -s port ]; do sleep 0.1; done
mkdir episodes
echo '{"podcasts": [{"path": "episodes", "rss_link": "http://127.0.0.1:'"$(cat port)"'/feed.xml"}]}' >config.json
for run in 1 2; do
  PYTHONPATH=packages python3 -m podcast_downloader --config config.json >said 2>&1
  echo "run $run: exit code $?, $(grep -c IncompleteRead: said || true) errors, $(grep -c 'Nothing new' said || true) nothing new"
  (cd episodes && stat --format '%n %s bytes' -- *)
done | tee seen
cat asked | tee -a seen
diff - seen <<'SEEN'
run 1: exit code 0, 1 errors, 0 nothing new
one.mp3 0 bytes
run 2: exit code 0, 0 errors, 1 nothing new
one.mp3 0 bytes
/feed.xml
/one.mp3
/feed.xml
SEEN
