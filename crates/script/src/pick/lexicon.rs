//! Function words of each language: stop words, determiners, words that lean on the sentence before.

mod english;
mod french;
mod german;
mod italian;
mod spanish;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use protocol::Language;

pub(super) struct Lexicon {
    /// Words that say nothing about the subject of a text, between spaces.
    pub(super) stop_words: &'static str,
    /// Words before a noun phrase.
    pub(super) determiners: &'static [&'static str],
    /// Nouns too general for a title.
    pub(super) vague: &'static [&'static str],
    /// First words of sentences that depend on the sentence before.
    pub(super) leaning: &'static [&'static str],
    pub(super) leaning_starts: &'static [&'static str],
    /// Anaphora: words near the beginning that refer to an earlier sentence.
    pub(super) pointing: &'static [&'static str],
    /// Demonstratives, and nouns for the text itself: "this release" refers to no earlier sentence.
    pub(super) this: &'static [&'static str],
    pub(super) selves: &'static [&'static str],
    /// Beginnings of conditions, in which the anaphora are those of the condition: "If you use it".
    pub(super) conditions: &'static [&'static str],
    /// Endings of words that a stem has not, the longest first.
    pub(super) endings: &'static [&'static str],
}

pub(super) fn of(language: Language) -> &'static Lexicon {
    match language {
        Language::English => &english::ENGLISH,
        Language::German => &german::GERMAN,
        Language::Spanish => &spanish::SPANISH,
        Language::French => &french::FRENCH,
        Language::Italian => &italian::ITALIAN,
    }
}

/// True for a language whose articles run together with a vowel behind them: "l'histoire", "dell'arte".
pub(super) fn elides(language: Language) -> bool {
    match language {
        Language::French | Language::Italian => true,
        Language::English | Language::German | Language::Spanish => false,
    }
}

/// True for a stop word of a language; `word` is in lower case.
pub(super) fn is_stop_word(word: &str, language: Language) -> bool {
    static WORDS: LazyLock<BTreeSet<(Language, &str)>> = LazyLock::new(|| {
        let of_one = |language: Language| of(language).stop_words.split_whitespace().map(move |word| (language, word));
        Language::ALL.into_iter().flat_map(of_one).collect()
    });
    WORDS.contains(&(language, word))
}
