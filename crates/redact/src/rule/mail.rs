//! Mail addresses: `rosa@example.com`, `rosa [at] example [dot] com`.

use crate::kind::Kind;
use crate::limits;
use crate::span::{Cursor, Match};
use crate::text::{Text, is_alphanumeric, is_blank};

/// Accounts of code hosts that identify nobody, as in `git@github.com`.
const SHARED_ACCOUNTS: [&str; 2] = ["git", "hg"];

pub(super) fn find(cursor: Cursor<'_>) -> Option<Match> {
    let start = local(cursor, cursor.at);
    let name = cursor.text.slice(start, cursor.at);
    if name.is_empty() || SHARED_ACCOUNTS.contains(&name) {
        return None;
    }
    let end = host(cursor.text, cursor.at.saturating_add(1), false)?;
    let scheme = start.saturating_sub(SCHEME.len());
    let start = if scheme >= cursor.floor && cursor.text.starts_in_any_case(scheme, SCHEME) { scheme } else { start };
    Some(Match::new(start, end, Kind::MailAddress))
}

const SCHEME: &str = "mailto:";

/// Matches an address spelled out to hide it from programs: `rosa [at] example [dot] com`.
pub(super) fn spelled(cursor: Cursor<'_>) -> Option<Match> {
    let text = cursor.text;
    let inside = text.run(cursor.at.saturating_add(1), 1, is_blank);
    if !text.starts_in_any_case(inside, "at") {
        return None;
    }
    let close = text.run(inside.saturating_add(2), 1, is_blank);
    if !text.is(close, |byte| matches!(byte, b')' | b']' | b'}')) {
        return None;
    }
    let name_end = text.run_back(cursor.at, cursor.floor, 1, is_blank);
    let start = local(cursor, name_end);
    let from = text.run(close.saturating_add(1), 1, is_blank);
    let end = host(text, from, true)?;
    (start < name_end).then(|| Match::new(start, end, Kind::MailAddress))
}

/// The start of the local part that ends at `end`.
fn local(cursor: Cursor<'_>, end: usize) -> usize {
    let Cursor { text, floor, .. } = cursor;
    let is_local = |byte: u8| is_alphanumeric(byte) || b"._%+-".contains(&byte);
    let from = text.run_back(end, floor, limits::LOCAL_CHARS_MAX.saturating_mul(4), is_local);
    let name = text.slice(from, end);
    let mut start = end;
    let signs = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    for c in name.chars().rev().take_while(|c| signs(*c)).take(limits::LOCAL_CHARS_MAX) {
        start = start.saturating_sub(c.len_utf8());
    }
    // A mark of a diff, a list or a sentence does not belong to the name.
    start.saturating_add(
        text.slice(start, end).bytes().take_while(|byte| matches!(byte, b'.' | b'-' | b'+' | b'%')).count(),
    )
}

/// The end of a host name that has a dot and ends in letters.
fn host(text: &Text<'_>, from: usize, spelled: bool) -> Option<usize> {
    let (mut at, mut last) = (from, None);
    loop {
        let end = text.run(at, limits::USER_BYTES_MAX, |byte| is_alphanumeric(byte) || byte == b'-');
        let label = text.slice(at, end);
        let label = label.trim_end_matches('-');
        // `@2x.png` names the pixel density of a picture.
        let is_density = at == from && label.ends_with('x') && label.starts_with(|c: char| c.is_ascii_digit());
        if label.is_empty() || is_density {
            return last;
        }
        let end = at.saturating_add(label.len());
        if at != from && label.chars().count() >= 2 && label.chars().all(char::is_alphabetic) {
            last = Some(end);
        }
        if end.saturating_sub(from) > limits::HOST_BYTES_MAX {
            return last;
        }
        match dot(text, end, spelled) {
            Some(next) => at = next,
            None => return last,
        }
    }
}

fn dot(text: &Text<'_>, at: usize, spelled: bool) -> Option<usize> {
    if text.byte(at) == Some(b'.') {
        return Some(at.saturating_add(1));
    }
    let from = text.run(at, 1, is_blank);
    let dots = ["[dot]", "(dot)", "{dot}"];
    let found = spelled && dots.iter().any(|dot| text.starts_in_any_case(from, dot));
    found.then(|| text.run(from.saturating_add(5), 1, is_blank))
}
