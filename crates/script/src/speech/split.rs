//! A sentence cut into prose, inline code, and what is not said: references, pointers, secrets.

use std::ops::Range;

use super::locale::Locale;
use super::part::Why;
use super::{pointer, reference};
use crate::marks::{CODE_CLOSE, CODE_OPEN};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Prose,
    /// Inline code; the range holds its marks.
    Code,
    Left(Why),
    /// A source, with the words for it.
    Source(String),
    Secret,
    /// Signs of code beside a secret.
    Signs,
}

/// The stretches of a text in order; together they are the whole of it.
pub(super) fn split(text: &str, locale: Option<&Locale>) -> Vec<(Range<usize>, Kind)> {
    let mut found = Vec::new();
    let mut at = 0;
    for (range, kind) in cuts(text, locale) {
        if range.start < at {
            continue;
        }
        found.extend((at < range.start).then_some((at..range.start, Kind::Prose)));
        at = range.end;
        found.push((range, kind));
    }
    found.extend((at < text.len()).then_some((at..text.len(), Kind::Prose)));
    found
}

/// Inline code and everything that is not said, in order; the later of two that overlap does not count.
fn cuts(text: &str, locale: Option<&Locale>) -> Vec<(Range<usize>, Kind)> {
    let mut found: Vec<(Range<usize>, Kind)> = secrets(text).into_iter().map(|range| (range, Kind::Secret)).collect();
    let mut add = |ranges: Vec<Range<usize>>, why: Why| {
        found.extend(ranges.into_iter().map(|range| (range, Kind::Left(why))));
    };
    if text.contains('#') {
        add(reference::closings(text), Why::Reference);
    }
    // Clauses that only point at the page are known in English.
    if locale.is_none() {
        add(pointer::clauses(text), Why::Pointer);
    }
    if text.contains(['(', '[']) {
        found.extend(reference::brackets(text, locale).into_iter().map(|bracket| {
            let kind = bracket.said.map_or(Kind::Left(Why::Reference), Kind::Source);
            (bracket.range, kind)
        }));
    }
    let hidden: Vec<Range<usize>> =
        found.iter().filter(|(_, kind)| *kind == Kind::Secret).map(|(range, _)| range.clone()).collect();
    for code in codes(text) {
        found.extend(without(text, code, &hidden));
    }
    // Of two at one place the longer counts.
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    found
}

/// Secrets known by their form. Marks of code become spaces as long as they are, so that no value swallows them.
fn secrets(text: &str) -> Vec<Range<usize>> {
    const LONG: usize = 16;
    let long = |word: &str| word.len() >= LONG && word.bytes().any(|byte| byte.is_ascii_digit());
    let assigns = || text.contains(['=', ':']) || text.contains("--");
    let address = || text.contains('@') && text.contains("://");
    if !((assigns() && names_secret(text)) || address() || text.split_ascii_whitespace().any(long)) {
        return Vec::new();
    }
    let bare = text.replace([CODE_OPEN, CODE_CLOSE], "\u{2007}");
    let found = redact::secrets(&bare);
    found
        .into_iter()
        .filter(|range| text.get(range.clone()).is_some_and(|part| !part.contains([CODE_OPEN, CODE_CLOSE])))
        .collect()
}

/// Inline code with its marks; without a closing mark it goes to the end.
fn codes(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text.get(from..).and_then(|rest| rest.find(CODE_OPEN)).map(|at| from + at) {
        let close = text.get(open..).and_then(|rest| rest.find(CODE_CLOSE));
        from = close.map_or(text.len(), |close| open + close + CODE_CLOSE.len_utf8());
        found.push(open..from);
    }
    found
}

/// Inline code in pieces, around the secrets in it.
fn without(text: &str, code: Range<usize>, hidden: &[Range<usize>]) -> Vec<(Range<usize>, Kind)> {
    let mut found = Vec::new();
    let mut at = code.start;
    let inside = hidden.iter().filter(|secret| secret.start >= code.start && secret.end <= code.end);
    let kind = |range: &Range<usize>| {
        let says = text.get(range.clone()).is_some_and(|part| part.contains(char::is_alphanumeric));
        if says { Kind::Code } else { Kind::Signs }
    };
    for secret in inside {
        let piece = at..secret.start;
        found.push((piece.clone(), kind(&piece)));
        at = secret.end;
    }
    let rest = at..code.end;
    let kind = if at == code.start { Kind::Code } else { kind(&rest) };
    found.push((rest, kind));
    found.retain(|(range, _)| range.start < range.end);
    found
}

/// True if a text names something secret: the search for the value itself is dear.
fn names_secret(text: &str) -> bool {
    const NAMES: [&str; 11] =
        ["pass", "pwd", "secret", "key", "token", "auth", "cred", "jwt", "cookie", "session", "sig"];
    let lower = text.to_ascii_lowercase();
    NAMES.iter().any(|name| lower.contains(name))
}
