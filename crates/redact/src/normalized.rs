//! Normalization of a text before matching: invisible characters, escapes and character references are resolved, because an
//! address could hide behind them.
//!
//! Used for matching only; what is written back is the source, with its matches replaced.

use std::borrow::Cow;
use std::ops::Range;

/// Bytes of the longest character reference that is resolved.
const REFERENCE_BYTES_MAX: usize = 10;

pub(crate) struct Normalized<'a> {
    pub(crate) text: Cow<'a, str>,
    /// Offset pairs: from this offset in the text on, that offset in the source.
    shifts: Vec<(usize, usize)>,
}

impl<'a> Normalized<'a> {
    pub(crate) fn of(source: &'a str) -> Self {
        if !source.contains(['&', '\\', '%']) && source.is_ascii() {
            return Self { text: Cow::Borrowed(source), shifts: Vec::new() };
        }
        let mut text = String::with_capacity(source.len());
        let mut shifts = Vec::new();
        let mut rest = source;
        while let Some(first) = rest.chars().next() {
            let (taken, shown) = shown(rest, first);
            rest = rest.get(taken..).unwrap_or_default();
            text.extend(shown);
            if shown.map_or(0, char::len_utf8) != taken {
                shifts.push((text.len(), source.len().saturating_sub(rest.len())));
            }
        }
        Self { text: Cow::Owned(text), shifts }
    }

    /// Maps a range of the normalized text back to the source.
    pub(crate) fn source(&self, part: Range<usize>) -> Range<usize> {
        // A part ends where its last byte does, not where the next begins.
        let end = part.end.checked_sub(1).map_or(0, |last| self.after(last));
        self.at(part.start)..end
    }

    fn at(&self, place: usize) -> usize {
        let before = self.shifts.partition_point(|(text, _)| *text <= place);
        let (text, source) = before.checked_sub(1).and_then(|last| self.shifts.get(last)).copied().unwrap_or_default();
        source.saturating_add(place.saturating_sub(text))
    }

    fn after(&self, last: usize) -> usize {
        let next = last.saturating_add(1);
        let first = self.shifts.partition_point(|(text, _)| *text < next);
        match self.shifts.get(first) {
            Some((text, source)) if *text == next => *source,
            Some(_) | None => self.at(last).saturating_add(1),
        }
    }
}

/// The bytes that one character takes in the source, and the character it becomes; `None` if it is dropped.
fn shown(rest: &str, first: char) -> (usize, Option<char>) {
    let length = first.len_utf8();
    match first {
        '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => (length, None),
        '\u{A0}' | '\u{2007}'..='\u{200A}' | '\u{202F}' => (length, Some(' ')),
        '\u{2010}'..='\u{2012}' => (length, Some('-')),
        '\u{FF20}' => (length, Some('@')),
        '&' => reference(rest).unwrap_or((length, Some(first))),
        '%' if rest.starts_with("%40") => (3, Some('@')),
        '\\' => match rest.chars().nth(1).filter(char::is_ascii_punctuation) {
            Some(escaped) => (length.saturating_add(1), Some(escaped)),
            None => (length, Some(first)),
        },
        _ => (length, Some(first)),
    }
}

fn reference(rest: &str) -> Option<(usize, Option<char>)> {
    let end = rest.bytes().take(REFERENCE_BYTES_MAX).position(|byte| byte == b';')?;
    let name = rest.get(1..end)?;
    let code = name.strip_prefix('#').and_then(|code| match code.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok(),
        None => code.parse().ok(),
    });
    let shown = match name {
        "commat" => '@',
        "period" => '.',
        "lowbar" | "UnderBar" => '_',
        "colon" => ':',
        "equals" => '=',
        "sol" => '/',
        "plus" => '+',
        "lpar" => '(',
        "rpar" => ')',
        "bsol" => '\\',
        "quot" => '"',
        "apos" => '\'',
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        _ => char::from_u32(code?).filter(|shown| shown.is_ascii_graphic() || *shown == ' ')?,
    };
    Some((end.saturating_add(1), Some(shown)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_the_text_is_found_in_the_source() {
        let source = "a\u{200B}b&#64;c\\_d \u{A0}e";
        let normalized = Normalized::of(source);
        assert_eq!(normalized.text, "ab@c_d  e");
        for (part, expected) in [
            (0..1, "a\u{200B}"),
            (1..2, "b"),
            (2..3, "&#64;"),
            (1..4, "b&#64;c"),
            (4..5, "\\_"),
            (6..8, " \u{A0}"),
            (8..9, "e"),
        ] {
            assert_eq!(source.get(normalized.source(part.clone())), Some(expected), "{part:?}");
        }
    }
}
