//! Drawings made of characters, and graphs of commits: a listener cannot see them.

use super::code;
use super::line::{Line, Taken, raw};
use super::survey::Scan;
use crate::left::Why;
use crate::read::block::Block;

const STROKES: &str = "|/\\-+_*o<>^v=.:~'`()[]#";

/// Lines by which a paragraph is judged.
const JUDGED_MAX: usize = 60;

pub(super) fn take(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let first = scan.at(index);
    let before = index.checked_sub(1).map(|before| scan.at(before)).unwrap_or_default();
    let begins = before.is_blank() || !is_drawn(before);
    let ruler = is_ruler(first) && is_ruler(scan.at(index + 1)) && scan.at(index + 2).text.starts_with("+-");
    if !begins || !ruler && !is_drawn(first) && !is_drawn(scan.at(index + 1)) {
        return None;
    }
    let paragraph = || scan.lines.iter().skip(index).take_while(|line| !line.is_blank());
    let judged: Vec<Line<'_>> = paragraph().take(JUDGED_MAX).copied().collect();
    let drawn = judged.iter().filter(|line| is_drawn(**line)).count();
    let sure = first.text.contains(is_box) || is_commit(first.text) || drawn >= 2 || judged.len() == 1;
    let rulers = if ruler { 2 } else { 0 };
    if (drawn + rulers) * 2 < judged.len() || !sure || !judged.iter().any(|line| is_shape(*line)) {
        return None;
    }
    let count = paragraph().count();
    Taken::one(count, Block::left(Why::Code, raw(&scan.lines, index, count)))
}

/// Digits over the columns of a diagram of bits.
fn is_ruler(line: Line<'_>) -> bool {
    !line.is_blank()
        && line.text.split_whitespace().all(|word| word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_box(c: char) -> bool {
    ('\u{2500}'..='\u{259F}').contains(&c)
}

/// A line with a shape in it, not only a rule.
fn is_shape(line: Line<'_>) -> bool {
    !line.is_rule() || line.text.contains(['|', '/', '\\']) || line.text.contains(is_box)
}

fn is_drawn(line: Line<'_>) -> bool {
    let text = line.text;
    // Most lines have no stroke at all.
    if !text.contains("--")
        && !text.contains(['|', '/', '\\', '<', '>', '^', '=', '+', '*', '_'])
        && !text.contains(is_box)
    {
        return false;
    }
    if text.chars().filter(|c| is_box(*c)).count() >= 2 || is_commit(text) {
        return true;
    }
    if code::reads_as_prose(text) && !text.starts_with(['|', '+']) {
        return false;
    }
    let all = text.chars().filter(|c| !c.is_whitespace()).count();
    let strokes = text.chars().filter(|c| STROKES.contains(*c)).count();
    let joined = ["--", "==>", "->", "<-", "+-", "|  ", "  |", "\\ ", "/ "].iter().any(|shape| text.contains(shape));
    all >= 3 && strokes * 2 > all && joined || text.starts_with('|') && text.ends_with('|') && text.len() > 2
}

/// `* | 1a2b3c4 Press twice`, `| * 1a2b3c4`: a branch beside a commit.
fn is_commit(text: &str) -> bool {
    let rest = text.trim_start_matches(['*', '|', '\\', '/', ' ', '_', 'o']);
    let lead = text.get(..text.len() - rest.len()).unwrap_or_default();
    let hash = rest.split(' ').next().unwrap_or_default();
    let hex = (6..=40).contains(&hash.len()) && hash.chars().all(|c| c.is_ascii_hexdigit());
    lead.contains(['*', '|'])
        && (hex && hash.chars().any(|c| c.is_ascii_digit()) || rest.is_empty() && lead.contains('|') && lead.len() > 1)
}
