#!/usr/bin/env bash
# Anthropic's client for Python returns half a message as the final one, if a stream ends before the message does.
#
# anthropic 2.14.0 (PyPI), Python 3; @anthropic-ai/sdk 1.14.0 (npm), node 22.23.3.
# Guessed: without message_stop there is no final message, and both clients raise an error.
# Seen: the client for JavaScript does; the one for Python returns what has come, without any error. Only stop_reason, which is then
# None, tells of it, and not even that where no more than the last event is missing.
# Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null; rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @anthropic-ai/sdk@1.14.0 node@22.23.3
python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --target packages anthropic==2.14.0
cat >server.py <<'PY'
import json
from http.server import BaseHTTPRequestHandler, HTTPServer

MESSAGE = {
    "id": "msg_1", "type": "message", "role": "assistant", "model": "m", "content": [], "stop_reason": None,
    "stop_sequence": None, "usage": {"input_tokens": 9, "output_tokens": 1},
}
EVENTS = [
    {"type": "message_start", "message": MESSAGE},
    {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "One, two,"}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": " three."}},
    {"type": "content_block_stop", "index": 0},
    {"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": None}, "usage": {"output_tokens": 6}},
    {"type": "message_stop"},
]


class Ending(BaseHTTPRequestHandler):
    """The first of the path's many events, and the end of an answer that is well-formed HTTP."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        events = EVENTS[: int(self.path.split("/")[1])]
        body = "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Ending)
print(server.server_port, flush=True)
server.serve_forever()
PY
cat >run.py <<'PY'
import sys
import anthropic

for events in (3, 6, 7):
    client = anthropic.Anthropic(api_key="-", base_url=f"http://127.0.0.1:{sys.argv[1]}/{events}")
    messages = [{"role": "user", "content": "Count."}]
    try:
        with client.messages.stream(model="m", max_tokens=9, messages=messages) as stream:
            message = stream.get_final_message()
        print("Python", events, "of 7 events:", message.content[0].text, message.stop_reason)
    except anthropic.AnthropicError:
        print("Python", events, "of 7 events: an error")
PY
cat >run.mjs <<'JS'
import Anthropic from "@anthropic-ai/sdk";

for (const events of [3, 6, 7]) {
  const client = new Anthropic({ apiKey: "-", baseURL: `http://127.0.0.1:${process.argv[2]}/${events}` });
  const stream = client.messages.stream({ model: "m", max_tokens: 9, messages: [{ role: "user", content: "Count." }] });
  const said = await stream.finalMessage().then((message) => `${message.content[0].text} ${message.stop_reason}`, () => "an error");
  console.log(`JavaScript ${events} of 7 events: ${said}`);
}
JS
python3 server.py >port &
server=$!
until [ -s port ]; do sleep 0.1; done
{
  PYTHONPATH=packages python3 run.py "$(cat port)"
  node_modules/.bin/node run.mjs "$(cat port)"
} | tee seen
diff - seen <<'SEEN'
Python 3 of 7 events: One, two, None
Python 6 of 7 events: One, two, three. end_turn
Python 7 of 7 events: One, two, three. end_turn
JavaScript 3 of 7 events: an error
JavaScript 6 of 7 events: an error
JavaScript 7 of 7 events: One, two, three. end_turn
SEEN
