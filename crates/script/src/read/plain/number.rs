//! Numbered headings: "2.1.  Failures" on a line of its own, counted like those around it.

use std::collections::BTreeSet;

use super::line::{Line, at, next_full};

const CHARS_MAX: usize = 80;
const WORDS_MAX: usize = 12;
/// Words of a paragraph that cannot be the second line of an item.
const BODY_WORDS_MIN: usize = 20;

/// The number of a heading as written, its parts, and the words behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbered<'a> {
    pub(super) number: &'a str,
    pub(super) parts: usize,
    pub(super) title: &'a str,
}

/// "2.1.  Failures", "Appendix B. Failures", "B.1 Failures", "IV. Failures".
pub(super) fn numbered(line: &str) -> Option<Numbered<'_>> {
    let named = ["Appendix ", "Chapter ", "Section ", "Part "].iter().find(|name| line.starts_with(**name));
    let skipped = named.map_or(0, |name| name.len());
    let rest = line.get(skipped..)?;
    let end = rest.find(char::is_whitespace)?;
    let number = rest.get(..end)?;
    let bare = number.trim_end_matches(['.', ':', ')']);
    let mut parts = 0usize;
    for part in bare.split('.') {
        let counted = (1..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
        let lettered = parts == 0 && part.len() == 1 && part.chars().all(|c| c.is_ascii_uppercase());
        let roman = parts == 0 && part.len() <= 5 && part.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
        if !(counted || lettered || roman) {
            return None;
        }
        parts += 1;
    }
    let marked = parts > 1 || bare.len() < number.len() || named.is_some();
    let title = rest.get(end..)?.trim();
    let number = line.get(..skipped + end)?;
    (marked && parts <= 6 && is_title(title)).then_some(Numbered { number, parts, title })
}

fn is_title(title: &str) -> bool {
    let opens = title.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '`' | '\''));
    let ends = !title.ends_with(['.', ',', ';', ':']);
    opens && ends && title.chars().count() <= CHARS_MAX && title.split_whitespace().count() <= WORDS_MAX
}

/// The lines that are numbered headings: alone on their line, followed by text that is not theirs as an item.
pub(super) fn headings(lines: &[Line<'_>]) -> BTreeSet<usize> {
    let alone = |index: &usize| {
        at(lines, index + 1).is_blank() && index.checked_sub(1).is_none_or(|before| at(lines, before).is_blank())
    };
    let found: Vec<(usize, Numbered<'_>)> = (0..lines.len())
        .filter(alone)
        .filter_map(|index| numbered(at(lines, index).text).map(|numbered| (index, numbered)))
        .collect();
    let has_parts = found.iter().any(|(_, numbered)| numbered.parts > 1);
    let mut headings = BTreeSet::new();
    let mut empty = 0usize;
    for (place, (index, this)) in found.iter().enumerate() {
        let line = at(lines, *index);
        let next = next_full(lines, index + 1);
        let sibling = numbered(next.text).is_some_and(|next| next.parts == this.parts) && next.indent == line.indent;
        let beneath = next.indent <= line.indent || has_parts || words_below(lines, *index) >= BODY_WORDS_MIN;
        let follows = found.get(place + 1).is_some_and(|(_, next)| next.parts > this.parts);
        if !sibling && !next.is_blank() && (beneath || follows) {
            headings.insert(*index);
        } else {
            empty += 1;
        }
    }
    let sole = found.len() == 1 && !found.iter().any(|(_, one)| one.parts > 1 || one.number.starts_with('1'));
    if sole || empty > headings.len() { BTreeSet::new() } else { headings }
}

/// The words of the paragraph below a line.
fn words_below(lines: &[Line<'_>], index: usize) -> usize {
    let below = lines.iter().skip(index + 1).skip_while(|line| line.is_blank()).take_while(|line| !line.is_blank());
    below.take(3).map(|line| line.text.split_whitespace().count()).sum()
}
