//! Names in paths that lead through a home directory; the path itself stays.

use protocol::RedactionKind;

use crate::found::{Found, SOMEBODY};
use crate::limits::NAME_BYTES_MAX;
use crate::text::{Text, is_word};

const HOMES: [&str; 6] = ["/home/", "/Users/", ":\\Users\\", ":\\\\Users\\\\", ":/Users/", "/export/home/"];

/// Accounts that are the same everywhere.
const NOBODY: [&str; 13] = [
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
    "linuxbrew",
];

pub(crate) fn find(text: Text<'_>, at: usize) -> Option<Found> {
    let from = match text.at(at)? {
        b'/' | b':' => after_home(text, at)?,
        b'~' if text.is_start(at) && !text.before(at).is_some_and(|byte| byte == b'/' || byte == b'~') => at + 1,
        _ => return None,
    };
    let to = text.run(from, NAME_BYTES_MAX, |byte| is_word(byte) || byte == b'.' || byte == b'-');
    let to = if text.before(to) == Some(b'.') { to - 1 } else { to };
    let name = str::from_utf8(text.part(from, to)).ok()?;
    let is_tilde = text.at(at) == Some(b'~');
    let is_name = name.starts_with(|c: char| c.is_alphabetic() || (c == '_' && !is_tilde)) && !NOBODY.contains(&name);
    let is_path = !is_tilde || text.at(to) == Some(b'/');
    (is_name && is_path).then(|| Found::new(RedactionKind::HomeDirectory, from, to))
}

/// Where the name begins; a page called home has a host, or a folder, before it.
fn after_home(text: Text<'_>, at: usize) -> Option<usize> {
    let is_drive = text.at(at) == Some(b':');
    let is_root = if is_drive {
        text.before(at).is_some_and(|byte| byte.is_ascii_alphabetic())
    } else {
        !text.before(at).is_some_and(|byte| is_word(byte) || b".-~%}".contains(&byte))
    };
    let home = HOMES.iter().find(|home| text.starts_with(at, home))?;
    is_root.then(|| at + home.len())
}
