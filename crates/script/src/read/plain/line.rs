//! Lines of plain text with their indentation, and what a recogniser takes of them.

use crate::read::block::Block;

/// Columns between two tab stops.
const TAB: usize = 8;
/// Bytes of a line that no heading, row or header has.
const LONG: usize = 4_000;

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Line<'a> {
    /// Columns before the first character.
    pub(super) indent: usize,
    /// Without white space at both ends.
    pub(super) text: &'a str,
    pub(super) raw: &'a str,
}

impl<'a> Line<'a> {
    pub(super) fn new(raw: &'a str) -> Line<'a> {
        let text = raw.trim();
        let blank = raw.chars().take_while(|c| c.is_whitespace());
        let indent = blank.fold(0, |column, c| if c == '\t' { (column / TAB + 1) * TAB } else { column + 1 });
        Line { indent: if text.is_empty() { 0 } else { indent }, text, raw }
    }

    pub(super) fn is_blank(self) -> bool {
        self.text.is_empty()
    }

    /// True for a paragraph on one line, which nothing but a paragraph can be.
    pub(super) fn is_long(self) -> bool {
        self.text.len() > LONG
    }

    /// True for a line without any word: a rule, an underline, a lone mark.
    pub(super) fn is_rule(self) -> bool {
        !self.is_blank() && !self.text.chars().any(char::is_alphanumeric)
    }
}

pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    text.lines().map(Line::new).collect()
}

/// The line at an index; blank beyond the end.
pub(super) fn at<'a>(lines: &[Line<'a>], index: usize) -> Line<'a> {
    lines.get(index).copied().unwrap_or_default()
}

/// The first line at or after an index that is not blank.
pub(super) fn next_full<'a>(lines: &[Line<'a>], index: usize) -> Line<'a> {
    let rest = lines.get(index..).unwrap_or_default();
    rest.iter().copied().find(|line| !line.is_blank()).unwrap_or_default()
}

/// The lines as written, from an index on.
pub(super) fn raw(lines: &[Line<'_>], from: usize, count: usize) -> String {
    let some = lines.iter().skip(from).take(count);
    some.map(|line| line.raw.trim_end()).collect::<Vec<_>>().join("\n")
}

/// The lines that a recogniser takes, and the blocks it makes of them.
#[derive(Debug, Default)]
pub(super) struct Taken {
    pub(super) lines: usize,
    pub(super) blocks: Vec<Block>,
    pub(super) scope: Option<Scope>,
}

/// Label, speaker and quotation of all text up to a line.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// The index of the first line beyond it.
    pub(super) end: usize,
    pub(super) label: Option<String>,
    pub(super) speaker: Option<String>,
    pub(super) quoted: bool,
    /// True once a text has it.
    pub(super) used: bool,
}

impl Taken {
    pub(super) fn new(lines: usize, blocks: Vec<Block>) -> Taken {
        Taken { lines, blocks, scope: None }
    }

    pub(super) fn one(lines: usize, block: Block) -> Option<Taken> {
        Some(Taken::new(lines, vec![block]))
    }
}
