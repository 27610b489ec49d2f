//! Markdown by people → sentences; code, quotes, logs, tables and pictures are described, never quoted.

mod inline;
mod sentence;
mod trace;
mod walk;

use crate::model::{Suggestion, Task};

pub(crate) use inline::{is_name, name};
pub(crate) use sentence::is_code;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    Heading(String),
    /// A paragraph or an item, as sentences with names in backticks.
    Text(Vec<String>),
    /// A block of code, and the words in it.
    Code(Code, u32),
    /// Somebody else's text: the words in it.
    Quote(u32),
    /// The words in its cells.
    Table(u32),
    Picture,
}

/// A block of code, by what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    Plain {
        lines: u32,
    },
    Suggestion {
        lines: u32,
    },
    Diff {
        lines: u32,
    },
    Log {
        lines: u32,
    },
    /// A stack trace: the name of its error, and the place it points at.
    Trace {
        lines: u32,
        error: Option<String>,
        at: Option<(String, u32)>,
    },
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Prose {
    pub(crate) blocks: Vec<Block>,
    pub(crate) tasks: Vec<Task>,
}

/// Reads Markdown; a conversation's signature and trailers are no part of it.
pub(crate) fn prose(markdown: &str) -> Prose {
    walk::walk(markdown)
}

/// The replacements of lines that a comment offers.
pub(crate) fn suggestions(markdown: &str) -> Vec<Suggestion> {
    if !markdown.contains("suggestion") {
        return Vec::new();
    }
    let of = |block: Block| match block {
        Block::Code(Code::Suggestion { lines }, _) => Some(Suggestion { lines }),
        Block::Code(Code::Plain { .. } | Code::Diff { .. } | Code::Log { .. } | Code::Trace { .. }, _)
        | Block::Heading(_)
        | Block::Text(_)
        | Block::Quote(_)
        | Block::Table(_)
        | Block::Picture => None,
    };
    prose(markdown).blocks.into_iter().filter_map(of).collect()
}

/// The text of a line of Markdown as one plain line, code in backticks.
pub(crate) fn line(markdown: &str) -> String {
    let blocks = prose(markdown).blocks;
    let text = |block: &Block| match block {
        Block::Heading(text) => Some(text.clone()),
        Block::Text(sentences) => Some(sentences.join(" ")),
        Block::Code(..) | Block::Quote(_) | Block::Table(_) | Block::Picture => None,
    };
    blocks.iter().find_map(text).unwrap_or_default()
}

/// Words with a letter or a digit.
pub(crate) fn words(text: &str) -> u32 {
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    u32::try_from(words.count()).unwrap_or(u32::MAX)
}

/// The text within a number of bytes.
pub(crate) fn clipped(text: &str, bytes_max: usize) -> &str {
    let end = (0..=bytes_max.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests;
