//! API keys and tokens, recognized by the prefix and shape their provider gives them.

use crate::kind::Kind;
use crate::limits;
use crate::rule::key_form::{Body, FORMS, Form};
use crate::rule::secrecy::is_random;
use crate::span::{Cursor, Match};
use crate::text::{Text, is_alphanumeric, is_name, is_word};

pub(super) fn find(cursor: Cursor<'_>) -> Option<Match> {
    if !cursor.opens() {
        return None;
    }
    let Cursor { text, at, .. } = cursor;
    let form = FORMS.iter().filter(|form| text.starts(at, form.prefix));
    let by_form = form.filter_map(|form| formed(text, at, form)).next();
    let end = by_form.or_else(|| web_token(cursor)).or_else(|| bot_token(text, at));
    let found = end.map(|end| Match::new(at, end, Kind::Key));
    found.or_else(|| bearer(cursor))
}

fn formed(text: &Text<'_>, at: usize, form: &Form) -> Option<usize> {
    let from = at.saturating_add(form.prefix.len());
    let class = form.body.class();
    let judged = text.run(from, limits::JUDGED_BYTES_MAX, class);
    let body = text.slice(from, judged).trim_end_matches(['.', '-']);
    let length = body.len();
    let fits = match form.body {
        // Other names begin with the same letters; those continue, or are words.
        Body::Hex | Body::Capitals => length == form.length && !text.is(judged, is_word),
        Body::Letters | Body::Named | Body::Dotted => length >= form.length && is_mixed(body),
    };
    if !fits {
        return None;
    }
    let end = from.saturating_add(length);
    Some(if end == judged { text.run(end, usize::MAX, class) } else { end })
}

/// True if letters are mixed with digits, or small letters with capitals, as words are not.
fn is_mixed(body: &str) -> bool {
    let has = |class: fn(&u8) -> bool| body.as_bytes().iter().any(class);
    has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)
        || has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase)
}

/// A JSON web token: three parts, the first of which is an object.
fn web_token(cursor: Cursor<'_>) -> Option<usize> {
    let Cursor { text, at, .. } = cursor;
    if cursor.before().is_some_and(is_name) || !text.starts(at, "eyJ") {
        return None;
    }
    let head = text.run(at, usize::MAX, is_name);
    if head.saturating_sub(at) < 12 || text.byte(head) != Some(b'.') {
        return None;
    }
    let body = text.run(head.saturating_add(1), usize::MAX, is_name);
    if body.saturating_sub(head) < 8 || text.byte(body) != Some(b'.') {
        return None;
    }
    let end = text.run(body, usize::MAX, |byte| is_name(byte) || byte == b'.');
    Some(body.saturating_add(text.slice(body, end).trim_end_matches('.').len()))
}

/// A Telegram bot token: `123456789:AAE…`.
fn bot_token(text: &Text<'_>, at: usize) -> Option<usize> {
    let digits = text.run(at, 11, |byte| byte.is_ascii_digit());
    let is_bot = (8..=10).contains(&digits.saturating_sub(at)) && text.starts(digits, ":AA");
    let end = text.run(digits.saturating_add(1), 48, is_name);
    (is_bot && end.saturating_sub(digits) >= 34).then_some(end)
}

/// Matches `Bearer …` if the value looks generated.
fn bearer(cursor: Cursor<'_>) -> Option<Match> {
    let Cursor { text, at, .. } = cursor;
    const WORD: &str = "bearer ";
    if !text.starts_in_any_case(at, WORD) {
        return None;
    }
    let from = at.saturating_add(WORD.len());
    let class: fn(u8) -> bool = |byte| is_alphanumeric(byte) || b"._~+/=-".contains(&byte);
    let judged = text.run(from, limits::JUDGED_BYTES_MAX, class);
    let shown = text.slice(from, judged).trim_end_matches('.');
    let end = from.saturating_add(shown.len());
    let end = if end == judged { text.run(end, usize::MAX, class) } else { end };
    is_random(shown, 16).then(|| Match::new(from, end, Kind::Key))
}
