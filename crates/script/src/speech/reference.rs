//! References: links, footnote marks, notes in brackets, commits, "closes #986".

use std::ops::Range;

use super::locale::{Locale, translated};

/// Characters of a bracket that may be a reference.
const REFERENCE_CHARS_MAX: usize = 80;

/// Words of a bracket that may be dropped because it holds a reference.
const NOTE_WORDS_MAX: usize = 6;

/// Characters of the shortest commit id.
pub(super) const HASH_CHARS_MIN: usize = 7;
/// Characters of a commit id in full.
const COMMIT_CHARS: usize = 40;

pub(crate) fn is_link(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '<', '[', '"']);
    word.contains("://")
        // A sentence may end with "www".
        || ["www.", "mailto:"].iter().filter_map(|start| word.strip_prefix(start)).any(|rest| rest.starts_with(char::is_alphanumeric))
        || (word.starts_with("data:") && word.contains('/'))
}

/// A bracket that refers to a source.
pub(super) struct Bracket {
    pub(super) range: Range<usize>,
    /// The words for it where the sentence needs them: "in contrast to [8]".
    pub(super) said: Option<String>,
}

/// The places of footnote marks, and of brackets that hold only references, in order.
pub(super) fn brackets(text: &str, locale: Option<&Locale>) -> Vec<Bracket> {
    let mut found: Vec<Bracket> = Vec::new();
    let mut from = 0;
    while let Some(open) = text.get(from..).and_then(|rest| rest.find(['(', '['])).map(|at| from + at) {
        let inner = text.get(open + 1..).unwrap_or_default();
        let close = if text.as_bytes().get(open) == Some(&b'(') { b')' } else { b']' };
        let end = inner.bytes().take(REFERENCE_CHARS_MAX).position(|byte| byte == close);
        from = open + 1;
        let Some((end, inside)) = end.and_then(|end| Some((end, inner.get(..end)?))) else { continue };
        let before = text.get(..open).unwrap_or_default();
        let after = inner.get(end + 1..).unwrap_or_default();
        let is_source = close == b']' && is_number(inside.trim());
        let said = if is_source && is_needed(before, after, found.last(), locale) {
            Some(named(inside, locale))
        } else {
            None
        };
        let is_left = said.is_some()
            || is_reference(inside, close, locale)
            || (close == b')' && before.ends_with(' ') && locale.is_some() && is_language(inside))
            || (close == b')' && is_manual(before, inside))
            || (close == b']' && is_tag(inside) && is_told(before, inside, after));
        if is_left {
            from = open + end + 2;
            found.push(Bracket { range: open..from, said });
        }
    }
    found
}

/// True for the tag of a language behind a word or a link: "les flux (en)".
fn is_language(inside: &str) -> bool {
    inside.len() == 2 && protocol::Language::of_tag(inside).is_some()
}

/// Words whose object a source can be; those that may belong to the verb before ("turned on [3]") are not among them.
const NEED: [&str; 11] = ["in", "to", "from", "by", "with", "of", "than", "see", "following", "unlike", "via"];

/// True if the sentence has a hole without the source: "in contrast to [8]", "[8] shows", "in [3] and [4]".
fn is_needed(before: &str, after: &str, last: Option<&Bracket>, locale: Option<&Locale>) -> bool {
    let opens = before.trim_start().is_empty();
    if opens {
        let next = after.strip_prefix(' ').unwrap_or_default();
        return next.starts_with(|c: char| c.is_ascii_lowercase());
    }
    if !before.ends_with(char::is_whitespace) {
        return false;
    }
    let between = last.filter(|last| last.said.is_some()).and_then(|last| before.get(last.range.end..));
    let joins = between.is_some_and(|between| {
        matches!(between, ", " | " and " | ", and " | " or " | ", or " | " und " | " y " | " et " | " e ")
    });
    let word = last_word(before);
    joins || locale.map_or(&NEED[..], |locale| locale.need).iter().any(|need| word.eq_ignore_ascii_case(need))
}

/// The last word of a text, without the marks before it; of a long one its end.
fn last_word(text: &str) -> &str {
    const CHARS_MAX: usize = 40;
    let from = text.char_indices().rev().nth(CHARS_MAX).map_or(0, |(at, _)| at);
    let text = text.get(from..).unwrap_or_default();
    let word = text.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    word.trim_start_matches(['(', '[', '"', '\'', '*'])
}

