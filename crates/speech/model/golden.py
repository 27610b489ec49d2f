"""golden.py TESTS: writes anew, from the pinned package itself, what the tests hold the voice against.

Needs the packages of golden.txt beside this file. phonemes.tsv has the reading of each line of sentences.txt; spectrum.txt
the loudness of bands of three clips without their noise, in quarters of a decibel.
"""

import sys

import numpy
from hibari import Hibari, dsp

SPOKEN = (6, 32, 160)


class Silence:
    def standard_normal(self, shape, dtype):
        return numpy.zeros(shape, dtype)


def main(folder):
    tts = Hibari()
    with open(f"{folder}/sentences.txt", encoding="utf-8") as file:
        sentences = file.read().splitlines()
    with open(f"{folder}/phonemes.tsv", "w", encoding="utf-8") as file:
        for sentence in sentences:
            file.write(f"{sentence}\t{'|'.join(tts.phonemize(sentence))}\n")
    with open(f"{folder}/spectrum.txt", "w", encoding="utf-8") as file:
        for number in SPOKEN:
            (phonemes,) = tts.phonemize(sentences[number])
            sound = tts.from_ids(tts.ids(phonemes), rng=Silence())
            file.write(f"{number} {len(sound)}\n")
            for frame in bands(sound):
                file.write(" ".join(str(round(4 * band)) for band in frame) + "\n")


def bands(sound):
    """Decibels of 25 bands of equal width, from Hann windows of 600 samples without overlap; -100 is silence."""
    frames = sound[: len(sound) // 600 * 600].reshape(-1, 600).astype(numpy.float64)
    window = 0.5 - 0.5 * numpy.cos(2 * numpy.pi * numpy.arange(600) / 600)
    power = numpy.abs(numpy.fft.rfft(frames * window, axis=1)[:, :300]) ** 2 / 600
    return 10 * numpy.log10(power.reshape(-1, 25, 12).mean(axis=2) + 1e-10)


if __name__ == "__main__":
    main(sys.argv[1])
