//! Mutation of valid bytes and texts.

use crate::random::Random;

/// Tokens that parsers are known to trip over.
const TOKENS: [&str; 56] = [
    "0",
    "-1",
    "1",
    "255",
    "65535",
    "65536",
    "2147483648",
    "4294967296",
    "9007199254740993",
    "18446744073709551615",
    "18446744073709551616",
    "1e999",
    "-0.0",
    "NaN",
    "null",
    "true",
    "[",
    "]",
    "{",
    "}",
    "[[[[[[[[",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    ",",
    ":",
    "-",
    "=",
    "/",
    "..",
    "%2e",
    "%00",
    "\0",
    "\r\n",
    "\n\n",
    "\t",
    " ",
    "\u{feff}",
    "\u{202e}",
    "\u{301}",
    "\u{1F600}",
    "é",
    "İ",
    "ß",
    "<",
    "</p>",
    "<!--",
    "-->",
    "<![CDATA[",
    "&#x110000;",
    "```",
    "@@ -1 +1 @@\n",
    "bytes=",
    "cuepoint.",
    "2026-11-21",
];

const MARKUP: [&str; 52] = [
    "# ",
    "\n# ",
    "\n## ",
    "\n\n",
    "\n- ",
    "\n1. ",
    "\n> ",
    "\n```\n",
    "`",
    "**",
    "_",
    "~~",
    "[",
    "](",
    ")",
    "![",
    "|",
    "\n|-|-|\n",
    "\n---\n",
    "\n===\n",
    "<p>",
    "</p>",
    "<div>",
    "<li>",
    "<table cellpadding=0 cellspacing=0><tr><td>",
    "<th>",
    "</table>",
    "<span style=\"font-size:0\">",
    "<p style='opacity:0'>",
    "<p class=x hidden>",
    "<style>.x{display:none}",
    "<template shadowrootmode=open>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<a href=\"",
    "\">",
    "&amp;",
    "&#8217;",
    "\ndiff --git a/x b/x\n",
    "\n@@ -1,9 +1,9 @@\n",
    "\n+",
    "\n-",
    ". ",
    "? ",
    ": ",
    "1,234.5 GB/s ",
    "v1.2.3-rc.1 ",
    "$9.99 ",
    "snake_case ",
    "\u{2014}",
];

/// Numbers at the edges of what a field of a binary format holds.
const EDGES: [u64; 12] =
    [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x7FFF_0000, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF];

/// Mutates bytes: a few changes; the result has at most `bytes_max`.
pub fn bytes(random: &mut Random, mut bytes: Vec<u8>, bytes_max: usize) -> Vec<u8> {
    for _ in 0..=random.length(12) {
        change(random, &mut bytes);
        bytes.truncate(bytes_max);
    }
    bytes
}

/// Mutates text, as `bytes` does; now and then the result is random.
pub fn text(random: &mut Random, text: &str, chars_max: usize) -> String {
    if random.one_in(8) {
        return chance(random, chars_max);
    }
    let mutated = bytes(random, text.as_bytes().to_vec(), chars_max);
    String::from_utf8_lossy(&mutated).into_owned()
}

/// Mutates a source, as `text` does, with markup and with fragments of readable text.
pub fn markup(random: &mut Random, text: &str, other: &str, bytes_max: usize) -> String {
    let mut text = text.to_owned();
    for _ in 0..=random.length(12) {
        let at = text.floor_char_boundary(random.below(text.len().saturating_add(1)));
        match random.below(4) {
            0 => text.insert_str(at, part(random, other, 200)),
            1 => drop(text.drain(..at.min(text.floor_char_boundary(at / 8)))),
            2 => text.insert_str(at, &random.pick(&MARKUP).repeat(random.length(40))),
            _ => text.insert_str(at, random.pick::<&str>(&MARKUP)),
        }
        text.truncate(text.floor_char_boundary(bytes_max));
    }
    text
}

/// Random characters.
pub fn chance(random: &mut Random, chars_max: usize) -> String {
    let count = random.length(chars_max.min(600));
    let ranges = [0x80, 0x100, 0x3000, 0x11_0000];
    let bound = *random.pick(&ranges);
    (0..count).map(|_| u32::try_from(random.below(bound)).ok().and_then(char::from_u32).unwrap_or('\u{fffd}')).collect()
}

/// A part of a text, so that cases are small and begin anywhere.
pub fn part<'a>(random: &mut Random, text: &'a str, bytes_max: usize) -> &'a str {
    let length = random.length(bytes_max.min(text.len()));
    let start = text.floor_char_boundary(random.below(text.len().saturating_sub(length).saturating_add(1)));
    let end = text.floor_char_boundary(start.saturating_add(length).min(text.len()));
    text.get(start..end.max(start)).unwrap_or_default()
}

fn change(random: &mut Random, bytes: &mut Vec<u8>) {
    let at = random.below(bytes.len().saturating_add(1));
    let (from, to) = span(random, bytes.len());
    match random.below(9) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
        1 => drop(bytes.splice(from..to, [])),
        2 => {
            let piece = bytes.get(from..to).unwrap_or_default().to_vec();
            drop(bytes.splice(at..at, piece));
        }
        3 => {
            let piece = bytes.get(from..to).unwrap_or_default().repeat(random.length(64));
            drop(bytes.splice(at..at, piece));
        }
        4 => drop(bytes.splice(at..at, random.pick(&TOKENS).bytes().collect::<Vec<_>>())),
        5 => drop(bytes.splice(from..to, random.pick(&TOKENS).bytes().collect::<Vec<_>>())),
        6 => bytes.truncate(at),
        7 => {
            let count = random.length(16);
            let noise = random.bytes(count);
            drop(bytes.splice(at..at, noise));
        }
        _ => {
            // In place, as wide as fields are.
            let edge = random.pick(&EDGES).to_le_bytes();
            let width = *random.pick(&[1, 2, 4, 8]);
            for (byte, new) in bytes.iter_mut().skip(at).zip(edge.into_iter().take(width)) {
                *byte = new;
            }
        }
    }
}

fn span(random: &mut Random, length: usize) -> (usize, usize) {
    let from = random.below(length.saturating_add(1));
    (from, from.saturating_add(random.length(64)).min(length))
}