/// The words for sources: "reference 8", "references 3 and 7".
fn named(inside: &str, locale: Option<&Locale>) -> String {
    let word = |word| translated(word, locale);
    let inside = inside.trim().replace(" - ", "-").replace(" \u{2013} ", "-");
    let parts: Vec<&str> = inside.split([',', ' ', ';']).filter(|part| !part.is_empty()).collect();
    let part = |part: &str| part.replace(['-', '\u{2013}'], &format!(" {} ", word("to")));
    match parts.as_slice() {
        [one] => {
            let many = one.contains(['-', '\u{2013}']);
            format!("{} {}", word(if many { "references" } else { "reference" }), part(one))
        }
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(|one| part(one)).collect();
            format!("{} {} {} {}", word("references"), first.join(", "), word("and"), part(last))
        }
        [] => String::new(),
    }
}

/// True for the section of a manual behind the name of a program: `cp(1)`, `kestreld(8)`. A call has other names.
fn is_manual(before: &str, inside: &str) -> bool {
    const CALLS: [&str; 18] = [
        "sin", "cos", "tan", "log", "ln", "lg", "exp", "sqrt", "abs", "max", "min", "gcd", "fib", "fact", "floor",
        "ceil", "round", "range",
    ];
    let section = matches!(inside.as_bytes(), [b'1'..=b'9'] | [b'1'..=b'9', b'a'..=b'z']);
    let name = last_word(before);
    section
        && !before.ends_with(char::is_whitespace)
        && name.len() > 1
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.+".contains(&byte))
        && !CALLS.contains(&name)
}

/// True for the tag of a source in capitals: `RFC2119`, `LOAD`, `KR88`; others are the words of a form or a log.
fn is_tag(inside: &str) -> bool {
    const WORDS: [&str; 32] = [
        "OPTIONS",
        "OPTION",
        "FILE",
        "FILES",
        "PATH",
        "ARGS",
        "COMMAND",
        "NAME",
        "ERROR",
        "WARN",
        "WARNING",
        "INFO",
        "DEBUG",
        "TRACE",
        "FATAL",
        "NOTE",
        "TODO",
        "FIXME",
        "DRAFT",
        "DONE",
        "OPEN",
        "CLOSED",
        "BREAKING",
        "DEPRECATED",
        "REDACTED",
        "YANKED",
        "UNRELEASED",
        "REMOVED",
        "LAUGHTER",
        "APPLAUSE",
        "INAUDIBLE",
        "MUSIC",
    ];
    const CHARS_MAX: usize = 24;
    let is_digit = |c: char| c.is_ascii_digit();
    let letters = inside.bytes().filter(u8::is_ascii_uppercase).count();
    let shaped = inside.len() <= CHARS_MAX
        && inside.starts_with(|c: char| c.is_ascii_uppercase())
        && inside.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
    shaped && (letters >= 4 || (letters >= 2 && inside.ends_with(is_digit))) && !WORDS.contains(&inside)
}

/// True if a sentence is whole without the tag of a source: it follows a word, and a mark, a small letter or another
/// tag follows it.
fn is_told(before: &str, inside: &str, after: &str) -> bool {
    let word = last_word(before);
    let follows = before.ends_with(' ')
        && word.ends_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, ']' | ')' | ','));
    let rest = after.trim_start();
    // Without a digit it may be a remark about what stands before it: "3.0.2 [YANKED]".
    let numbered = inside.contains(|c: char| c.is_ascii_digit());
    let is_clear = after.starts_with(['.', ',', ';', ':', ')'])
        || (numbered && (rest.is_empty() || rest.starts_with(|c: char| c == '[' || c.is_ascii_lowercase())));
    follows && is_clear && !NEED.iter().any(|need| word.eq_ignore_ascii_case(need))
}

fn is_reference(inside: &str, close: u8, locale: Option<&Locale>) -> bool {
    let inside = inside.trim();
    let starts = |words: &[&str]| {
        words.iter().any(|start| inside.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)))
    };
    let is_note = inside.starts_with('^')
        || (close == b']' && (is_number(inside) || starts(&["citation needed", "note ", "ref "])));
    let points = locale.is_some_and(|locale| starts(locale.sees))
        || starts(&["see ", "cf. ", "via ", "ref ", "refs ", "fixes #", "closes #", "thanks ", "h/t "]);
    let bare = |part: &'_ str| part.trim_matches(['[', ']', '(', '.', ';']).to_owned();
    let cites = inside.split([',', ' ']).map(bare).any(|part| part.starts_with(['#', '@']) && part.len() > 1);
    let is_short = inside.split(' ').count() <= NOTE_WORDS_MAX;
    let mut parts = inside
        .split([',', ' '])
        .map(bare)
        .filter(|part| !part.is_empty() && !["and", "by", "in"].contains(&part.as_str()));
    let all_references = parts.all(|part| {
        part.starts_with(['#', '@']) || is_link(&part) || is_hash(&part) || (part.contains('#') && !part.ends_with('#'))
    });
    let authors = inside.contains(" et al") && inside.ends_with(|c: char| c.is_ascii_digit());
    is_note || points || authors || (cites && is_short) || (!inside.is_empty() && all_references)
}

