#!/usr/bin/env python3
"""Holds ../spoken.tsv against the normalizers of requirements.txt.

Says how often each agrees with the table, and lists the pairs where two or more of them agree with each other and
not with us: such a pair needs a reason (the fourth field of its line), or it has to be mended. Fails if one has none.
Spelling is no difference: digits are compared as words (as a cardinal, an ordinal, a year, or digit by digit), and
case, hyphens, punctuation, "and", "the", "of" and the order of day and month do not count.
"""

import itertools
import os
import re
import sys
from collections import Counter
from pathlib import Path

from num2words import num2words

HERE = Path(__file__).resolve().parent
CACHE = Path(os.environ.get("NORMALIZERS_CACHE", HERE / "../../../../target/normalizers"))
SILENT = {"and", "the", "of", "a"}
SAME = {"o": "oh", "litre": "liter", "litres": "liters", "metre": "meter", "metres": "meters", "kilometres": "kilometers",
        "mister": "mr", "missus": "mrs", "us": "u s", "uk": "u k", "pm": "p m", "am": "a m", "percent": "percent"}


def pairs():
    for line in (HERE / "../spoken.tsv").read_text().splitlines():
        if not line.startswith("#"):
            rule, written, said, *reason = line.split("\t")
            yield rule, written, said, reason[0] if reason else None


def number_words(token):
    """All the ways in which a number may be said."""
    bare = token.replace(",", "")
    found = {num2words(float(bare) if "." in bare else int(bare))}
    if "." in bare:
        whole, decimals = bare.split(".")
        found = {num2words(int(whole)) + " point " + " ".join(num2words(int(digit)) for digit in decimals)}
    elif len(bare) < 7:
        found |= {num2words(int(bare), to="ordinal"), num2words(int(bare), to="year")}
        found |= {" ".join(num2words(int(digit)) for digit in bare)}
        if len(bare) in (3, 4):
            found |= {" ".join(num2words(int(part)) for part in (bare[:-2], bare[-2:]))}
    return found


def words(text):
    # Capitals are spelled, with spaces or without.
    text = re.sub(r"\b[A-Z]{2,5}\b", lambda found: " ".join(found[0]), text)
    text = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text.lower())
    text = re.sub(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)", " ", text)
    return re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z']+", text.replace("-", " "))


def forms(text):
    """The bags of words that a text may be heard as."""
    tokens = [number_words(token.rstrip(",")) if token[0].isdigit() else {SAME.get(token, token)} for token in words(text)]
    for choice in itertools.islice(itertools.product(*tokens), 4_000):
        plain = re.sub(r"[^a-z' ]", " ", " ".join(choice).replace("-", " ")).split()
        yield frozenset(Counter(word for word in plain if word not in SILENT).items())


def normalizers():
    CACHE.mkdir(parents=True, exist_ok=True)
    found = {}

    def add(name, opened):
        try:
            found[name] = opened()
        except Exception as error:  # noqa: BLE001: one that cannot be opened is told, the others go on
            print(f"{name} cannot be opened: {error!r}", file=sys.stderr)

    def wetext():
        from tn.english.normalizer import Normalizer
        return Normalizer(overwrite_cache=False).normalize

    def nemo():
        from nemo_text_processing.text_normalization.normalize import Normalizer
        return Normalizer(input_case="cased", lang="en", cache_dir=str(CACHE / "nemo")).normalize

    def gruut():
        from gruut import sentences
        return lambda text: " ".join(word.text for one in sentences(text, lang="en-us", phonemes=False) for word in one)

    add("WeTextProcessing", wetext)
    if "--quick" not in sys.argv:
        add("NeMo", nemo)
    add("gruut", gruut)
    return found


def main():
    others = normalizers()
    agree, asked, unmended, reasons = Counter(), 0, [], 0
    for rule, written, said, reason in pairs():
        if "`" in written:
            continue  # inline code is ours alone
        asked += 1
        ours = set(forms(said))
        heard = {}
        for name, normalize in others.items():
            try:
                heard[name] = normalize(written)
            except Exception:  # noqa: BLE001
                continue
            agree[name] += bool(ours & set(forms(heard[name])))
        # One that spells the digits and leaves a sign or the rest as it is has not read the text.
        left = set(forms(written))
        spoken = {name: text for name, text in heard.items() if not re.search(r"[^\w\s.,;:!?'\"()\[\]-]", text)}
        read = {name: set(forms(text)) for name, text in spoken.items() if not left & set(forms(text))}
        against = {name: bags for name, bags in read.items() if not ours & bags}
        for one, other in itertools.combinations(against, 2):
            if against[one] & against[other]:
                reasons += reason is not None
                unmended += [] if reason else [f"{rule}: {written!r}\n  we: {said!r}\n  {one}: {heard[one]!r}\n  {other}: {heard[other]!r}"]
                break
    for name in others:
        print(f"{name} agrees with {agree[name]} of {asked} pairs")
    print(f"{reasons} pairs where two agree against us and the table has a reason, {len(unmended)} without one")
    print("\n".join(unmended))
    sys.exit(bool(unmended))


if __name__ == "__main__":
    import logging
    logging.disable(logging.CRITICAL)
    main()
