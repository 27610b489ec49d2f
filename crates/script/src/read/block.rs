//! What every format is taken apart into before anything is decided about it.
//!
//! Inline code is kept between two private marks, so that the ear can treat it differently from prose.

/// Stands before inline code.
pub(crate) const CODE_OPEN: char = '\u{E000}';
/// Stands after inline code.
pub(crate) const CODE_CLOSE: char = '\u{E001}';

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
    /// Something was here that cannot be heard: code, a table, a picture.
    Omitted,
}

impl Block {
    /// What a listener could hear of it; titles are not counted.
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

/// The text without the private marks and the invisible characters it may bring along.
pub(crate) fn without_marks(text: &str) -> String {
    let invisible = |c: char| matches!(c, CODE_OPEN | CODE_CLOSE | '\u{FEFF}' | '\u{200B}' | '\u{AD}' | '\u{2060}');
    text.chars().filter(|c| !invisible(*c)).collect()
}

/// Turns pairs of backticks into the private marks.
pub(crate) fn mark_backticks(text: &str) -> String {
    let pairs = text.matches('`').count() / 2;
    let mut seen = 0;
    text.chars()
        .filter_map(|c| {
            if c != '`' {
                return Some(c);
            }
            seen += 1;
            (seen <= 2 * pairs).then_some(if seen % 2 == 1 { CODE_OPEN } else { CODE_CLOSE })
        })
        .collect()
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

/// At most so many characters, ending at a word where there is one.
pub(crate) fn cut(text: &str, chars_max: usize) -> String {
    if text.chars().count() <= chars_max {
        return text.to_owned();
    }
    let head: String = text.chars().take(chars_max).collect();
    let end = head.rfind(' ').unwrap_or(head.len());
    head.get(..end).unwrap_or(&head).trim_end_matches([',', ';', ':', ' ']).to_owned()
}
