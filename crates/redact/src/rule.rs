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

use crate::span::{Match, Place};

pub(crate) fn find(place: Place<'_>, byte: u8) -> Option<Match> {
    if let Some(found) = author::find(place) {
        return Some(found);
    }
    match byte {
        b'@' => mail::find(place),
        b'(' => mail::spelled(place).or_else(|| phone::find(place)),
        b'[' | b'{' => mail::spelled(place),
        b'+' => phone::find(place),
        b'/' => home::find(place),
        b'~' => home::tilde(place),
        b'-' => private_key::find(place).or_else(|| home::find(place)),
        b':' => address::find(place).or_else(|| assignment::find(place)),
        b'=' => assignment::find(place),
        b' ' => assignment::flag(place),
        b'0'..=b'9' => key::find(place).or_else(|| phone::find(place)),
        byte if byte.is_ascii_alphabetic() => key::find(place).or_else(|| home::drive(place)),
        _ => None,
    }
}
