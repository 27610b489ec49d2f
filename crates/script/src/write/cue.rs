//! The question that fits before a sentence, by the sentence's first words and its figures.

mod english;
mod french;
mod german;
mod italian;
mod spanish;

use protocol::Language;

use super::phrases::Pool;
use crate::speech;

/// First words of a sentence, and the pool of questions it answers.
type Start = (&'static [&'static str], Pool);

/// Numbers in a sentence from which it is about figures.
const NUMBERS_MIN: usize = 2;

fn starts(language: Language) -> &'static [Start] {
    match language {
        Language::English => english::STARTS,
        Language::German => german::STARTS,
        Language::Spanish => spanish::STARTS,
        Language::French => french::STARTS,
        Language::Italian => italian::STARTS,
    }
}

pub(super) fn cue(sentence: &str, language: Language) -> Option<Pool> {
    let lower = sentence.to_lowercase();
    let start = starts(language).iter().find(|(starts, _)| starts.iter().any(|start| lower.starts_with(start)));
    start.map(|(_, pool)| *pool)
}

/// The pool of questions for a sentence full of figures.
pub(super) fn figures(sentence: &str, language: Language) -> Option<Pool> {
    let words: Vec<&str> = sentence.split(' ').map(|word| word.trim_matches([',', '.', ';', ':', '?', '!'])).collect();
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let numbers = words.iter().filter(|word| is_number(word)).count();
    let measured = words
        .windows(2)
        .any(|pair| matches!(pair, [number, unit] if is_number(number) && speech::is_unit_in(unit, language)));
    (numbers >= NUMBERS_MIN && measured).then_some(Pool::Numbers)
}
