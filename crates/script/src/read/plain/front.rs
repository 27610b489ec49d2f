//! The front of a specification: a block of two columns about the document, and its title in the middle of a line.

use super::line::{Line, raw};
use crate::left::Why;
use crate::read::block::{Block, squeeze};

/// Lines within which the front stands.
const LINES_MAX: usize = 60;
/// Columns before a centred line.
const CENTRED_MIN: usize = 6;
const MARKS: [&str; 6] = [
    "Request for Comments:",
    "Internet-Draft",
    "INTERNET-DRAFT",
    "Internet Engineering Task Force",
    "Network Working Group",
    "Independent Submission",
];

/// The number of lines of the front, and its blocks; none if the text has no such front.
pub(super) fn take(lines: &[Line<'_>]) -> Option<(usize, Vec<Block>)> {
    let first = lines.iter().position(|line| !line.is_blank())?;
    let head = lines.iter().skip(first).take(LINES_MAX).take_while(|line| !line.is_blank());
    let marked = head.clone().any(|line| MARKS.iter().any(|mark| line.text.starts_with(mark)));
    let columned = head.clone().any(|line| line.text.contains("    "));
    if !marked || !columned {
        return None;
    }
    let mut end = first + head.count();
    let blank = |at: usize| lines.get(at).is_some_and(|line| line.is_blank());
    while blank(end) {
        end += 1;
    }
    let left = Block::left(Why::Metadata, raw(lines, first, end - first).trim_end());
    let centred =
        lines.iter().skip(end).take(LINES_MAX).take_while(|line| line.indent >= CENTRED_MIN && !line.is_blank());
    let title = squeeze(&centred.clone().map(|line| line.text).collect::<Vec<_>>().join(" "));
    let count = centred.count();
    if (1..=4).contains(&count) {
        return Some((end + count, vec![Block::Title(title), left]));
    }
    Some((end, vec![left]))
}
