//! Sequences of words in the mails of a thread, and their authors: by them a quotation is known as a repetition.

use std::collections::BTreeMap;
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
}

impl Thread {
    pub(super) fn of(lines: &[Line<'_>]) -> Thread {
        let mut thread = Thread::default();
        let mut words: Vec<String> = Vec::new();
        for line in lines {
            if let Some(from) = line.text.strip_prefix("From: ").filter(|_| line.indent == 0) {
                thread.authors.push(letter::name(from));
                words.clear();
            }
            let Some(author) = thread.authors.len().checked_sub(1) else { continue };
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
        let part =
            |author: &String| author == text || author.split(' ').any(|word| word == text) && text.chars().count() > 1;
        !text.is_empty() && self.authors.iter().any(part)
    }
}

fn hash(words: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}
