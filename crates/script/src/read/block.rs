//! The blocks (headings, paragraphs, list items) that every source format is parsed into.
//!
//! Chooses and rewrites nothing; inline code stays between its marks.

use crate::marks::{CODE_CLOSE, CODE_OPEN};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// A title from outside the text: front matter, a page's head, a mail's subject.
    Title(String),
    Heading {
        level: u8,
        text: String,
    },
    Prose(String),
    Item(String),
    /// Content that cannot be heard: code, a table, a picture.
    Omitted,
}

impl Block {
    /// The text a listener could hear; empty for titles and headings.
    pub(crate) fn prose(&self) -> &str {
        match self {
            Block::Prose(text) | Block::Item(text) => text,
            Block::Title(_) | Block::Heading { .. } | Block::Omitted => "",
        }
    }

    pub(crate) fn has_words(&self) -> bool {
        self.prose().chars().any(char::is_alphabetic)
    }
}

/// One line, single spaces.
pub(crate) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A heading or title as shown: no code marks, no trailing colon, cut at a word.
pub(crate) fn label(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !matches!(*c, CODE_OPEN | CODE_CLOSE | '`')).collect();
    let plain = squeeze(&plain);
    let plain = plain.trim_end_matches([':', '#', ' ']).trim_start_matches(['#', '*', '-', ' ']);
    cut(plain, crate::limits::TITLE_CHARS_MAX)
}

/// The text cut to `chars_max` characters, at a word boundary where there is one.
pub(crate) fn cut(text: &str, chars_max: usize) -> String {
    if text.chars().count() <= chars_max {
        return text.to_owned();
    }
    let head: String = text.chars().take(chars_max).collect();
    let end = head.rfind(' ').unwrap_or(head.len());
    head.get(..end).unwrap_or(&head).trim_end_matches([',', ';', ':', ' ']).to_owned()
}
