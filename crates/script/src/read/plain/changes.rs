//! Change logs: Debian's, GNU's ChangeLog and NEWS.

use super::line::Taken;
use super::survey::Scan;
use crate::left::Why;
use crate::read::block::{Block, Item, squeeze};

const HEADING_WORDS_MAX: usize = 12;

pub(super) fn take(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    debian(scan, index)
        .or_else(|| signed(scan, index))
        .or_else(|| dated(scan, index))
        .or_else(|| news(scan, index))
        .or_else(|| oneline(scan, index))
}

/// `lid (1.2-3) unstable; urgency=medium`.
fn debian(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let line = scan.at(index);
    let (name, rest) = line.text.split_once(" (")?;
    let (version, rest) = rest.split_once(") ")?;
    let (_, fields) = rest.split_once("; ")?;
    let named = line.indent == 0 && !name.contains(' ') && !version.contains(' ') && fields.contains("urgency=");
    let heading = Block::Heading { level: 2, text: format!("{name} {version}") };
    named.then(|| Taken::new(1, vec![heading, Block::left(Why::Metadata, rest)]))
}

/// ` -- Ada Lid <ada@example.com>  Mon, 02 Mar 2031 10:02:11 +0000`.
fn signed(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let line = scan.at(index);
    let signed = line.indent <= 2 && line.text.starts_with("-- ") && line.text.contains('<') && line.text.contains('>');
    if signed { Taken::one(1, Block::left(Why::Byline, line.text)) } else { None }
}

/// `2031-03-02  Ada Lid  <ada@example.com>`.
fn dated(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let line = scan.at(index);
    let (date, rest) = line.text.split_once("  ")?;
    let is_date = date.len() == 10 && date.chars().all(|c| c.is_ascii_digit() || c == '-');
    let is_name = rest.contains('<') && rest.ends_with('>');
    let heading = Block::Heading { level: 2, text: date.to_owned() };
    (is_date && is_name && line.indent == 0)
        .then(|| Taken::new(1, vec![heading, Block::left(Why::Byline, rest.trim())]))
}

/// `* Changes in Emacs 31.1`, `** New modes`: the outline of GNU's NEWS, whose stars are headings.
fn news(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let line = scan.at(index);
    if line.indent > 0 || !scan.survey.outlined {
        return None;
    }
    let rest = line.text.trim_start_matches('*');
    let depth = u8::try_from(line.text.len() - rest.len()).ok().filter(|depth| (1..=4).contains(depth))?;
    let title = rest.strip_prefix(' ')?.trim();
    let short = title.split_whitespace().count() <= HEADING_WORDS_MAX && scan.at(index + 1).is_blank();
    let (text, left) = super::inline::inline(title, false);
    let heading = Block::Heading { level: depth + 1, text: squeeze(text.trim_end_matches('.')) };
    let mut blocks = vec![heading];
    blocks.extend(left);
    (short && (depth == 1 || !title.ends_with(['.', ',']))).then(|| Taken::new(1, blocks))
}

/// `1a2b3c4 Press twice`: the hashes of a short log are references.
fn oneline(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let entry = |index: usize| -> Option<(&str, &str)> {
        let text = scan.at(index).text;
        let (hash, subject) = text.strip_prefix("* ").unwrap_or(text).split_once(' ')?;
        let hex = (7..=40).contains(&hash.len()) && hash.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'));
        (hex && hash.chars().any(|c| c.is_ascii_digit()) && !hash.chars().all(|c| c.is_ascii_digit()))
            .then_some((hash, subject.trim()))
    };
    entry(index)?;
    entry(index + 1)?;
    let mut blocks = Vec::new();
    let mut count = 0;
    while let Some((hash, subject)) = entry(index + count) {
        blocks.push(Block::left(Why::Reference, hash));
        let (text, left) = super::inline::inline(subject, false);
        blocks.push(Block::item(text, Item { depth: 1, ..Item::default() }));
        blocks.extend(left);
        count += 1;
    }
    Some(Taken::new(count, blocks))
}
