//! Secrets known by the name they are assigned to: `password = …`, `API_KEY: …`, `?token=…`, `--password …`.

use crate::kind::Kind;
use crate::limits;
use crate::rule::secrecy::{is_code, is_password, is_random, is_stand_in};
use crate::span::{Cursor, Match, placeholder};
use crate::text::{Class, Text, is_blank, is_name};

/// The name on the left of an assignment.
struct Name {
    kind: NameKind,
    /// All capitals: `PASSWORD=hunter` is an environment's value, `password = hunter` may be a variable in a program.
    is_shouted: bool,
    /// A parameter of a URL: `?token=…&page=2`.
    is_in_query: bool,
}

/// The strength with which a name suggests that its value is secret.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NameKind {
    /// Any value is secret.
    Password,
    /// A value is secret, a description is not.
    Secret,
    /// Only a generated value is secret.
    Key,
}

const PASSWORDS: [&str; 7] = ["password", "passwd", "passphrase", "passcode", "pwd", "mysqlpwd", "pgpassword"];
const SECRETS: [&str; 14] = [
    "secret",
    "apikey",
    "accesskey",
    "secretkey",
    "secretaccesskey",
    "accesstoken",
    "authtoken",
    "refreshtoken",
    "bearertoken",
    "clientsecret",
    "credential",
    "credentials",
    "authorization",
    "xapikey",
];
const KEYS: [&str; 10] = ["token", "key", "signature", "sig", "auth", "jwt", "cookie", "session", "sessionid", "pat"];
/// Names of keys that are public by design.
const PUBLIC: [&str; 6] = ["publickey", "pubkey", "publishablekey", "idempotencykey", "cachekey", "primarykey"];
const SCHEMES: [&str; 6] = ["basic ", "bearer ", "token ", "digest ", "apikey ", "negotiate "];

pub(super) fn find(cursor: Cursor<'_>) -> Option<Match> {
    let Cursor { text, floor, at } = cursor;
    let quote: fn(u8) -> bool = |byte| matches!(byte, b'"' | b'\'' | b'`' | b'*' | b' ' | b']');
    let name = Name::read(text, floor, text.run_back(at, floor, 6, quote))?;
    let from = text.run(at.saturating_add(1), 2, |byte| matches!(byte, b'=' | b'>'));
    let from = text.run(from, 16, |byte| is_blank(byte) || byte == b'*');
    Value::read(text, from, name.is_in_query)?.of(text, &name, text.byte(at) == Some(b'='))
}

/// Matches a command line flag: `--password hunter2`.
pub(super) fn flag(cursor: Cursor<'_>) -> Option<Match> {
    let Cursor { text, floor, at } = cursor;
    let start = text.run_back(at, floor, limits::NAME_BYTES_MAX, is_name);
    if !text.starts(start, "--") {
        return None;
    }
    let name = Name::read(text, floor, at)?;
    Value::read(text, at.saturating_add(1), false)?.of(text, &Name { is_shouted: true, ..name }, true)
}

impl Name {
    /// The name that ends at `end`, if it suggests a secret.
    fn read(text: &Text<'_>, floor: usize, end: usize) -> Option<Self> {
        let first = text.run_back(end, floor, limits::NAME_BYTES_MAX, |byte| is_name(byte) || b". ".contains(&byte));
        let words = text.slice(first, end);
        let last = words.rsplit([' ', '.']).next().unwrap_or_default();
        let letters = |text: &str| -> String {
            text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
        };
        let (all, bare) = (letters(words), letters(last));
        let ends = |names: &[&str]| names.iter().any(|name| all.ends_with(name));
        // `monkey` is no key, `api_key`, `apiKey` and `access key` are.
        let is_word = |name: &&str| bare == *name || bare.ends_with(name) && is_parted(last, name.len());
        let kind = if ends(&PUBLIC) {
            return None;
        } else if ends(&PASSWORDS) {
            NameKind::Password
        } else if ends(&SECRETS) {
            NameKind::Secret
        } else {
            KEYS.iter().find(|name| is_word(name)).map(|_| NameKind::Key)?
        };
        let start = end.saturating_sub(last.len());
        Some(Self {
            kind,
            is_shouted: last.contains(|c: char| c.is_ascii_uppercase())
                && !last.contains(|c: char| c.is_ascii_lowercase()),
            is_in_query: start > floor && matches!(text.before(start), Some(b'?' | b'&')),
        })
    }
}

