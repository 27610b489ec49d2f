#!/usr/bin/env bash
# aimock cuts an emoji in half where it streams one at the border of two events: in Python the text is then none.
#
# @copilotkit/aimock 1.43.0 (npm), node 22.23.3; openai 3.57.0 (PyPI), Python 3.
# Guessed: --chunk-size, 20 "characters" by default, never falls into a character, as no provider's stream does.
# Seen: the size is counted in units of UTF-16. After 19 letters the emoji is a lone surrogate in one event, and another in the next.
# Strings of JavaScript heal when they are joined; those of Python do not: the text has one letter more, and cannot be encoded.
# Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null; rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @copilotkit/aimock@1.43.0 node@22.23.3
python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --target packages openai==3.57.0
cat >fixtures.json <<'JSON'
{ "fixtures": [
  { "match": { "userMessage": "before" }, "response": { "content": "After 18 letters: 😀" } },
  { "match": { "userMessage": "at" }, "response": { "content": "After 19 letters:  😀" } }
] }
JSON
cat >run.py <<'PY'
import sys
import openai

client = openai.OpenAI(api_key="-", base_url=f"http://127.0.0.1:{sys.argv[1]}/v1")
for place in ("before", "at"):
    for streamed in (False, True):
        answer = client.chat.completions.create(model="m", messages=[{"role": "user", "content": place}], stream=streamed)
        if streamed:
            text = "".join(chunk.choices[0].delta.content or "" for chunk in answer if chunk.choices)
        else:
            text = answer.choices[0].message.content
        try:
            text.encode()
            encoded = "encoded"
        except UnicodeEncodeError as error:
            encoded = error.reason
        print(place, "the border,", "streamed:" if streamed else "whole:", len(text), "letters,", ascii(text[18:]), encoded)
PY
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
node_modules/.bin/node node_modules/.bin/llmock --port "$port" --fixtures fixtures.json >log 2>&1 &
server=$!
until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.1; done
PYTHONPATH=packages python3 run.py "$port" | tee seen
diff - seen <<'SEEN'
before the border, whole: 19 letters, '\U0001f600' encoded
before the border, streamed: 19 letters, '\U0001f600' encoded
at the border, whole: 20 letters, ' \U0001f600' encoded
at the border, streamed: 21 letters, ' \ud83d\ude00' surrogates not allowed
SEEN
