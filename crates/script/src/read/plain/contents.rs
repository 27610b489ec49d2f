//! Tables of contents: a run of entries with dot leaders, or of lines that stand again in the text.

use std::collections::BTreeSet;

use super::line::{Taken, raw};
use super::number;
use super::survey::Scan;
use crate::left::Why;
use crate::read::block::{Block, squeeze};

const NAMES: [&str; 4] = ["contents", "table of contents", "toc", "index"];
const CHARS_MAX: usize = 120;
/// Entries of a table of contents that has no heading of its own.
const ENTRIES_MIN: usize = 3;

/// A line as an entry: without its number, leaders and page, in lower case.
pub(super) fn entry(text: &str) -> Option<String> {
    if text.is_empty() || text.len() > CHARS_MAX {
        return None;
    }
    let text = without_page(text);
    let text = text.trim_start_matches(['*', '-', '+', '#', '=', ' ']);
    let bare = number::numbered(text).map_or(text, |numbered| numbered.title);
    let bare = squeeze(bare.trim_end_matches(['.', ' ', ':', '=', '#'])).to_lowercase();
    bare.chars().any(char::is_alphanumeric).then_some(bare)
}

/// "Failures . . . . 7" → "Failures".
fn without_page(text: &str) -> &str {
    let head = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let trimmed = head.trim_end_matches(['.', ' ', '\u{2026}', '\t', '_']);
    let leader = head.get(trimmed.len()..).unwrap_or_default();
    if has_dots(leader) { trimmed } else { text }
}

fn has_dots(leader: &str) -> bool {
    leader.chars().filter(|c| matches!(c, '.' | '\u{2026}' | '_')).count() >= 3 || leader.contains('\u{2026}')
}

fn is_leader(text: &str) -> bool {
    let head = text.trim_end_matches(|c: char| c.is_ascii_digit());
    head.len() < text.len() && without_page(text).len() < text.len()
}

pub(super) fn is_name(text: &str) -> bool {
    entry(text).is_some_and(|name| NAMES.contains(&name.as_str()))
}

pub(super) fn take(scan: &Scan<'_>, at: usize) -> Option<Taken> {
    let named = is_name(scan.at(at).text);
    if !named && !is_leader(scan.at(at).text) {
        return None;
    }
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut last = at;
    let mut index = if named { at + 1 } else { at };
    let mut wrapped = false;
    while index < scan.lines.len() {
        let line = scan.at(index);
        let name = entry(line.text);
        let again = name.as_ref().is_some_and(|name| scan.survey.entries.get(name).is_some_and(|count| *count > 1));
        let fresh = name.as_ref().is_some_and(|name| !seen.contains(name));
        if line.is_blank() || line.is_rule() {
            index += 1;
            continue;
        }
        if is_leader(line.text) || again && named && fresh {
            seen.extend(name);
            last = index;
            wrapped = false;
        } else if wrapped || again && !fresh || line.text.ends_with('.') {
            break;
        } else {
            // A long entry may take two lines, its page on the second.
            wrapped = true;
        }
        index += 1;
    }
    let enough = if named { !seen.is_empty() } else { seen.len() >= ENTRIES_MIN };
    let lines = last + 1 - at;
    if enough { Taken::one(lines, Block::left(Why::Contents, raw(&scan.lines, at, lines))) } else { None }
}