/// True if the last `letters` letters of a name are a word of their own: `api_key`, `apiKey`.
fn is_parted(name: &str, letters: usize) -> bool {
    let at = name.len().saturating_sub(letters);
    let (before, word) = name.split_at_checked(at).unwrap_or_default();
    before.ends_with(['_', '-']) || word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// The value on the right of an assignment.
struct Value<'a> {
    text: &'a str,
    start: usize,
    is_quoted: bool,
    /// The value is longer than the part that was examined.
    is_cut: bool,
}

impl<'a> Value<'a> {
    fn read(text: &Text<'a>, from: usize, is_in_query: bool) -> Option<Self> {
        let quote = text.byte(from).filter(|byte| b"\"'`".contains(byte));
        let start = scheme(text, from.saturating_add(usize::from(quote.is_some())));
        if text.byte(start).is_none_or(|byte| placeholder(text, start, byte).is_some()) {
            return None;
        }
        let class: Class = match quote {
            Some(b'"') => |byte| !b"\"\n".contains(&byte),
            Some(b'\'') => |byte| !b"'\n".contains(&byte),
            Some(_) => |byte| !b"`\n".contains(&byte),
            None if is_in_query => |byte| is_value(byte) && byte != b'&',
            None => is_value,
        };
        let end = text.run(start, limits::JUDGED_BYTES_MAX, class);
        let is_quoted = quote.is_some() && text.byte(end) == quote;
        let found = text.slice(start, end);
        // Punctuation at the end belongs to the sentence.
        let found = if is_quoted { found } else { found.trim_end_matches(['.', ',', ':', '*', '_']) };
        let is_cut = start.saturating_add(found.len()) == end && !is_quoted;
        (!found.is_empty()).then_some(Self { text: found, start, is_quoted, is_cut })
    }

    fn of(&self, text: &Text<'_>, name: &Name, is_equals: bool) -> Option<Match> {
        let Self { text: found, start, is_quoted, is_cut } = *self;
        let has_spaces = found.contains(char::is_whitespace);
        let is_secret = match name.kind {
            NameKind::Password | NameKind::Secret | NameKind::Key
                if is_stand_in(found) || !is_quoted && is_code(found) =>
            {
                false
            }
            NameKind::Password if has_spaces => is_equals && is_quoted && found.len() >= 8,
            NameKind::Password if is_quoted || is_equals && name.is_shouted => found.len() >= 4,
            NameKind::Password => is_password(found, 4),
            NameKind::Secret => !has_spaces && (is_password(found, 8) || is_random(found, 16)),
            NameKind::Key => is_random(found, 16),
        };
        if !is_secret {
            return None;
        }
        let end = start.saturating_add(found.len());
        let end =
            if is_cut { text.run(end, usize::MAX, |byte| is_name(byte) || b"+/=.~%".contains(&byte)) } else { end };
        Some(Match::new(start, end, Kind::Value))
    }
}

/// The offset after an authentication scheme such as `Bearer `, if one stands at `at`.
fn scheme(text: &Text<'_>, at: usize) -> usize {
    let scheme = SCHEMES.iter().find(|scheme| text.starts_in_any_case(at, scheme));
    at.saturating_add(scheme.map_or(0, |scheme| scheme.len()))
}

fn is_value(byte: u8) -> bool {
    byte > b' ' && byte != 0x7F && !b"\"'`<>,;&()[]{}|".contains(&byte)
}
