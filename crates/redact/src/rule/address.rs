//! URLs with credentials in them: `postgres://user:password@host/database`.

use crate::kind::Kind;
use crate::limits;
use crate::rule::secrecy;
use crate::span::{Cursor, Match};
use crate::text::{Text, is_word};

const SCHEME_BYTES_MAX: usize = 24;

pub(super) fn find(cursor: Cursor<'_>) -> Option<Match> {
    let Cursor { text, floor, at } = cursor;
    if !text.starts(at, "://") {
        return None;
    }
    let start = text.run_back(at, floor, SCHEME_BYTES_MAX, |byte| is_word(byte) || b"+.-".contains(&byte));
    let from = at.saturating_add(3);
    let user = text.run(from, limits::JUDGED_BYTES_MAX, |byte| is_address(byte) && byte != b'@' && byte != b'/');
    if start == at || text.byte(user) != Some(b'@') {
        return None;
    }
    let credentials = text.slice(from, user);
    let is_secret = match credentials.split_once(':') {
        Some((_, password)) => !password.is_empty() && !is_blanked(password),
        None => secrecy::is_random(credentials, 16),
    };
    is_secret.then(|| Match::new(start, end(text, user), Kind::Address))
}

/// True for the stand-ins of documentation: `user:***@host`, `user:<password>@host`.
fn is_blanked(password: &str) -> bool {
    password.chars().all(|c| matches!(c, '*' | '.' | 'x' | 'X')) || password.starts_with(['$', '{', '[', '%'])
}

fn end(text: &Text<'_>, from: usize) -> usize {
    let end = text.run(from, usize::MAX, is_address);
    from.saturating_add(text.slice(from, end).trim_end_matches(['.', ',', ';', ':', '!', '?']).len())
}

fn is_address(byte: u8) -> bool {
    byte > b' ' && byte != 0x7F && !b"\"'`<>()[]|".contains(&byte)
}
