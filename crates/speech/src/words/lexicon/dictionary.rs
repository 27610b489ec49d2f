//! One dictionary: a word has one reading, or one for each part of speech.

use crate::error::Error;
use crate::pack::{Pack, Table, damaged};
use crate::words::tagger::Tag;

/// From here on, a byte of an entry is no phoneme, but the kind of word whose reading follows.
const KINDS: u8 = 128;

/// In the place of a reading: the word is spelled.
const NO_READING: u8 = 255;

#[derive(Debug)]
pub(crate) struct Dictionary<'p> {
    table: Table<'p>,
    alphabet: Vec<char>,
    kinds: Vec<&'p str>,
}

impl<'p> Dictionary<'p> {
    pub(crate) fn read(pack: &Pack<'p>, name: &str) -> Result<Dictionary<'p>, Error> {
        let kinds: Vec<&str> = pack.text("lexicon.kinds")?.lines().collect();
        if kinds.len() >= usize::from(NO_READING - KINDS) {
            return Err(damaged("lexicon.kinds"));
        }
        Ok(Dictionary { table: pack.table(name)?, alphabet: pack.text("lexicon.alphabet")?.chars().collect(), kinds })
    }

    pub(crate) fn contains(&self, word: &str) -> bool {
        self.entry(word).is_some()
    }

    /// A word is also listed if it is with, or without, a capital.
    pub(crate) fn entry(&self, word: &str) -> Option<&'p [u8]> {
        if let Some(found) = self.table.get(word) {
            return Some(found);
        }
        let mut chars = word.chars();
        let first = chars.next().filter(|_| !chars.as_str().is_empty())?;
        let lower = word.to_lowercase();
        let capital: String = first.to_uppercase().chain(chars.as_str().to_lowercase().chars()).collect();
        if word == lower {
            if capital == word { None } else { self.table.get(&capital) }
        } else if word == capital {
            self.table.get(&lower)
        } else {
            None
        }
    }

    /// The reading of a word of this kind; at the end of a phrase some have one of their own.
    pub(crate) fn reading(&self, word: &str, tag: Tag<'_>, ends: bool) -> Option<String> {
        let entry = self.entry(word)?;
        if entry.first().is_none_or(|first| *first < KINDS) {
            return Some(self.phonemes(entry));
        }
        let kind = |wanted: &str| self.kind(entry, wanted);
        let chosen = match kind("None").filter(|_| ends) {
            Some(found) => Some(found),
            None => kind(tag.name()).or_else(|| kind(tag.parent().name())),
        };
        let chosen = chosen.or_else(|| kind("DEFAULT"))?;
        (chosen.first() != Some(&NO_READING)).then(|| self.phonemes(chosen))
    }

    /// The part of an entry that is the reading of one kind of word.
    fn kind(&self, entry: &'p [u8], wanted: &str) -> Option<&'p [u8]> {
        let is_wanted = |byte: u8| {
            byte != NO_READING && self.kinds.get(usize::from(byte & !KINDS)).is_some_and(|kind| *kind == wanted)
        };
        let start = 1 + entry.iter().position(|byte| *byte >= KINDS && is_wanted(*byte))?;
        let after = entry.get(start..)?;
        let end = after.iter().position(|byte| *byte >= KINDS && *byte != NO_READING).unwrap_or(after.len());
        after.get(..end)
    }

    fn phonemes(&self, reading: &[u8]) -> String {
        reading.iter().filter_map(|byte| self.alphabet.get(usize::from(*byte))).collect()
    }
}
