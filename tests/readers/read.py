"""Python's readers of our files: read.py FOLDER prints as JSON how each understands what is in it.

Knows nothing of what should be there.
"""

import hashlib
import json
import logging
import re
import sys
from importlib.metadata import version
from pathlib import Path

import eyed3
import mutagen.mp3
import pycaption
import pysrt
import srt
import tinytag
import webvtt

folder = Path(sys.argv[1])
MP3, VTT, SRT = (str(folder / name) for name in ["episode.mp3", "transcript.vtt", "transcript.srt"])
# eyeD3 computes the checksum of an MPEG-2 header over other bytes than encoders do, and complains of each.
logging.getLogger("eyed3").setLevel(logging.CRITICAL)


def text(path):
    return Path(path).read_text(encoding="utf-8")


def ms(clock):
    hours, minutes, seconds, thousandths = re.split("[:.]", clock)
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(thousandths)


def cue(start_ms, end_ms, words, speaker=None):
    return {"start_ms": start_ms, "end_ms": end_ms, "speaker": speaker, "text": words}


def chapter(id, start_ms, end_ms, title):
    return {"id": id, "start_ms": start_ms, "end_ms": end_ms, "title": title}


def cover(mime, data, is_front):
    return {"mime": mime, "sha256": hashlib.sha256(data).hexdigest(), "is_front": is_front}


def read_mutagen():
    audio = mutagen.mp3.MP3(MP3)
    tags = audio.tags
    return {
        "covers": [cover(apic.mime, apic.data, apic.type == 3) for apic in tags.getall("APIC")],
        "title": str(tags["TIT2"]),
        "artist": str(tags["TPE1"]),
        "album": str(tags["TALB"]),
        "duration_ms": round(audio.info.length * 1000),
        "chapters": [
            chapter(chap.element_id, chap.start_time, chap.end_time, str(chap.sub_frames["TIT2"]))
            for chap in tags.getall("CHAP")
        ],
        "contents": [
            {"is_top": bool(toc.flags & 2), "is_ordered": bool(toc.flags & 1), "ids": toc.child_element_ids}
            for toc in tags.getall("CTOC")
        ],
    }


def read_eyed3():
    audio = eyed3.load(MP3)
    tag = audio.tag
    return {
        "covers": [cover(image.mime_type, image.image_data, image.picture_type == 3) for image in tag.images],
        "title": tag.title,
        "artist": tag.artist,
        "album": tag.album,
        "duration_ms": round(audio.info.time_secs * 1000),
        "chapters": [chapter(chap.element_id.decode(), *chap.times, chap.title) for chap in tag.chapters],
        "contents": [
            {"is_top": toc.toplevel, "is_ordered": toc.ordered, "ids": [id.decode() for id in toc.child_ids]}
            for toc in tag.table_of_contents
        ],
    }


def read_tinytag():
    tag = tinytag.TinyTag.get(MP3, image=True)
    images = [(name, image) for name, images in tag.images.as_dict().items() for image in images]
    return {
        "covers": [cover(image.mime_type, image.data, name == "front_cover") for name, image in images],
        "title": tag.title,
        "artist": tag.artist,
        "album": tag.album,
        "duration_ms": round(tag.duration * 1000),
    }


def read_webvtt():
    return [cue(ms(cap.start), ms(cap.end), cap.text, cap.voice) for cap in webvtt.read(VTT)]


def read_pycaption(reader, path):
    captions = reader.read(text(path))
    [language] = captions.get_languages()
    return [cue(cap.start // 1000, cap.end // 1000, cap.get_text()) for cap in captions.get_captions(language)]


def read_pysrt():
    return [cue(item.start.ordinal, item.end.ordinal, item.text_without_tags) for item in pysrt.open(SRT)]


def read_srt():
    def total(delta):
        return round(delta.total_seconds() * 1000)

    return [cue(total(item.start), total(item.end), item.content) for item in srt.parse(text(SRT))]


print(
    json.dumps(
        {
            "mutagen": {"version": version("mutagen"), "mp3": read_mutagen()},
            "eyeD3": {"version": version("eyeD3"), "mp3": read_eyed3()},
            "tinytag": {"version": version("tinytag"), "mp3": read_tinytag()},
            "webvtt-py": {"version": version("webvtt-py"), "vtt": read_webvtt()},
            "pycaption": {
                "version": version("pycaption"),
                "vtt": read_pycaption(pycaption.WebVTTReader(), VTT),
                "srt": read_pycaption(pycaption.SRTReader(), SRT),
            },
            "pysrt": {"version": version("pysrt"), "srt": read_pysrt()},
            "srt": {"version": version("srt"), "srt": read_srt()},
        }
    )
)
