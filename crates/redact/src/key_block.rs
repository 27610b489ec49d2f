//! Private keys between their armour, whatever format is inside.

use protocol::RedactionKind;

use crate::found::Found;
use crate::limits::KEY_BLOCK_BYTES_MAX;
use crate::text::Text;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";
const PRIVATE: &[u8] = b"PRIVATE KEY";
const LABEL_BYTES_MAX: usize = 64;

pub(crate) fn find(text: Text<'_>, at: usize) -> Option<Found> {
    if !text.starts_with(at, BEGIN) {
        return None;
    }
    let label_at = at + BEGIN.len();
    let label_end =
        text.run(label_at, LABEL_BYTES_MAX, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b' ');
    let label = text.part(label_at, label_end);
    if !label.windows(PRIVATE.len()).any(|part| part == PRIVATE) || !text.starts_with(label_end, DASHES) {
        return None;
    }
    Some(Found::new(RedactionKind::PrivateKey, at, end(text, label_end + DASHES.len())))
}

/// Behind the end of the armour; without one, behind what could still be of the key.
fn end(text: Text<'_>, body: usize) -> usize {
    let window = text.part(body, body.saturating_add(KEY_BLOCK_BYTES_MAX));
    let next = window.windows(DASHES.len()).position(|part| part == DASHES.as_bytes()).map(|position| body + position);
    match next.filter(|next| text.starts_with(*next, END)) {
        Some(next) => {
            let label_end = text.run(next + END.len(), LABEL_BYTES_MAX, |byte| byte != b'-' && byte != b'\n');
            text.run(label_end, DASHES.len(), |byte| byte == b'-')
        }
        None => {
            text.run(body, KEY_BLOCK_BYTES_MAX, |byte| byte.is_ascii_alphanumeric() || b"+/=\r\n\\".contains(&byte))
        }
    }
}
