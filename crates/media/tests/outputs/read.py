"""Prints, as JSON, the chapters, tags and pictures that mutagen reads in the M4B and the Opus file of a folder."""

import base64
import hashlib
import json
import sys

from mutagen.flac import Picture
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def milliseconds(clock):
    hours, minutes, seconds = clock.split(":")
    return round((int(hours) * 60 + int(minutes)) * 60_000 + float(seconds) * 1_000)


folder = sys.argv[1]
m4b = MP4(f"{folder}/episode.m4b")
opus = OggOpus(f"{folder}/episode.opus")
pictures = [Picture(base64.b64decode(picture)) for picture in opus["metadata_block_picture"]]
numbers = sorted(key[:-4] for key in opus.keys() if key.endswith("name") and key.startswith("chapter"))
read = {
    "m4b": {
        "chapters": [[round(chapter.start * 1_000), chapter.title] for chapter in m4b.chapters],
        "title": m4b["\xa9nam"][0],
        "artist": m4b["\xa9ART"][0],
        "album": m4b["\xa9alb"][0],
        "kind": m4b["stik"][0],
        "covers": [sha256(bytes(cover)) for cover in m4b["covr"]],
        "duration_ms": round(m4b.info.length * 1_000),
        "codec": m4b.info.codec,
    },
    "opus": {
        "chapters": [[milliseconds(opus[number][0]), opus[number + "name"][0]] for number in numbers],
        "title": opus["title"][0],
        "artist": opus["artist"][0],
        "album": opus["album"][0],
        "covers": [sha256(picture.data) for picture in pictures if picture.type == 3 and picture.mime == "image/png"],
        "duration_ms": round(opus.info.length * 1_000),
    },
}
print(json.dumps(read))
