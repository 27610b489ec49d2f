//! Tokenization, stop words and stemming for the ranking.

use protocol::Language;

use super::lexicon;

/// True for an English stop word or a number; `word` is in lower case.
pub(crate) fn is_stop_word(word: &str) -> bool {
    is_stop_word_in(word, Language::English)
}

/// True for a stop word of a language or a number; `word` is in lower case.
pub(crate) fn is_stop_word_in(word: &str, language: Language) -> bool {
    lexicon::is_stop_word(word, language) || word.chars().all(|c| c.is_ascii_digit())
}

/// Words in lower case, without punctuation.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-');
    parts.map(|word| word.trim_matches(['\'', '-']).to_lowercase()).filter(|word| !word.is_empty())
}

/// The terms of a sentence: its stemmed words without stop words.
pub(super) fn terms(text: &str, language: Language) -> Vec<String> {
    let mut terms: Vec<String> = words(text)
        .map(|word| bare(&word, language))
        .filter(|word| word.len() > 2 && !is_stop_word_in(word, language))
        .map(|word| stem(&word, language))
        .collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// A word without the article that has run together with it: "l'histoire".
fn bare(word: &str, language: Language) -> String {
    let elided = lexicon::elides(language).then(|| word.rsplit_once('\'')).flatten();
    elided.map_or(word, |(_, rest)| rest).to_owned()
}

/// Letters of the shortest stem.
const STEM_CHARS_MIN: usize = 4;

fn stem(word: &str, language: Language) -> String {
    let cut = |ending: &&str| word.strip_suffix(*ending).filter(|rest| rest.len() >= STEM_CHARS_MIN);
    let base = lexicon::of(language).endings.iter().find_map(cut).unwrap_or(word);
    base.trim_end_matches('e').to_owned()
}
