#!/usr/bin/env bash
# SVOX Pico's Spanish voice takes half a second more where a question or an exclamation opens.
#
# py-nanotts 0.1.1 (SVOX Pico, data of 2009 in the wheel).
# Guessed: the marks ¿ and ¡, which Spanish has before each question and exclamation, are known to a voice that is Spanish, and take no time.
# Seen: each makes its sentence more than 0.4 seconds longer than without it.
# Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --only-binary :all: py-nanotts==0.1.1
cat >say.py <<'PY'
from py_nanotts import NanoTTS


def seconds(text):
    return len(NanoTTS().speak(text, voice="es-ES", volume=0.1)) / 2 / 16_000


for opened, plain in (("¿Qué es eso?", "Qué es eso?"), ("¡Qué bueno!", "Qué bueno!"), ("¿Por qué tarda tanto?", "Por qué tarda tanto?")):
    longer = seconds(opened) - seconds(plain)
    print(opened, "longer by more than 0.4 s" if longer > 0.4 else f"longer by {longer:.1f} s")
PY
venv/bin/python say.py | tee seen
diff - seen <<'SEEN'
¿Qué es eso? longer by more than 0.4 s
¡Qué bueno! longer by more than 0.4 s
¿Por qué tarda tanto? longer by more than 0.4 s
SEEN