/// True for the mark of a source: `12`, `4a`, `3, 7`, `3-5`.
fn is_number(inside: &str) -> bool {
    const CHARS_MAX: usize = 24;
    let one = |part: &str| {
        let digits = part.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(part);
        digits.len() <= 4 && super::number::is_digits(digits)
    };
    let mut parts = inside.split([',', ' ', '-', '\u{2013}', ';']).filter(|part| !part.is_empty()).peekable();
    inside.len() <= CHARS_MAX && parts.peek().is_some() && parts.all(one)
}

const CLOSERS: [&str; 13] =
    ["closes", "closed", "close", "fixes", "fixed", "fix", "resolves", "resolved", "refs", "ref", "see", "via", "pr"];

/// Characters before a number in which a closer stands, with the marks between them.
const NEAR: usize = 12;

/// The places of "closes #986" and the like, where nothing else hangs on them.
pub(super) fn closings(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find('#')).map(|at| from + at) {
        from = at + 1;
        // No closer has more than eight letters: what is farther back need not be looked at.
        let near = text.get(..at).unwrap_or_default();
        let near = near.char_indices().rev().nth(NEAR).map_or(near, |(from, _)| near.get(from..).unwrap_or_default());
        let word = near.trim_end_matches([' ', ':']).rsplit([' ', ',', ';', '(']).next().unwrap_or_default();
        if word.len() > 8 || !CLOSERS.contains(&word.to_ascii_lowercase().as_str()) {
            continue;
        }
        let before = text.get(..at).unwrap_or_default().trim_end_matches([' ', ':']);
        let start = before.len() - word.len();
        let ahead = before.get(..start).unwrap_or_default().trim_end();
        let is_apart = ahead.is_empty() || ahead.ends_with([',', ';', '.', ':', '-', '\u{2013}', '\u{2014}', '(', '!']);
        let rest = text.get(at..).unwrap_or_default();
        let length = numbers(rest);
        let after = rest.get(length..).unwrap_or_default();
        if is_apart && length > 1 && (after.is_empty() || after.starts_with(['.', ',', ';', ')', '!'])) {
            // The comma before it goes with it.
            let start = if ahead.ends_with([',', ';']) { ahead.len() - 1 } else { start };
            from = at + length;
            found.push(start..from);
        }
    }
    found
}

/// Bytes of a list of issues: `#12, #13 and #14`.
fn numbers(text: &str) -> usize {
    let mut end = 0;
    let mut rest = text;
    loop {
        let Some(after) = rest.strip_prefix('#') else { return end };
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return end;
        }
        end = text.len() - rest.len() + 1 + digits;
        let after = after.get(digits..).unwrap_or_default();
        let next = [", and ", ", ", " and ", " & "].iter().find_map(|mark| after.strip_prefix(mark));
        match next {
            Some(next) => rest = next,
            None => return end,
        }
    }
}

/// True for a commit id or a digest in hexadecimal.
pub(super) fn is_hash(word: &str) -> bool {
    let word = ["sha256:", "sha512:", "sha1:", "sha256-", "sha512-"]
        .iter()
        .find_map(|kind| word.strip_prefix(kind))
        .unwrap_or(word);
    let hex = word.len() >= HASH_CHARS_MIN && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    // Digits and one E are a number with a power of ten.
    let power = word.bytes().filter(u8::is_ascii_alphabetic).eq(*b"e") && word.len() < COMMIT_CHARS;
    hex && !power && word.contains(|c: char| c.is_ascii_digit()) && word.contains(|c: char| c.is_ascii_alphabetic())
}

pub(super) fn hash_words(word: &str) -> &'static str {
    if word.len() > COMMIT_CHARS { "a digest" } else { "a commit" }
}

/// True for a long row of letters and digits without a word in it.
pub(super) fn is_key(word: &str) -> bool {
    const CHARS_MIN: usize = 24;
    let is_row =
        word.len() >= CHARS_MIN && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=_-".contains(&byte));
    if !is_row {
        return false;
    }
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
    let small = word.bytes().filter(u8::is_ascii_lowercase).count();
    let longest = word.split(|c: char| !c.is_ascii_alphabetic()).flat_map(cased).max().unwrap_or(0);
    digits >= 3 && capitals >= 3 && small >= 3 && longest < 8
}

/// Lengths of the parts of a name: `fooBar` has two of three.
fn cased(word: &str) -> Vec<usize> {
    let mut found = vec![0];
    for c in word.chars() {
        if c.is_ascii_uppercase() {
            found.push(0);
        }
        if let Some(last) = found.last_mut() {
            *last += 1;
        }
    }
    found
}
