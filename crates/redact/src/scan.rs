//! The walk over a text: finds matches from left to right and replaces them.
//!
//! Repeated until nothing is found, at most `ROUNDS_MAX` times.

use std::ops::Range;

use protocol::{RedactionKind, Redactions};

use crate::normalized::Normalized;
use crate::span::{Cursor, Match, placeholder};
use crate::text::Text;
use crate::{limits, rule};

/// A redacted text, and the count of replacements by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redacted {
    pub text: String,
    pub counts: Redactions,
}

/// Replaces personal data and secrets by placeholders.
pub fn redact(source: &str) -> Redacted {
    let mut redacted = Redacted { text: source.to_owned(), counts: Redactions::new() };
    for _ in 0..limits::ROUNDS_MAX {
        let normalized = Normalized::of(&redacted.text);
        let matches = matches(&Text::new(&normalized.text));
        if matches.is_empty() {
            break;
        }
        redacted.text = replaced(&redacted.text, &normalized, &matches, &mut redacted.counts);
    }
    redacted
}

/// The ranges of a text that are secrets, in order: keys, tokens, passwords, addresses with credentials. Personal data is
/// not among them.
pub fn secrets(source: &str) -> Vec<Range<usize>> {
    let normalized = Normalized::of(source);
    let found = matches(&Text::new(&normalized.text));
    let is_secret = |one: &Match| matches!(one.kind.counted(), RedactionKind::Secret | RedactionKind::PrivateKey);
    found.into_iter().filter(is_secret).map(|one| normalized.source(one.span)).collect()
}

fn replaced(source: &str, normalized: &Normalized<'_>, matches: &[Match], counts: &mut Redactions) -> String {
    let mut text = String::with_capacity(source.len());
    let mut from = 0;
    for Match { span, kind } in matches {
        let part = normalized.source(span.clone());
        text.push_str(source.get(from..part.start).unwrap_or_default());
        text.push_str(kind.placeholder());
        // A hunk header counts its lines: the replacement keeps each line and its + or - mark.
        for line in source.get(part.clone()).unwrap_or_default().split('\n').skip(1) {
            text.push('\n');
            let mark = line.chars().next().filter(|mark| "+->".contains(*mark) && !line.starts_with("-----"));
            text.extend(mark);
        }
        let count = counts.entry(kind.counted()).or_default();
        *count = count.saturating_add(1);
        from = part.end;
    }
    text.push_str(source.get(from..).unwrap_or_default());
    text
}

pub(crate) fn matches(text: &Text<'_>) -> Vec<Match> {
    let mut found = Vec::new();
    let (mut floor, mut at) = (0, 0);
    while let Some(byte) = text.byte(at) {
        if let Some(end) = placeholder(text, at, byte) {
            (floor, at) = (end, end);
            continue;
        }
        let cursor = Cursor { text, floor, at };
        match rule::find(cursor, byte).filter(|found| found.span.start >= floor && found.span.end > at) {
            Some(one) => {
                let one = unwrapped(text, floor, one);
                (floor, at) = (one.span.end, one.span.end);
                found.push(one);
            }
            None => at = at.saturating_add(1),
        }
    }
    found
}

/// Widens a match by the angle brackets around it: words inside them would be read as a tag and dropped.
fn unwrapped(text: &Text<'_>, floor: usize, one: Match) -> Match {
    let Match { span, kind } = one;
    let opens = span.start > floor && text.before(span.start) == Some(b'<');
    if opens && text.byte(span.end) == Some(b'>') {
        return Match::new(span.start.saturating_sub(1), span.end.saturating_add(1), kind);
    }
    Match { span, kind }
}

#[cfg(test)]
mod tests;
