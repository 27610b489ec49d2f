//! Sentence segmentation.

use std::iter::Peekable;
use std::str::Chars;

use protocol::Language;

use super::locale::{self, Locale};
use crate::marks::{CODE_CLOSE, CODE_OPEN};

/// Abbreviations: a full stop after them ends no sentence.
const ABBREVIATIONS: [&str; 51] = [
    "e.g", "i.e", "eg", "ie", "vs", "cf", "dr", "mr", "mrs", "ms", "prof", "st", "mt", "viz", "approx", "ca", "resp",
    "incl", "excl", "al", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "a.k.a",
    "w.r.t", "rev", "hon", "messrs", "gen", "sen", "rep", "gov", "capt", "sgt", "lt", "col", "v", "dept", "univ", "ft",
    "bros", "assn",
];
/// Abbreviations that a sentence may end with: it goes on only before a small letter or a known continuation.
const ENDING: [&str; 15] =
    ["inc", "ltd", "co", "corp", "jr", "sr", "etc", "u.s", "u.k", "e.u", "u.n", "d.c", "a.m", "p.m", "ph.d"];
/// Abbreviations before a number.
const NUMBERED: [&str; 24] = [
    "no", "nos", "nr", "fig", "figs", "eq", "eqs", "sec", "sect", "ch", "chap", "vol", "vols", "p", "pp", "pg", "art",
    "para", "ver", "ex", "tab", "app", "ed", "c",
];
/// Words that open a sentence, after an abbreviation that may end one.
const OPENERS: [&str; 30] = [
    "the", "a", "an", "it", "its", "this", "that", "these", "those", "he", "she", "they", "we", "you", "i", "but",
    "and", "so", "in", "on", "at", "if", "when", "there", "then", "our", "his", "her", "their", "for",
];

const NAME_CHARS_MAX: usize = 20;

/// Splits a paragraph into sentences, unchanged.
pub(crate) fn sentences(text: &str, language: Language) -> Vec<String> {
    let locale = locale::of(language);
    let mut found = Vec::new();
    let mut current = String::new();
    let mut in_code = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        current.push(c);
        in_code = (in_code || c == CODE_OPEN) && c != CODE_CLOSE;
        let wide = matches!(c, '\u{3002}' | '\u{FF01}' | '\u{FF1F}');
        if in_code || !(wide || matches!(c, '.' | '!' | '?' | '\u{2026}')) {
            continue;
        }
        let mut marks = 1;
        while let Some(close) = rest.next_if(|c| closes(*c, locale)) {
            current.push(close);
            marks += usize::from(close == '.');
        }
        let mut gap = false;
        while rest.next_if(|c| c.is_whitespace()).is_some() {
            gap = true;
        }
        // French sets its closing quotation mark apart: "« Oui. »"
        if gap && locale.is_some() && rest.next_if_eq(&'\u{BB}').is_some() {
            current.push_str(" \u{BB}");
            gap = false;
            while rest.next_if(|c| c.is_whitespace()).is_some() {
                gap = true;
            }
        }
        let trails_off = c == '\u{2026}' || (c == '.' && marks > 2);
        let ends = match rest.peek().copied() {
            None => true,
            Some(_) if wide => true,
            Some(_) if !gap => false,
            // After three dots a small letter goes on; a figure may too.
            Some(next) if trails_off => next.is_uppercase() || opens(next),
            Some(next) => {
                (starts_sentence(next) || is_brand(&rest))
                    && !(c == '.' && is_short(&current, &rest, locale))
                    && !in_bracket(&current, next)
            }
        };
        if ends {
            found.push(std::mem::take(&mut current));
        } else if gap {
            current.push(' ');
        }
    }
    found.push(current);
    found.iter().map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
}

/// True for a mark that may stand behind the end of a sentence.
fn closes(c: char, locale: Option<&Locale>) -> bool {
    let german = c == '\u{201C}' && locale.is_some();
    german || matches!(c, '"' | '\'' | ')' | ']' | '\u{201D}' | '\u{2019}' | '\u{BB}' | '.' | '!' | '?')
}

/// True if a full stop belongs to the word before it.
fn is_short(text: &str, rest: &Peekable<Chars<'_>>, locale: Option<&Locale>) -> bool {
    match locale {
        Some(locale) => is_short_in(text, rest, locale),
        None => is_abbreviated(text, rest),
    }
}

/// Characters before a full stop in which an abbreviation and the words before it stand.
const NEAR_CHARS: usize = 60;

/// The same in another language than English: abbreviations, initials, and the numbers of German days and items.
fn is_short_in(text: &str, rest: &Peekable<Chars<'_>>, locale: &Locale) -> bool {
    let Some(before) = text.trim_end().trim_end_matches([')', ']']).strip_suffix('.') else { return false };
    let from = before.char_indices().rev().nth(NEAR_CHARS).map_or(0, |(at, _)| at);
    let before = before.get(from..).unwrap_or_default();
    let next: String =
        rest.clone().take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-')).take(NAME_CHARS_MAX).collect();
    let next = next.trim_end_matches(['.', '-']);
    if locale::is_abbreviated(before, next, locale) {
        return true;
    }
    let mut words = before.split_whitespace().rev();
    let word = words.next().unwrap_or_default().trim_start_matches(['(', '[', '"', '\u{201E}']);
    let last = words.next();
    if super::number::is_digits(word) && word.len() <= 3 {
        return (last.is_none() && from == 0 && word.len() <= 2)
            || locale::is_ordinal(word, last.unwrap_or_default(), next, locale);
    }
    // An initial stands alone or behind a name: "J. R. Smith".
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let named = last.is_none_or(|last| last.starts_with(char::is_uppercase) || last.ends_with(['(', ',']));
    let more = next.chars().count() == 1;
    is_initial && (named || more) && next.starts_with(char::is_uppercase) && !locale::is_opener(next, locale)
}

