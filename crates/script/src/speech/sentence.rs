//! Sentence segmentation.

use crate::marks::{CODE_CLOSE, CODE_OPEN};

/// Abbreviations: a full stop after them ends no sentence.
const ABBREVIATIONS: [&str; 38] = [
    "e.g", "i.e", "vs", "cf", "dr", "mr", "mrs", "ms", "prof", "st", "no", "nos", "fig", "figs", "eq", "sec", "ch",
    "vol", "approx", "ca", "resp", "incl", "al", "inc", "ltd", "co", "jr", "sr", "jan", "feb", "aug", "sept", "oct",
    "nov", "dec", "a.k.a", "w.r.t", "viz",
];

const NAME_CHARS_MAX: usize = 20;

/// Splits a paragraph into sentences, unchanged.
pub(crate) fn sentences(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut current = String::new();
    let mut in_code = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        current.push(c);
        in_code = (in_code || c == CODE_OPEN) && c != CODE_CLOSE;
        if in_code || !matches!(c, '.' | '!' | '?' | '\u{2026}') {
            continue;
        }
        while let Some(close) =
            rest.next_if(|c| matches!(c, '"' | '\'' | ')' | ']' | '\u{201D}' | '\u{2019}' | '.' | '!' | '?'))
        {
            current.push(close);
        }
        let mut gap = false;
        while rest.next_if(|c| c.is_whitespace()).is_some() {
            gap = true;
        }
        let ends = rest.peek().is_none_or(|next| gap && starts_sentence(*next))
            && !(c == '.' && is_abbreviated(&current, &rest));
        if ends {
            found.push(std::mem::take(&mut current));
        } else if gap {
            current.push(' ');
        }
    }
    found.push(current);
    found.iter().map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
}

fn starts_sentence(c: char) -> bool {
    c.is_uppercase()
        || c.is_ascii_digit()
        || matches!(c, CODE_OPEN | '"' | '\'' | '(' | '[' | '\u{201C}' | '\u{2018}' | '$' | '-' | '~')
        || (!c.is_ascii() && !c.is_lowercase())
}

fn is_abbreviated(text: &str, rest: &std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    let Some(before) = text.trim_end().strip_suffix('.') else { return false };
    let start = before.rfind(|c: char| c.is_whitespace() || c == '(').map_or(0, |at| at + 1);
    let word = before.get(start..).unwrap_or_default();
    let is_letter = word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase() && c != 'I');
    (is_letter && is_initial(before.get(..start).unwrap_or_default(), rest))
        || ABBREVIATIONS.contains(&word.to_ascii_lowercase().as_str())
}

/// True if a single letter is an initial ("J. Smith"), not the name of a thing ("encoder A").
fn is_initial(before: &str, rest: &std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    let next: String = rest.clone().take_while(|c| c.is_alphabetic()).take(NAME_CHARS_MAX).collect();
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let after_noun =
        last.chars().all(|c| c.is_ascii_lowercase()) && !crate::pick::is_stop_word(last) && !last.is_empty();
    !after_noun && !crate::pick::is_stop_word(&next.to_ascii_lowercase())
}
