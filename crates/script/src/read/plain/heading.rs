//! Headings by their looks: hashes, equals signs, underlines, numbers, versions, capitals, short lines alone.

use super::inline::coded;
use super::line::{Line, Taken, at, next_full};
use super::mark::mark;
use super::survey::Scan;
use super::{code, number, pair};
use crate::left::Why;
use crate::read::block::{Block, squeeze};

const CHARS_MAX: usize = 80;
const WORDS_MAX: usize = 12;
/// Words of a heading in capitals that stands right over its text.
const CAPITALS_WORDS_MAX: usize = 6;
const UNDERLINES: [char; 13] = ['=', '-', '~', '^', '"', '\'', '*', '+', '#', '_', ':', '.', '`'];

pub(super) fn take(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let line = scan.at(index);
    if let Some((level, text)) = hashes(scan, index).or_else(|| equals(line.text)) {
        return Taken::one(1, heading(level, text));
    }
    if let Some(taken) = underlined(scan, index) {
        return Some(taken);
    }
    if scan.survey.numbered.contains(&index) {
        return numbered(line.text, 1);
    }
    if is_version(scan, index) || is_capitals(scan, index) {
        return Taken::one(1, heading(2, line.text));
    }
    if is_outdented(scan, index) {
        return Taken::one(1, heading(3, line.text));
    }
    // A mail has a subject, and its short lines are said.
    let alone = scan.opens(index) && scan.at(index + 1).is_blank() && scan.survey.subject.is_none();
    let followed = !next_full(&scan.lines, index + 1).is_blank();
    (alone && followed && is_short(line.text)).then(|| Taken::new(1, vec![heading(LOOSE, line.text)]))
}

/// The level of a heading that is one by its looks alone; `loose` judges it again by what follows.
const LOOSE: u8 = 7;

fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, text: squeeze(&coded(text)) }
}

fn numbered(text: &str, lines: usize) -> Option<Taken> {
    let found = number::numbered(text)?;
    let level = u8::try_from(found.parts + 1).unwrap_or(6).min(6);
    // The number is no part of the name.
    let number = Block::left(Why::Navigation, found.number);
    Some(Taken::new(lines, vec![number, heading(level, found.title)]))
}

/// `## Text`; several such lines in a row are remarks.
fn hashes<'a>(scan: &Scan<'a>, index: usize) -> Option<(u8, &'a str)> {
    let one = |text: &'a str| {
        let rest = text.trim_start_matches('#');
        let depth = u8::try_from(text.len() - rest.len()).ok().filter(|depth| (1..=6).contains(depth))?;
        rest.starts_with(' ').then(|| (depth, rest.trim().trim_end_matches('#').trim_end()))
    };
    let found = one(scan.at(index).text).filter(|(_, text)| text.chars().any(char::is_alphanumeric));
    let before = index.checked_sub(1).map(|before| scan.at(before)).unwrap_or_default();
    let beside = [before, scan.at(index + 1)].iter().any(|line| line.text.starts_with('#') && !line.is_rule());
    // Deeper than the prose it is the prompt of a shell.
    found.filter(|(depth, _)| (!beside || *depth > 1) && scan.at(index).indent <= scan.survey.column)
}

/// `== Text`, `== Text ==`.
fn equals(text: &str) -> Option<(u8, &str)> {
    let rest = text.trim_start_matches('=');
    let depth = u8::try_from(text.len() - rest.len()).ok().filter(|depth| (1..=6).contains(depth))?;
    let title = rest.strip_prefix(' ')?.trim().trim_end_matches('=').trim_end();
    let titled = title.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '`' | '"' | '*' | '<' | '{'));
    (titled && title.chars().count() <= CHARS_MAX).then_some((depth, title))
}

fn is_underline(line: Line<'_>) -> Option<char> {
    let mark = line.text.chars().next().filter(|mark| UNDERLINES.contains(mark))?;
    let count = line.text.chars().count();
    (count >= 3 && line.text.chars().all(|c| c == mark)).then_some(mark)
}

