//! Facts about the whole text, gathered before its parts are read: its column, its underlines, its numbered headings, its names.

use std::collections::{BTreeMap, BTreeSet};

use super::line::{Line, at};
use super::thread::Thread;
use super::{asciidoc, chat, contents, letter, number, remark};

pub(super) struct Survey<'a> {
    /// The column where most prose starts.
    pub(super) column: usize,
    /// The characters that underline headings, in their order; true with a line above.
    pub(super) underlines: Vec<(char, bool)>,
    /// The number of times each line stands in the text, without its number and page.
    pub(super) entries: BTreeMap<String, u32>,
    /// The lines that are numbered headings.
    pub(super) numbered: BTreeSet<usize>,
    /// The people who speak in a talk without times.
    pub(super) names: BTreeSet<&'a str>,
    pub(super) asciidoc: bool,
    /// The names that AsciiDoc's `:name: value` sets.
    pub(super) attributes: BTreeSet<&'a str>,
    /// True where stars are headings, as in GNU's NEWS.
    pub(super) outlined: bool,
    /// The first subject of a mail, and its line.
    pub(super) subject: Option<(usize, &'a str)>,
    /// Mails that the text holds.
    pub(super) mails: usize,
    pub(super) thread: Thread,
}

/// The lines and what is known of them all.
pub(super) struct Scan<'a> {
    pub(super) lines: Vec<Line<'a>>,
    pub(super) survey: Survey<'a>,
}

impl<'a> Scan<'a> {
    pub(super) fn new(lines: Vec<Line<'a>>) -> Scan<'a> {
        let lines = remark::without_marks(lines);
        let survey = Survey::new(&lines);
        Scan { lines, survey }
    }

    pub(super) fn at(&self, index: usize) -> Line<'a> {
        at(&self.lines, index)
    }

    /// True at the start of the text and behind a blank line.
    pub(super) fn opens(&self, index: usize) -> bool {
        index.checked_sub(1).is_none_or(|before| self.at(before).is_blank())
    }
}

/// Words of a line that is taken for prose.
const PROSE_WORDS_MIN: usize = 6;

impl<'a> Survey<'a> {
    fn new(lines: &[Line<'a>]) -> Survey<'a> {
        let mut columns: BTreeMap<usize, usize> = BTreeMap::new();
        let mut entries: BTreeMap<String, u32> = BTreeMap::new();
        let mut underlines: Vec<(char, bool)> = Vec::new();
        let (mut marks, mut delimiters) = (0usize, 0usize);
        for (index, line) in lines.iter().enumerate() {
            if line.text.split_whitespace().nth(PROSE_WORDS_MIN - 1).is_some() {
                *columns.entry(line.indent).or_default() += 1;
            }
            if let Some(entry) = contents::entry(line.text) {
                *entries.entry(entry).or_default() += 1;
            }
            if let Some(mark) = super::heading::underline(lines, index)
                && !underlines.contains(&mark)
            {
                underlines.push(mark);
            }
            match asciidoc::weight(line.text) {
                1 => delimiters = 1,
                weight => marks += weight,
            }
        }
        let column = columns.iter().max_by_key(|(column, count)| (**count, std::cmp::Reverse(**column)));
        let column = column.map_or(0, |(column, _)| *column);
        let subjects =
            || lines.iter().enumerate().filter(|(_, line)| line.indent == 0 && line.text.starts_with("Subject: "));
        let subject =
            subjects().next().map(|(at, line)| (at, letter::bare_subject(line.text.get(9..).unwrap_or_default())));
        Survey {
            column,
            underlines,
            entries,
            numbered: number::headings(lines),
            names: chat::names(lines),
            asciidoc: marks > 0 && marks + delimiters >= asciidoc::WEIGHT_MIN,
            attributes: lines.iter().filter_map(|line| asciidoc::attribute(line.text)).map(|(name, _)| name).collect(),
            outlined: is_outlined(lines),
            subject,
            mails: subjects().count(),
            thread: Thread::of(lines),
        }
    }
}

/// True where a line behind one star stands alone and tells of changes, as GNU's NEWS has them.
fn is_outlined(lines: &[Line<'_>]) -> bool {
    let openers = ["* Changes", "* Noteworthy", "* New in", "* Version", "* Release", "* Installation", "* What's"];
    let alone = |index: usize| at(lines, index + 1).is_blank() || at(lines, index + 1).text.starts_with("** ");
    let mut heads = lines.iter().enumerate().filter(|(index, line)| line.indent == 0 && alone(*index));
    heads.any(|(_, line)| openers.iter().any(|start| line.text.starts_with(start)) && line.text.len() < 80)
}
