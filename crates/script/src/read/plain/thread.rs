//! Sequences of words in the mails of a thread, and their authors: by them a quotation is known as a repetition.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::line::Line;
use super::{account, letter, quote};

/// Words of a sequence; a text of more is known by all its sequences of this many.
const SEQUENCE_WORDS: usize = 4;

/// Each sequence of one to four words, with the place of its author; none of a text that is no thread.
#[derive(Default)]
pub(super) struct Thread {
    sequences: BTreeMap<u64, usize>,
    authors: Vec<String>,
    places: BTreeMap<String, usize>,
    /// The names of the authors, and the parts of them.
    names: BTreeSet<String>,
}

impl Thread {
    pub(super) fn of(lines: &[Line<'_>]) -> Thread {
        let mut thread = Thread::default();
        let mut words: Vec<String> = Vec::new();
        let mut author: Option<usize> = None;
        for line in lines {
            if let Some(from) = line.text.strip_prefix("From: ").filter(|_| line.indent == 0) {
                author = Some(thread.place(letter::name(from)));
                words.clear();
            }
            let Some(author) = author else { continue };
            if quote::level(*line) > 0 {
                continue;
            }
            for word in account::words(line.text) {
                if words.len() == SEQUENCE_WORDS {
                    words.remove(0);
                }
                words.push(word);
                for start in 0..words.len() {
                    thread.sequences.entry(hash(words.get(start..).unwrap_or_default())).or_insert(author);
                }
            }
        }
        thread
    }

    /// The place of an author, who may have written before.
    fn place(&mut self, author: String) -> usize {
        let parts = author.split(' ').filter(|part| part.chars().count() > 1);
        self.names.extend(parts.chain([author.as_str()]).filter(|name| !name.is_empty()).map(str::to_owned));
        let next = self.authors.len();
        let place = *self.places.entry(author.clone()).or_insert(next);
        if place == next {
            self.authors.push(author);
        }
        place
    }

    /// The author of words that stand in the thread outside of quotations; an empty name where it is not one author.
    pub(super) fn author(&self, text: &str) -> Option<&str> {
        let words: Vec<String> = account::words(text).collect();
        let mut found: Option<Option<usize>> = None;
        for sequence in words.windows(SEQUENCE_WORDS.min(words.len()).max(1)) {
            let author = *self.sequences.get(&hash(sequence))?;
            let same = found.is_none_or(|before| before == Some(author));
            found = Some(same.then_some(author));
        }
        Some(found?.and_then(|author| self.authors.get(author)).map_or("", String::as_str))
    }

    /// True for a name, or a part of one, that a mail comes from.
    pub(super) fn is_author(&self, text: &str) -> bool {
        let text = text.trim_start_matches(['-', ' ']).trim_end_matches([',', '.']);
        self.names.contains(text)
    }
}

fn hash(words: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}
