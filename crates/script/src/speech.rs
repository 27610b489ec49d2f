//! Text normalization for speech: sentences as a voice says them and a transcript shows them.
//!
//! The output has no markup, symbols or links: ASCII in English, the letters of the language in others. What is not said is told:
//! nothing is dropped silently.

mod clean;
mod code;
mod fit;
mod fold;
mod foreign;
mod locale;
mod number;
mod part;
mod pointer;
mod reference;
mod sentence;
mod split;
mod token;
mod unit;
mod walk;
mod word;

use protocol::Language;

use crate::limits;
use part::Fate;
use walk::Walk;

pub(crate) use clean::capitalised;
pub(crate) use fit::pieces;
pub(crate) use locale::{is_letter, is_unit_in};
pub(crate) use number::MONTHS;
pub(crate) use part::{Left, Why};
pub(crate) use pointer::points_at_page;
pub(crate) use reference::is_link;
pub(crate) use sentence::sentences;
pub(crate) use unit::is_unit;

/// The words said for a link.
const LINK: &str = "the link in the source";

/// Bytes of a written sentence that is said to its end; a longer one is a list without full stops.
const SENTENCE_BYTES_MAX: usize = 4 * limits::SENTENCE_CHARS_MAX;

/// The words for a written sentence, and the parts of it that are not said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spoken {
    /// A sentence with a mark at its end; `None` if there is nothing to say.
    pub(crate) text: Option<String>,
    pub(crate) left: Vec<Left>,
}

/// A written sentence as it is said.
pub(crate) fn spoken(sentence: &str, language: Language) -> Spoken {
    let (sentence, rest) = cut(sentence);
    let walk = walked(sentence, language);
    let mut left = part::left(&walk.parts);
    if rest.contains(char::is_alphanumeric) {
        left.push(Left { why: Why::TooLong, text: part::unmarked(rest.trim()) });
    }
    let says = |fate: &Fate| matches!(fate, Fate::Said(text, _) if text.contains(char::is_alphanumeric));
    let text = walk.parts.iter().any(|part| says(&part.fate)).then(|| clean::finished(&walk.text));
    Spoken { text, left }
}

/// A heading or title as it is said inside a sentence; `None` if a part of it has no words of its own.
pub(crate) fn phrase(text: &str, language: Language) -> Option<String> {
    let walk = walked(text, language);
    let told = |why: &Why| matches!(why, Why::Foreign | Why::Code | Why::Secret | Why::TooLong);
    let hidden = walk.parts.iter().any(|part| matches!(&part.fate, Fate::Instead(_, why) if told(why)));
    (!hidden && walk.text.contains(char::is_alphanumeric)).then_some(walk.text)
}

fn walked(text: &str, language: Language) -> Walk<'_> {
    match locale::of(language) {
        Some(locale) => locale::walk(text, locale),
        None => walk::walk(text),
    }
}

/// A sentence that is said, and the rest of one that is too long.
fn cut(sentence: &str) -> (&str, &str) {
    if sentence.len() <= SENTENCE_BYTES_MAX {
        return (sentence, "");
    }
    let end = (0..=SENTENCE_BYTES_MAX).rev().find(|at| sentence.is_char_boundary(*at)).unwrap_or_default();
    let (head, _) = sentence.split_at(end);
    let end = head.rfind("; ").or_else(|| head.rfind(", ")).or_else(|| head.rfind(' ')).unwrap_or(end);
    sentence.split_at(end)
}

#[cfg(test)]
mod tests;
