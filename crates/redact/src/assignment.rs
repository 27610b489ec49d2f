//! Values that a name calls secret: `password = …`, `API_KEY: …`, `?sig=…`, `"clientSecret": "…"`.

use protocol::RedactionKind;

use crate::found::Found;
use crate::limits::{GAP_BYTES_MAX, NAME_BYTES_MAX, SECRET_BYTES_MAX};
use crate::text::{Text, is_gap};

/// How a secret's name ends, without its separators.
const NAMES: [&str; 17] = [
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "apikey",
    "accesskey",
    "accesskeyid",
    "secretkey",
    "privatekey",
    "accountkey",
    "sharedaccesskey",
    "signingkey",
    "encryptionkey",
    "authkey",
    "masterkey",
    "connectionstring",
];

/// Names that are given to other things as well.
const WEAK_NAMES: [&str; 5] = ["token", "credential", "credentials", "signature", "sig"];

/// With a shorter value than that nobody guards anything; the other bound is for the weak names.
const VALUE_BYTES_MIN: usize = 6;
const WEAK_VALUE_BYTES_MIN: usize = 12;

pub(crate) fn find(text: Text<'_>, at: usize) -> Option<Found> {
    if !matches!(text.at(at)?, b'=' | b':') {
        return None;
    }
    let bytes_min = value_bytes_min(text, at)?;
    let mut from = text.run(at, GAP_BYTES_MAX, |byte| is_gap(byte) || b"=:>".contains(&byte));
    let quote = text.at(from).filter(|byte| b"\"'`".contains(byte));
    from += usize::from(quote.is_some());
    let to = text.run(from, SECRET_BYTES_MAX, |byte| is_value(byte, quote));
    let is_closed = quote.is_none_or(|quote| text.at(to) == Some(quote));
    let is_call = matches!(text.at(to), Some(b'(' | b'['));
    let value = text.part(from, to);
    (is_closed && !is_call && value.len() >= bytes_min && is_guarded(value))
        .then(|| Found::new(RedactionKind::Secret, from, to))
}

/// How long a value has to be for what stands before the sign to be the name of a secret.
fn value_bytes_min(text: Text<'_>, at: usize) -> Option<usize> {
    let name_end = text.run_back(at, GAP_BYTES_MAX, |byte| is_gap(byte) || b"\"'`*".contains(&byte));
    let name_at =
        text.run_back(name_end, NAME_BYTES_MAX, |byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    let letters = text.part(name_at, name_end).iter().filter(|byte| byte.is_ascii_alphanumeric());
    let name: String = letters.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let ends_in = |names: &[&str]| names.iter().any(|known| name.ends_with(known));
    match (ends_in(&NAMES), ends_in(&WEAK_NAMES)) {
        (true, _) => Some(VALUE_BYTES_MIN),
        (false, true) => Some(WEAK_VALUE_BYTES_MIN),
        (false, false) => None,
    }
}

fn is_value(byte: u8, quote: Option<u8>) -> bool {
    match quote {
        Some(quote) => byte.is_ascii_graphic() && byte != quote,
        None => byte.is_ascii_graphic() && !b"\"'`,;&<>(){}[]|".contains(&byte),
    }
}

/// Words and names of variables are no secrets; what mixes digits or signs into its letters is.
fn is_guarded(value: &[u8]) -> bool {
    let has = |is_in: fn(&u8) -> bool| value.iter().any(is_in);
    let has_letter = has(u8::is_ascii_alphabetic);
    let is_mixed = has_letter && (has(u8::is_ascii_digit) || has(|byte| b"!@#$%^&*+=?~".contains(byte)));
    let is_variable =
        value.starts_with(b"$") || value.starts_with(b"%") || value.contains(&b'{') || value.contains(&b'<');
    let is_address = value.windows(3).any(|part| part == b"://");
    let is_long_number = value.len() >= 12 && value.iter().all(u8::is_ascii_digit);
    !is_variable && !is_address && (is_mixed || is_long_number)
}