/// True for an exclamation or a question inside a bracket or a name that goes on: "Yahoo! (Inc.)".
fn in_bracket(text: &str, next: char) -> bool {
    const BACK_CHARS_MAX: usize = 200;
    let back = text.char_indices().rev().take(BACK_CHARS_MAX).last().map_or(0, |(at, _)| at);
    let tail = text.get(back..).unwrap_or_default();
    let open = tail.rfind('(').is_some_and(|at| !tail.get(at..).unwrap_or_default().contains(')'));
    open && !next.is_uppercase()
}

/// True for a name that begins with a small letter: "iOS", "macOS".
fn is_brand(rest: &Peekable<Chars<'_>>) -> bool {
    const CHARS_MAX: usize = 8;
    let word: String = rest.clone().take_while(|c| c.is_ascii_alphanumeric()).take(CHARS_MAX).collect();
    word.starts_with(|c: char| c.is_ascii_lowercase()) && word.contains(|c: char| c.is_ascii_uppercase())
}

fn starts_sentence(c: char) -> bool {
    c.is_uppercase() || c.is_ascii_digit() || opens(c) || (!c.is_ascii() && !c.is_lowercase())
}

/// True for signs that open a sentence.
fn opens(c: char) -> bool {
    matches!(
        c,
        CODE_OPEN | '"' | '\'' | '(' | '[' | '\u{201C}' | '\u{2018}' | '\u{AB}' | '$' | '-' | '~' | '*' | '@' | '#'
    )
}

fn is_abbreviated(text: &str, rest: &Peekable<Chars<'_>>) -> bool {
    let Some(before) = text.trim_end().trim_end_matches([')', ']']).strip_suffix('.') else { return false };
    let start =
        before.rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '\u{201C}')).map_or(0, |at| at + 1);
    let start = (start..before.len()).find(|at| before.is_char_boundary(*at)).unwrap_or(before.len());
    let word = before.get(start..).unwrap_or_default();
    let ahead = before.get(..start).unwrap_or_default();
    let lower = word.to_ascii_lowercase();
    let known = |table: &[&str]| table.contains(&lower.as_str());
    let next: String = rest.clone().take_while(|c| c.is_alphanumeric()).take(NAME_CHARS_MAX).collect();
    let figure = next.starts_with(|c: char| c.is_ascii_digit()) || super::number::is_roman(&next);
    if known(&NUMBERED) && figure {
        return true;
    }
    // The number of a formula stands in brackets: "See eq. (2)."
    let mut inside = rest.clone();
    if matches!(lower.as_str(), "eq" | "eqs" | "fig" | "figs" | "sec" | "sect")
        && inside.next().is_some_and(|c| matches!(c, '(' | '['))
        && inside.next().is_some_and(|c| c.is_ascii_digit())
    {
        return true;
    }
    if known(&ENDING) || is_initialism(word) {
        // "the U.S. Treasury" goes on, "in the U.S. The treasury" does not.
        let opens = next.is_empty() || OPENERS.contains(&next.to_ascii_lowercase().as_str());
        // "at 5 p.m. Monday", but not "at 5 p.m. Nobody came".
        let day = super::number::is_day(&next);
        let timed = matches!(lower.as_str(), "a.m" | "p.m" | "etc") && !day;
        return !opens && !timed && !figure;
    }
    if matches!(
        lower.as_str(),
        "mar" | "sep" | "jan" | "feb" | "apr" | "jun" | "jul" | "aug" | "oct" | "nov" | "dec" | "sept"
    ) {
        return figure && word.starts_with(|c: char| c.is_ascii_uppercase());
    }
    if known(&ABBREVIATIONS) {
        return true;
    }
    // "2. Press it": a number that opens an item belongs to it.
    if ahead.is_empty() && word.len() <= 2 && super::number::is_digits(word) {
        return true;
    }
    let is_letter = word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase() && c != 'I');
    is_letter && is_initial(ahead, &next)
}

/// True for letters with full stops between them: `U.S.S`, `J.R`.
fn is_initialism(word: &str) -> bool {
    word.len() > 2
        && word.split('.').all(|part| part.len() == 1 && part.starts_with(|c: char| c.is_ascii_alphabetic()))
        && word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// True if a single letter is an initial ("J. Smith"), not the name of a thing ("encoder A").
fn is_initial(before: &str, next: &str) -> bool {
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let after_noun =
        last.chars().all(|c| c.is_ascii_lowercase()) && !crate::pick::is_stop_word(last) && !last.is_empty();
    !after_noun && !next.is_empty() && !crate::pick::is_stop_word(&next.to_ascii_lowercase())
}
