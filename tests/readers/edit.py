"""Gives an MP3 another title with a Python library: edit.py NAME FILE."""

import logging
import sys

import eyed3
import mutagen.id3

name, file = sys.argv[1:]
if name == "eyeD3":
    logging.getLogger("eyed3").setLevel(logging.CRITICAL)
    audio = eyed3.load(file)
    audio.tag.title = "Renamed"
    audio.tag.save()
elif name == "mutagen":
    tags = mutagen.id3.ID3(file)
    tags.add(mutagen.id3.TIT2(encoding=3, text="Renamed"))
    tags.save()
else:
    raise SystemExit(f"no editor {name}")
