"""Makes cover.ttf, the font of covers, from Fira Sans Condensed ExtraBold 4.203.

    pip install fonttools==4.68.0 brotli
    npm pack @fontsource/fira-sans-condensed@5.3.0 && tar xzf fontsource-fira-sans-condensed-5.3.0.tgz
    python3 subset.py package/files cover.ttf

Keeps Latin, Greek and Cyrillic letters without hinting and features; kerning becomes a plain table of pairs.
The result carries the copyright and the licence, but not the name of the font, which stays with the original.
"""

import sys

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0

PARTS = ["latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek"]
RANGES = [(0x20, 0x7E), (0xA1, 0x17F), (0x386, 0x3CE), (0x400, 0x45F), (0x1EA0, 0x1EF9)]
SINGLE = "ƠơƯưȘșȚțҐґẞ–—‘’‚“”„•…‹›€№™−"
SOFT_HYPHEN = 0xAD
KERNED = [(0x41, 0x5A), (0x61, 0x7A), (0x391, 0x3C9), (0x410, 0x44F)]
KERNED_SINGLE = ".,-:’ÄÖÜäöü"
# Thousandths of the type size: a smaller change is not seen.
KERNING_MIN = 20


def characters(ranges, single):
    return {code for first, last in ranges for code in range(first, last + 1)} | {ord(letter) for letter in single}


def advance(value):
    return getattr(value, "XAdvance", 0) if value is not None else 0


def kerning(font, wanted, pairs):
    letters = {glyph: code for code, glyph in font.getBestCmap().items() if code in wanted}
    table = font["GPOS"].table
    lookups = {i for f in table.FeatureList.FeatureRecord if f.FeatureTag == "kern" for i in f.Feature.LookupListIndex}
    for subtable in (s for i in sorted(lookups) for s in table.LookupList.Lookup[i].SubTable):
        subtable = subtable.ExtSubTable if subtable.LookupType == 9 else subtable
        if subtable.LookupType != 2:
            continue
        for place, left in enumerate(subtable.Coverage.glyphs):
            if left not in letters:
                continue
            if subtable.Format == 1:
                found = {r.SecondGlyph: r.Value1 for r in subtable.PairSet[place].PairValueRecord}
            else:
                row = subtable.Class1Record[subtable.ClassDef1.classDefs.get(left, 0)].Class2Record
                found = {right: row[subtable.ClassDef2.classDefs.get(right, 0)].Value1 for right in letters}
            for right, value in found.items():
                if right in letters:
                    pairs.setdefault((letters[left], letters[right]), advance(value))


def main(files, target):
    wanted = characters(RANGES, SINGLE) - {SOFT_HYPHEN}
    kerned = characters(KERNED, KERNED_SINGLE)
    pairs, seen, paths = {}, set(), []
    for part in PARTS:
        font = TTFont(f"{files}/fira-sans-condensed-{part}-800-normal.woff2")
        font.flavor = None
        if "GPOS" in font:
            kerning(font, kerned, pairs)
        options = subset.Options(layout_features=[], hinting=False, name_IDs=[0, 14], notdef_outline=False)
        options.drop_tables += ["GPOS", "GSUB", "GDEF", "gasp"]
        codes = set(font.getBestCmap()) & wanted - seen
        seen |= codes
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=codes)
        subsetter.subset(font)
        paths.append(f"{target}.{part}")
        font.save(paths[-1])
    font = Merger().merge(paths)
    for tag in ["OS/2", "post", "GDEF", "GPOS", "GSUB"]:
        if tag in font:
            del font[tag]
    glyphs = font.getBestCmap()
    table = KernTable_format_0()
    table.version, table.format, table.coverage, table.apple, table.tupleIndex = 0, 0, 1, False, None
    table.kernTable = {
        (glyphs[left], glyphs[right]): space
        for (left, right), space in pairs.items()
        if abs(space) >= KERNING_MIN and left in glyphs and right in glyphs
    }
    font["kern"] = newTable("kern")
    font["kern"].version, font["kern"].kernTables = 0, [table]
    # The same input gives the same bytes.
    font["head"].created = font["head"].modified = 0
    font.recalcTimestamp = False
    font.save(target)


main(sys.argv[1], sys.argv[2])
