//! Capitalization of the source's words inside a sentence, so that a heading can be said inside one.

use protocol::Language;

use crate::document::Document;
use crate::limits;
use crate::pick::is_stop_word;

/// Sorted lists: built for each chapter, and asked for a few words only.
#[derive(Default)]
pub(crate) struct Vocabulary<'a> {
    pub(super) language: Language,
    small: Vec<&'a str>,
    /// Words capitalized in the middle of a sentence.
    names: Vec<&'a str>,
}

impl<'a> Vocabulary<'a> {
    pub(crate) fn of(document: &'a Document) -> Vocabulary<'a> {
        let mut known = Vocabulary { language: document.language, ..Vocabulary::default() };
        // Other languages keep a heading as it is written.
        if !document.language.is_english() {
            return known;
        }
        for (_, text) in document.places() {
            for (index, word) in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '\'').enumerate() {
                if word.starts_with(|c: char| c.is_ascii_lowercase()) {
                    known.small.push(word);
                } else if index > 0 && !word.is_empty() {
                    known.names.push(word);
                }
            }
        }
        for words in [&mut known.small, &mut known.names] {
            words.sort_unstable();
            words.dedup();
        }
        known
    }

    /// The phrase as written in the middle of a sentence; `None` if it is too long for one.
    pub(super) fn topic(&self, phrase: &str) -> Option<String> {
        let phrase = inline(phrase);
        if !self.language.is_english() {
            let fits = !phrase.is_empty() && phrase.chars().count() <= limits::TOPIC_CHARS_MAX;
            return fits.then_some(phrase);
        }
        let long = || phrase.split(' ').filter(|word| word.len() > 3);
        let title_case = long().count() > 1 && long().all(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
        let words = phrase.split(' ').enumerate();
        let words: Vec<String> =
            words.map(|(index, word)| self.in_sentence(word, index == 0, index == 0 || title_case)).collect();
        let topic = words.join(" ");
        (!topic.is_empty() && topic.len() <= limits::TOPIC_CHARS_MAX).then_some(topic)
    }

    fn in_sentence(&self, word: &str, first: bool, raised: bool) -> String {
        let bare = word.trim_matches([',', '.', ':', '\'', '"']);
        let lower = bare.to_ascii_lowercase();
        let titled =
            bare.chars().skip(1).all(|c| !c.is_ascii_uppercase()) && (bare.len() > 1 || (first && bare == "A"));
        let common = holds(&self.small, &lower) || is_stop_word(&lower);
        let opening = raised && !holds(&self.names, bare);
        let is_i = matches!(lower.as_str(), "i" | "may") || lower.starts_with("i'");
        if titled && (common || opening) && !is_i { word.to_ascii_lowercase() } else { word.to_owned() }
    }
}

fn holds(words: &[&str], word: &str) -> bool {
    words.binary_search(&word).is_ok()
}

/// The phrase without marks that would end a sentence or a quotation.
pub(super) fn inline(phrase: &str) -> String {
    let phrase = phrase.replace('"', " ").replace(['!', '?', ';'], ",").replace(". ", ", ");
    let phrase = phrase.split_whitespace().collect::<Vec<_>>().join(" ");
    phrase.replace(", ,", ",").trim_matches([' ', ',', '.', ':', '-', '\'']).to_owned()
}
