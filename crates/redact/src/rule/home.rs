//! User names in paths through a home directory: `/home/rosa/notes.txt`, `C:\Users\rosa`, `~rosa/`. The path stays.

use crate::kind::{Kind, SOMEBODY};
use crate::limits;
use crate::span::{Cursor, Match};
use crate::text::{Text, is_name, is_word};

const ROOTS: [&str; 7] =
    ["/home/", "/Users/", "/mnt/c/Users/", "/c/Users/", "/export/home/", "/var/home/", "/usr/home/"];
/// Account names that identify nobody.
const SHARED_ACCOUNTS: [&str; 15] = [
    SOMEBODY,
    "user",
    "username",
    "you",
    "me",
    "runner",
    "ubuntu",
    "vagrant",
    "node",
    "app",
    "Shared",
    "Public",
    "Default",
    "All Users",
    "linuxbrew",
];
const DRIVE: &str = ":users";

pub(super) fn find(cursor: Cursor<'_>) -> Option<Match> {
    let Cursor { text, floor, at } = cursor;
    let is_file_address = || text.slice(at.saturating_sub(7).max(floor), at).ends_with("file://");
    let opens = match cursor.before() {
        None => true,
        Some(byte) => !is_name(byte) && byte < 0x80 && !b"./)]}".contains(&byte) || is_file_address(),
    };
    if !opens {
        return None;
    }
    let root = ROOTS.iter().find(|root| text.starts(at, root))?;
    let from = at.saturating_add(root.len());
    named(from, text.run(from, limits::USER_BYTES_MAX, is_user), text)
}

pub(super) fn drive(cursor: Cursor<'_>) -> Option<Match> {
    let Cursor { text, at, .. } = cursor;
    let is_slash: fn(u8) -> bool = |byte| matches!(byte, b'/' | b'\\');
    let colon = at.saturating_add(1);
    if !cursor.opens() || text.byte(colon) != Some(b':') {
        return None;
    }
    let users = text.run(colon.saturating_add(1), 2, is_slash);
    if users == colon.saturating_add(1) || !text.starts_in_any_case(users, DRIVE.trim_start_matches(':')) {
        return None;
    }
    let slash = users.saturating_add(DRIVE.len().saturating_sub(1));
    let from = text.run(slash, 2, is_slash);
    if from == slash {
        return None;
    }
    // A name may contain a space if the path goes on behind it.
    let spaced = text.run(from, limits::USER_BYTES_MAX, |byte| is_user(byte) || byte == b' ');
    let end = if text.is(spaced, is_slash) { spaced } else { text.run(from, limits::USER_BYTES_MAX, is_user) };
    named(from, end, text)
}

/// Matches `~rosa/`. `~5 minutes` and `~/notes` name nobody, and `~almost` may be a word.
pub(super) fn tilde(cursor: Cursor<'_>) -> Option<Match> {
    let Cursor { text, at, .. } = cursor;
    if cursor.before().is_some_and(|byte| is_name(byte) || matches!(byte, b'~' | b'/' | b'.')) {
        return None;
    }
    let from = at.saturating_add(1);
    let end = text.run(from, limits::USER_BYTES_MAX, is_name);
    let is_quoted = cursor.before() == Some(b'`') && text.byte(end) == Some(b'`');
    let is_path = text.byte(end) == Some(b'/') || is_quoted;
    (text.is(from, |byte| byte.is_ascii_lowercase()) && is_path).then_some(())?;
    named(from, end, text)
}

fn named(from: usize, to: usize, text: &Text<'_>) -> Option<Match> {
    let name = text.slice(from, to).trim_end_matches(['.', '-']);
    let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_') && !SHARED_ACCOUNTS.contains(&name);
    is_name.then(|| Match::new(from, from.saturating_add(name.len()), Kind::HomeDirectory))
}

fn is_user(byte: u8) -> bool {
    is_word(byte) || byte >= 0x80 || b".-".contains(&byte)
}
