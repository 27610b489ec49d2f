//! Text normalization for speech: sentences as a voice says them and a transcript shows them.
//!
//! The output is ASCII English without markup, symbols or links; `None` where that is impossible.

mod clean;
mod code;
mod fit;
mod fold;
mod number;
mod reference;
mod sentence;
mod token;
mod unit;
mod word;

use crate::limits;

pub(crate) use clean::capitalised;
pub(crate) use fit::pieces;
pub(crate) use reference::is_link;
pub(crate) use reference::points_at_page;
pub(crate) use sentence::sentences;
pub(crate) use unit::is_unit;

/// The words said for a link; a sentence with two of them is a list of links.
const LINK: &str = "the link in the source";

/// Punctuation that a word may gain in a sentence: a quotation mark and a full stop.
const MARKS_CHARS_MAX: usize = 2;

/// A sentence as it is said, ending in a full stop, question or exclamation mark.
pub(crate) fn spoken_sentence(sentence: &str) -> Option<String> {
    // Too long before cleaning is too long after it: the work below may be quadratic in the sentence.
    let text = Some(sentence).filter(|text| text.len() <= 4 * limits::SENTENCE_CHARS_MAX).and_then(phrase)?;
    let text = clean::finished(&text);
    let words = text.split_whitespace().count();
    let speakable = words >= limits::SENTENCE_WORDS_MIN && text.len() <= limits::SENTENCE_CHARS_MAX && is_prose(&text);
    let speakable = speakable && text.matches(LINK).count() < 2;
    (speakable && fit::pieces(&text).is_some()).then_some(text)
}

/// A heading or title as it is said inside a sentence.
pub(crate) fn phrase(text: &str) -> Option<String> {
    let folded = fold::fold(&reference::without_references(text))?;
    let words = token::rewrite(&folded)?;
    let text = clean::spaced(&words);
    let short = text.split_whitespace().all(|word| word.len() + MARKS_CHARS_MAX <= limits::TOKEN_CHARS_MAX);
    (short && text.contains(|c: char| c.is_ascii_alphanumeric())).then_some(text)
}

/// At least six letters in ten characters: less is a row of numbers or signs.
fn is_prose(text: &str) -> bool {
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    letters * 10 >= text.len() * 6
}

#[cfg(test)]
mod tests;
