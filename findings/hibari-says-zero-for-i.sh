#!/usr/bin/env bash
# hibari-tts says "zero" behind the word "type", where the next word begins with an I; and ends a sentence behind "Jan.".
#
# hibari-tts 0.2.1.
# Guessed: a text without any number is read without one, and a month's short form with its day is one sentence.
# Seen: "The type Integer is wide" has "zero" in it: the Roman numeral that it looks for behind such a word may be none at all. "On Jan. 5 it
# rained" is two sentences, the first of which ends with the month, so the voice falls there and pauses.
# Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check hibari-tts==0.2.1 numpy==2.4.6 onnxruntime==1.32.0
cat >read.py <<'PY'
from hibari import Hibari

voice = Hibari()
zero = voice.phonemize("zero")[0].strip(".")
for text in ("The type is wide.", "The type Integer is wide.", "It is an Integer.", "Chapter IV begins.", "On Jan. 5 it rained."):
    said = voice.phonemize(text)
    print(f"{text}  sentences: {len(said)}  zero: {'yes' if any(zero in one for one in said) else 'no'}")
PY
venv/bin/python read.py | tee seen
diff - seen <<'SEEN'
The type is wide.  sentences: 1  zero: no
The type Integer is wide.  sentences: 1  zero: yes
It is an Integer.  sentences: 1  zero: no
Chapter IV begins.  sentences: 1  zero: no
On Jan. 5 it rained.  sentences: 2  zero: no
SEEN
