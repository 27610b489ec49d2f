//! Blocks between two fences: code, and keys.

use super::line::{Taken, raw};
use super::survey::Scan;
use super::{code, secret};
use crate::left::Why;
use crate::read::block::Block;

/// Characters of a fence that is more likely an underline.
const UNDERLINE_MIN: usize = 5;
/// Lines of a key.
const KEY_LINES_MAX: usize = 400;

pub(super) fn take(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let text = scan.at(index).text;
    if secret::opens_key(text) && !text.contains("SIGNED MESSAGE") {
        let rest = scan.lines.iter().skip(index).take(KEY_LINES_MAX);
        let end = rest.clone().position(|line| secret::closes_key(line.text));
        let count = end.map_or_else(|| rest.take_while(|line| !line.is_blank()).count(), |end| end + 1);
        let why = if text.contains("PRIVATE KEY") { Why::Secret } else { Why::Code };
        return Taken::one(count, Block::left(why, raw(&scan.lines, index, count)));
    }
    let fence = ["```", "~~~"].into_iter().find(|fence| text.starts_with(fence))?;
    let inline = text.trim_start_matches(['`', '~']).contains(['`', '~']);
    // Right under a line it is that line's underline.
    let under = index.checked_sub(1).is_some_and(|before| !scan.at(before).is_blank()) && text.len() > UNDERLINE_MIN;
    if inline || under && text.starts_with('~') {
        return None;
    }
    let mut rest = scan.lines.iter().skip(index + 1);
    let closed = rest.position(|line| line.text.starts_with(fence));
    // A fence that nobody closes reaches to the end of its paragraph.
    let open = || scan.lines.iter().skip(index + 1).take_while(|line| !line.is_blank()).count();
    let count = closed.map_or_else(|| open() + 1, |end| end + 2);
    let inside = scan.lines.get(index + 1..index + count).unwrap_or_default();
    let bare = text.chars().all(|c| matches!(c, '`' | '~'));
    if bare && code::is_prose(inside) {
        return None;
    }
    let source = raw(&scan.lines, index, count);
    let worded = source.chars().any(char::is_alphanumeric);
    worded.then(|| Taken::new(count, vec![Block::left(Why::Code, source)]))
}
