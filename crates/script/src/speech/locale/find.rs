//! Abbreviations of several words: "z. B.", "p. ej.", "c.-à-d.".

use super::super::token::Token;
use super::{Locale, calendar, pair};

/// Words of the longest abbreviation.
const WORDS_MAX: usize = 3;

/// A known abbreviation at the beginning of tokens.
pub(super) struct Abbreviation {
    pub(super) said: &'static str,
    /// The tokens it takes.
    pub(super) count: usize,
    /// The full stop behind it is its own.
    pub(super) takes_stop: bool,
}

/// The longest abbreviation that tokens begin with. `last`: the word before, in small letters.
pub(super) fn abbreviation(tokens: &[Token], last: &str, locale: &Locale) -> Option<Abbreviation> {
    if let Some(month) =
        tokens.split_first().and_then(|(token, others)| short_month(token, others.first(), last, locale))
    {
        return Some(month);
    }
    (1..=WORDS_MAX).rev().find_map(|count| {
        let taken = tokens.get(..count)?;
        let key = key(taken)?;
        let next = tokens.get(count).filter(|next| next.fate.is_none());
        let follows = next.map_or("", |next| next.core.as_str());
        let stopped = taken.last().is_some_and(|last| last.trail.starts_with('.'));
        let figure = follows.starts_with(|c: char| c.is_ascii_digit()) || super::roman::value(follows).is_some();
        let capital = follows.starts_with(char::is_uppercase);
        let lower = key.to_lowercase();
        // A letter at the end of a sentence is a letter.
        let is_letter = lower.len() == 1 && tokens.len() == count;
        let said = pair(locale.numbered, &lower)
            .filter(|_| figure && (stopped || lower.contains(['\u{BA}', '/'])))
            .or_else(|| pair(locale.titles, &lower).filter(|_| capital && stopped && next.is_some()))
            .or_else(|| {
                pair(locale.abbreviations, &lower).filter(|_| (stopped && !is_letter) || lower.contains(['.', '/']))
            })
            .or_else(|| pair(locale.ending, &lower));
        // "ad es." and "par ex." have the first word of it written out.
        let begun = matches!(last, "ad" | "per" | "por" | "par");
        let said = said.map(|said| if begun { said.rsplit(' ').next().unwrap_or(said) } else { said });
        said.map(|said| Abbreviation { said, count, takes_stop: stopped })
    })
}

/// A month written short beside its day or its year: "3 oct. 2026".
fn short_month(token: &Token, next: Option<&Token>, last: &str, locale: &Locale) -> Option<Abbreviation> {
    let is_figure = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let dated = is_figure(last) || next.is_some_and(|next| is_figure(&next.core));
    let said = calendar::month(&token.core, locale)
        .filter(|name| dated && token.core.chars().count() < name.chars().count())?;
    Some(Abbreviation { said, count: 1, takes_stop: token.trail.starts_with('.') })
}

/// The tokens as the key of an abbreviation: all but the last have one full stop and nothing else behind them.
fn key(tokens: &[Token]) -> Option<String> {
    let (last, others) = tokens.split_last()?;
    let plain = |token: &Token| token.fate.is_none() && !token.core.is_empty();
    let joined = others.iter().all(|token| plain(token) && token.trail == ".");
    let unled = tokens.iter().skip(1).all(|token| token.lead.is_empty());
    if !joined || !unled || !plain(last) {
        return None;
    }
    Some(tokens.iter().map(|token| token.core.trim_end_matches('.')).collect::<Vec<_>>().join("."))
}

/// True if a text that ends with a full stop ends with an abbreviation, or stands inside one. `next`: the word behind it.
pub(in crate::speech) fn is_abbreviated(before: &str, next: &str, locale: &Locale) -> bool {
    let words: Vec<&str> = before.rsplit(char::is_whitespace).take(WORDS_MAX).collect();
    let bare = |word: &str| {
        let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        word.trim_end_matches('.').to_lowercase()
    };
    let last = words.first().map(|word| bare(word)).unwrap_or_default();
    if last.is_empty() {
        return false;
    }
    let figure = next.starts_with(|c: char| c.is_ascii_digit()) || super::roman::value(next).is_some();
    let capital = next.starts_with(char::is_uppercase);
    let ends = next.is_empty() || (capital && (!locale.is_german() || is_opener(next, locale)));
    let is_figure = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let dated = figure || words.get(1).is_some_and(|word| is_figure(word));
    if dated && calendar::month(&last, locale).is_some_and(|name| last.chars().count() < name.chars().count()) {
        return figure || !ends;
    }
    let mut key = String::new();
    for word in &words {
        key = if key.is_empty() { bare(word) } else { format!("{}.{key}", bare(word)) };
        let known = |pairs| pair(pairs, &key).is_some();
        if (known(locale.numbered) && figure) || (known(locale.titles) && capital) || known(locale.abbreviations) {
            return true;
        }
        if known(locale.ending) {
            return !ends;
        }
    }
    is_inside(&last, next, locale)
}

/// True between two words of an abbreviation: "z." before "B".
fn is_inside(last: &str, next: &str, locale: &Locale) -> bool {
    let next = next.to_lowercase();
    let all = locale.abbreviations.iter().chain(locale.ending).chain(locale.numbered).chain(locale.titles);
    all.into_iter().any(|(key, _)| {
        let parts: Vec<&str> = key.split('.').collect();
        parts.windows(2).any(|pair| matches!(pair, [one, other] if *one == last && *other == next))
    })
}

/// True for a word in small letters or with a capital that opens a sentence and is no noun.
pub(in crate::speech) fn is_opener(word: &str, locale: &Locale) -> bool {
    crate::pick::is_stop_word_in(&word.to_lowercase(), locale.language)
}
