//! Where sentences end.

use crate::read::{CODE_CLOSE, CODE_OPEN};

/// Words after which a full stop ends no sentence.
const ABBREVIATIONS: [&str; 38] = [
    "e.g", "i.e", "vs", "cf", "dr", "mr", "mrs", "ms", "prof", "st", "no", "nos", "fig", "figs", "eq", "sec", "ch",
    "vol", "approx", "ca", "resp", "incl", "al", "inc", "ltd", "co", "jr", "sr", "jan", "feb", "aug", "sept", "oct",
    "nov", "dec", "a.k.a", "w.r.t", "viz",
];

/// The sentences of a paragraph, as they stand there.
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
        let ends =
            rest.peek().is_none_or(|next| gap && starts_sentence(*next)) && !(c == '.' && is_abbreviated(&current));
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

fn is_abbreviated(text: &str) -> bool {
    let Some(before) = text.strip_suffix('.') else { return false };
    let start = before.rfind(|c: char| c.is_whitespace() || c == '(').map_or(0, |at| at + 1);
    let word = before.get(start..).unwrap_or_default();
    let is_initial = word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase() && c != 'I');
    is_initial || ABBREVIATIONS.contains(&word.to_ascii_lowercase().as_str())
}
