//! The rules, dispatched by the byte at which a match may begin or show.
//!
//! A rule looks around that byte and returns at most one match; it changes nothing.

mod address;
mod assignment;
mod author;
mod home;
mod key;
mod key_form;
mod mail;
mod phone;
mod private_key;
mod secrecy;

use crate::span::{Cursor, Match};

pub(crate) fn find(cursor: Cursor<'_>, byte: u8) -> Option<Match> {
    if let Some(found) = author::find(cursor) {
        return Some(found);
    }
    match byte {
        b'@' => mail::find(cursor),
        b'(' => mail::spelled(cursor).or_else(|| phone::find(cursor)),
        b'[' | b'{' => mail::spelled(cursor),
        b'+' => phone::find(cursor),
        b'/' => home::find(cursor),
        b'~' => home::tilde(cursor),
        b'-' => private_key::find(cursor).or_else(|| home::find(cursor)),
        b':' => address::find(cursor).or_else(|| assignment::find(cursor)),
        b'=' => assignment::find(cursor),
        b' ' => assignment::flag(cursor),
        b'0'..=b'9' => key::find(cursor).or_else(|| phone::find(cursor)),
        byte if byte.is_ascii_alphabetic() => key::find(cursor).or_else(|| home::drive(cursor)),
        _ => None,
    }
}