/// The character under (and over) the heading at an index.
pub(super) fn underline(lines: &[Line<'_>], index: usize) -> Option<(char, bool)> {
    let line = at(lines, index);
    let below = is_underline(at(lines, index + 1))?;
    let count = line.text.chars().count();
    let reaches = at(lines, index + 1).text.chars().count() * 2 >= count;
    let is_title = line.text.chars().any(char::is_alphanumeric) && count <= CHARS_MAX * 2;
    let above = index.checked_sub(1).and_then(|before| is_underline(at(lines, before)));
    // A rule between two lines of equal marks: `.. note::` and tables are not titles.
    let plain = !line.text.starts_with(['|', '+', '>']) && !line.text.starts_with(".. ") && mark(line.text).is_none();
    let footer = super::letter::is_footer(at(lines, index + 1), at(lines, index + 2).text);
    (is_title && reaches && plain && !footer).then_some((below, above == Some(below)))
}

fn underlined(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let (over, title_at) = if is_underline(scan.at(index)).is_some() { (1, index + 1) } else { (0, index) };
    let found = underline(&scan.lines, title_at)?;
    if over == 1 && !found.1 {
        return None;
    }
    let plain = scan.survey.underlines.iter().all(|mark| matches!(mark, ('=' | '-', false)));
    let level = match found {
        ('=', _) if plain => 1,
        ('-', _) if plain => 2,
        _ => 1 + scan.survey.underlines.iter().position(|mark| *mark == found).unwrap_or(0).min(5),
    };
    let level = u8::try_from(level).unwrap_or(6);
    let text = scan.at(title_at).text;
    let lines = over + 2;
    match number::numbered(text) {
        Some(title) => {
            let number = Block::left(Why::Navigation, title.number);
            Some(Taken::new(lines, vec![number, heading(level, title.title)]))
        }
        None => Taken::one(lines, heading(level, text)),
    }
}

/// "2.1.0 (March 3)", "Changes in version 2.1:", "lid 2.1.0 - 2031-03-02" over the items of a release.
pub(super) fn is_version(scan: &Scan<'_>, index: usize) -> bool {
    let line = scan.at(index);
    let text = line.text.trim_start_matches(['*', ' ']);
    let words = text.split_whitespace();
    if text.chars().count() > CHARS_MAX || words.clone().count() > 9 || text.ends_with(['.', ',', ';']) {
        return false;
    }
    let Some(place) = words.clone().position(is_version_number) else { return false };
    let opener = ["changes", "version", "release", "released", "noteworthy", "news", "new", "what's", "lib"];
    let first = words.clone().next().unwrap_or_default().to_lowercase();
    let named = place == 0 || opener.contains(&first.as_str()) || (place == 1 && scan.opens(index));
    let next = next_full(&scan.lines, index + 1);
    let below = mark(next.text).is_some() || next.is_rule() || next.indent > line.indent;
    let starred = mark(line.text).is_none() || (line.indent == 0 && line.text.starts_with("* "));
    named && below && starred && (scan.opens(index) || scan.at(index + 1).is_rule() || text.ends_with(':'))
}

/// `2.1`, `v2.1.0-rc.1`, `[2.1.0]`, `(2.1)`.
fn is_version_number(word: &str) -> bool {
    let word = word.trim_matches(['[', ']', '(', ')', ':', ',']);
    let word = word.strip_prefix(['v', 'V', 'r']).unwrap_or(word);
    let head = word.split(['-', '+']).next().unwrap_or_default();
    let parts = head.split('.').count();
    parts >= 2
        && head.split('.').all(|part| !part.is_empty() && part.chars().next().is_some_and(|c| c.is_ascii_digit()))
}

/// "SYNOPSIS" right over deeper text, or with a blank line around it.
fn is_capitals(scan: &Scan<'_>, index: usize) -> bool {
    let line = scan.at(index);
    let letters = line.text.chars().filter(|c| c.is_alphabetic());
    let capitals = letters.clone().count() >= 3 && letters.clone().all(char::is_uppercase);
    let short = line.text.split_whitespace().count() <= CAPITALS_WORDS_MAX && !line.text.ends_with(['.', ',', ';']);
    let next = scan.at(index + 1);
    let over = !next.is_blank() && next.indent > line.indent;
    capitals && short && over && scan.opens(index) && mark(line.text).is_none() && pair::pair(line.text).is_none()
}

/// A short line left of the prose, right over deeper text, as in manuals.
fn is_outdented(scan: &Scan<'_>, index: usize) -> bool {
    let line = scan.at(index);
    let next = scan.at(index + 1);
    line.indent < scan.survey.column
        && !next.is_blank()
        && next.indent > line.indent
        && scan.opens(index)
        && is_short(line.text)
}

/// A short line without a full stop.
pub(super) fn is_short(line: &str) -> bool {
    let starts = line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '`' | '"' | '['));
    let ends = !line.ends_with(['.', ',', ';', ':', '!', '"', ')', ']', '>']);
    let copyright = line.starts_with("Copyright (")
        || line.starts_with("Copyright 2")
        || line.contains('\u{A9}')
        || line.contains("://");
    starts
        && ends
        && !copyright
        && mark(line).is_none()
        && pair::pair(line).is_none()
        && !code::is_code_line(line)
        && line.chars().count() <= CHARS_MAX
        && line.split_whitespace().count() <= WORDS_MAX
}

/// Headings that are such by their looks alone become level 2 where text follows, else text again.
pub(super) fn judge_loose(blocks: Vec<Block>) -> Vec<Block> {
    let is_loose = |block: Option<&Block>| matches!(block, Some(Block::Heading { level: LOOSE, .. }));
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut runs = false;
    let mut first = true;
    let mut rest = blocks.into_iter().peekable();
    while let Some(block) = rest.next() {
        let next_loose = is_loose(rest.peek());
        if let Block::Heading { level: LOOSE, text } = block {
            let about =
                |next: &Block| matches!(next, Block::Left(left) if matches!(left.why, Why::Metadata | Why::Byline));
            let followed = rest.peek().is_some_and(|next| !matches!(next, Block::Title(_)) && !about(next));
            let level = if first { 1 } else { 2 };
            let opens = first && next_loose;
            let lone = followed && !next_loose && !runs;
            kept.push(if lone || opens { Block::Heading { level, text } } else { Block::prose(text) });
            runs = next_loose && !opens;
        } else {
            runs = false;
            kept.push(block);
        }
        first &= matches!(kept.last(), Some(Block::Left(_)));
    }
    kept
}
