#!/usr/bin/env bash
# mpg123 that writes a WAV to a pipe says in its head that there is no sound, and readers that believe it hear none.
#
# mpg123 1.31.2 (Debian 1.31.2-1+deb12u1), read by Python's wave, libsndfile of soundfile 0.14.0, and FFmpeg of
# @ffmpeg-installer/ffmpeg 1.1.0.
# Guessed: a length that is not known yet is 0xFFFFFFFF or 0x7FFFFFFF, which readers take for "until the end".
# Seen: the lengths are 36 and 0. wave and libsndfile read 0 frames without a word; FFmpeg reads all 24,000. To a file it goes back and
# writes both lengths.
# Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
chmod 755 .
apt-get download mpg123=1.31.2-1+deb12u1 libmpg123-0=1.31.2-1+deb12u1 libout123-0=1.31.2-1+deb12u1 libsyn123-0=1.31.2-1+deb12u1 >/dev/null 2>&1
for package in ./*.deb; do dpkg -x "$package" tools; done
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @ffmpeg-installer/ffmpeg@1.1.0
ffmpeg=$(echo node_modules/@ffmpeg-installer/linux-*/ffmpeg)
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check soundfile==0.14.0 numpy==2.4.6
"$ffmpeg" -v error -f lavfi -i "sine=frequency=440:sample_rate=24000:duration=1" -c:a libmp3lame -b:a 64k tone.mp3
decode() { LD_LIBRARY_PATH=$(echo tools/usr/lib/*-linux-gnu) tools/usr/bin/mpg123.bin --quiet --wav - tone.mp3; }
[ -x tools/usr/bin/mpg123.bin ] || mv tools/usr/bin/mpg123 tools/usr/bin/mpg123.bin
decode | cat >pipe.wav
decode >file.wav
cat >read.py <<'PY'
import struct
import sys
import wave

import soundfile

for name in ("pipe.wav", "file.wav"):
    head = open(name, "rb").read(44)
    said = struct.unpack("<I", head[4:8])[0], struct.unpack("<I", head[40:44])[0]
    print(name, *said, "wave", wave.open(name).getnframes(), "soundfile", soundfile.info(name).frames)
PY
{
  venv/bin/python read.py
  for name in pipe file; do
    "$ffmpeg" -v error -i $name.wav -f s16le - | wc -c | awk -v name=$name '{ print name ".wav FFmpeg", $1 / 2 }'
  done
} | tee seen
diff - seen <<'SEEN'
pipe.wav 36 0 wave 0 soundfile 0
file.wav 48036 48000 wave 24000 soundfile 24000
pipe.wav FFmpeg 24000
file.wav FFmpeg 24000
SEEN
