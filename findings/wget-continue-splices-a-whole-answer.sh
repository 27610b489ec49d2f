#!/usr/bin/env bash
# wget --continue, which podget downloads with, keeps the old beginning of a file even where the server sends the whole new one.
#
# wget 1.21.3 (Debian's package, 1.21.3-1+deb12u1), Python 3 for the server.
# Guessed: it asks for the rest by Range; at an answer of 200 instead of 206 it gives up, or lets the whole file take the place.
# Seen: as many bytes as there were are dropped from the answer, and the rest is appended. Half of one file and half of the
# other, exit code 0. The server cannot prevent it but by another address.
# Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null; rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq -o APT::Sandbox::User=root download wget=1.21.3-1+deb12u1 2>/dev/null
dpkg -x wget_*.deb unpacked
cat >server.py <<'PY'
from http.server import BaseHTTPRequestHandler, HTTPServer


class Whole(BaseHTTPRequestHandler):
    def do_GET(self):
        with open("asked", "a") as asked:
            print(self.headers["Range"], file=asked)
        self.send_response(200)
        self.send_header("Content-Type", "audio/mpeg")
        self.send_header("Content-Length", "20")
        self.send_header("ETag", '"new"')
        self.end_headers()
        self.wfile.write(b"new" * 6 + b"!!")

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Whole)
print(server.server_port, flush=True)
server.serve_forever()
PY
python3 server.py >port &
server=$!
until [ -s port ]; do sleep 0.1; done
printf 'oldoldold' >episode.mp3
{
  unpacked/usr/bin/wget --version | head -1 | cut -d' ' -f1-3
  unpacked/usr/bin/wget -q --continue --no-proxy "http://127.0.0.1:$(cat port)/episode.mp3"
  echo "exit code $?, asked for $(cat asked)"
  echo "$(cat episode.mp3)"
} | tee seen
diff - seen <<'SEEN'
GNU Wget 1.21.3
exit code 0, asked for bytes=9-
oldoldoldnewnewnew!!
SEEN
