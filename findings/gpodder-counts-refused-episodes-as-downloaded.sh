#!/usr/bin/env bash
# gPodder's command line says "[DONE]" and "1 episodes downloaded." of an episode which the server refuses with 410.
#
# gPodder 3.11.1 (Debian's package, 3.11.1-1, with its Python packages), Python 3 for the server.
# Guessed: "[FAIL]" and "0 episodes downloaded.", as its update says "[FAIL]" of a feed that is gone.
# Seen: a line on standard error has the 410; on standard output all is well, the exit code is 0, and there is an empty .partial
# file. Its database knows better: the episode is still to be downloaded, and the next run asks again.
# Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null; rm -rf "$folder"' EXIT
cd "$folder"
needed=$(apt-get -qq install --simulate --no-install-recommends python3-gi=3.42.2-3+b1 python3-mygpoclient=1.9-1 \
  python3-podcastparser=0.6.9-1 python3-requests=2.28.1+dfsg-1 | sed -n 's/^Inst \([^ ]*\).*/\1/p')
apt-get -qq -o APT::Sandbox::User=root download gpodder=3.11.1-1 $needed 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
cat >server.py <<'PY'
from http.server import BaseHTTPRequestHandler, HTTPServer

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>A feed</title><link>http://127.0.0.1/</link><description>One episode.</description>
<item><title>One</title><guid isPermaLink="false">one</guid><pubDate>Mon, 05 Oct 2026 10:00:00 +0000</pubDate>
<enclosure url="http://127.0.0.1:{}/one.mp3" length="1000" type="audio/mpeg"/></item></channel></rss>"""


class Gone(BaseHTTPRequestHandler):
    def do_GET(self):
        is_feed = self.path == "/feed.xml"
        body = FEED.format(self.server.server_port).encode() if is_feed else b"This address is revoked.\n"
        self.send_response(200 if is_feed else 410)
        self.send_header("Content-Type", "application/rss+xml" if is_feed else "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Gone)
print(server.server_port, flush=True)
server.serve_forever()
PY
python3 server.py >port &
server=$!
until [ -s port ]; do sleep 0.1; done
gpo() {
  GPODDER_HOME=$folder/home PYTHONPATH=unpacked/usr/lib/python3/dist-packages LD_LIBRARY_PATH=$(echo unpacked/usr/lib/*-linux-gnu) \
    GI_TYPELIB_PATH=$(echo unpacked/usr/lib/*-linux-gnu/girepository-1.0) /usr/bin/python3 unpacked/usr/bin/gpo "$@" 2>>errors
}
gpo subscribe "http://127.0.0.1:$(cat port)/feed.xml" >/dev/null
for run in 1 2; do
  gpo download | sed 's/  */ /g'
  echo "run $run: exit code $?"
done | tee seen
(cd home/Downloads && stat --format '%n %s bytes' -- */*) | tee -a seen
echo "$(grep -c 'HTTP 410 while downloading "One"' errors) times 410" | tee -a seen
diff - seen <<'SEEN'
A feed
Downloading One [DONE]
1 episodes downloaded.
run 1: exit code 0
A feed
Downloading One [DONE]
1 episodes downloaded.
run 2: exit code 0
A feed/one.mp3.partial 0 bytes
2 times 410
SEEN
