//! The blocks (headings, paragraphs, list items, tables) that every source format is parsed into.
//!
//! Chooses and rewrites nothing; inline code stays between its marks. What a parser does not pass on as text is a
//! `Left` with its words: no parser drops a word.

use crate::left::{Left, Why};
use crate::marks::{CODE_CLOSE, CODE_OPEN};
use protocol::CodeLine;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// A title from outside the text: front matter, a page's head, a mail's subject.
    Title(String),
    /// With an empty text where the part below a heading ends before the next one.
    Heading {
        level: u8,
        text: String,
    },
    Text(Text),
    Table(Table),
    /// Content that is not said: code, a picture, a menu.
    Left(Left),
}

/// A paragraph, or an item of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) item: Option<Item>,
    /// True inside a quotation of somebody else's text.
    pub(crate) quoted: bool,
    /// The person who says it, as written: "Ada", "reviewer-one".
    pub(crate) speaker: Option<String>,
    /// The name of an admonition: "Warning", "Note", "Danger".
    pub(crate) label: Option<String>,
    /// The line of code it is about.
    pub(crate) at: Option<CodeLine>,
    /// True for what a review leaves open.
    pub(crate) open: bool,
}

/// An item of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Item {
    /// 1 for an item of a list that is in no other list.
    pub(crate) depth: u8,
    /// The number of an ordered list's item.
    pub(crate) number: Option<u32>,
    /// The state of a task: `[x]` is done.
    pub(crate) done: Option<bool>,
}

/// A table of data; layout tables are blocks of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) caption: String,
    /// The column headings; empty if the table has none.
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Block {
    pub(crate) fn prose(text: impl Into<String>) -> Block {
        Block::Text(Text { text: text.into(), ..Text::default() })
    }

    pub(crate) fn item(text: impl Into<String>, item: Item) -> Block {
        Block::Text(Text { text: text.into(), item: Some(item), ..Text::default() })
    }

    /// Content that the text beside it says in other words: the TeX of a simple formula.
    pub(crate) fn told(text: impl Into<String>) -> Block {
        Block::left(Why::Repeated, text)
    }

    pub(crate) fn left(why: Why, text: impl Into<String>) -> Block {
        Block::Left(Left::new(why, text))
    }

    /// Content that is not said and not here: the lines of a diff.
    pub(crate) fn counted(why: Why, parts: u32, words: u32) -> Block {
        Block::Left(Left::counted(why, parts, words))
    }

    /// The text a listener could hear; empty for titles, headings and what is left out.
    pub(crate) fn spoken(&self) -> &str {
        match self {
            Block::Text(text) => &text.text,
            Block::Title(_) | Block::Heading { .. } | Block::Table(_) | Block::Left(_) => "",
        }
    }

    pub(crate) fn has_words(&self) -> bool {
        self.spoken().chars().any(char::is_alphabetic)
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
