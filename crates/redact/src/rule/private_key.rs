//! Private keys in PEM, OpenSSH and PGP form: in a file, a diff, a quotation or a string with `\n` in it.

use crate::kind::Kind;
use crate::span::{Cursor, Match, placeholder};
use crate::text::{Text, is_blank};

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const LABEL_BYTES_MAX: usize = 40;
/// Bytes of a header line; more than any of these formats uses.
const LINE_BYTES_MAX: usize = 128;

pub(super) fn find(cursor: Cursor<'_>) -> Option<Match> {
    let Cursor { text, at, .. } = cursor;
    if !text.starts(at, BEGIN) {
        return None;
    }
    let from = at.saturating_add(BEGIN.len());
    let end =
        text.run(from, LABEL_BYTES_MAX, |byte| byte.is_ascii_uppercase() || byte == b' ' || byte.is_ascii_digit());
    let label = text.slice(from, end);
    if !label.contains("PRIVATE KEY") || !text.starts(end, "-----") {
        return None;
    }
    Some(Match::new(at, body(text, end.saturating_add(5)), Kind::PrivateKey))
}

/// The end of the key: after its END line, or else after the last line that looks like one.
fn body(text: &Text<'_>, from: usize) -> usize {
    let mut end = text.run(from, usize::MAX, is_body);
    if let Some(closed) = closed(text, end) {
        return closed;
    }
    while text.byte(end) == Some(b'\n') {
        let start = end.saturating_add(1);
        let inner = text.run(start, 8, |byte| is_blank(byte) || matches!(byte, b'>' | b'+' | b'|' | b'*'));
        // The END line begins with hyphens, which look like a diff's mark.
        let marked =
            if text.byte(inner) == Some(b'-') && !text.starts(inner, END) { inner.saturating_add(1) } else { inner };
        let inner = text.run(marked, 8, is_blank);
        if let Some(closed) = closed(text, inner) {
            return closed;
        }
        let is_placeholder = text.byte(inner).is_some_and(|byte| placeholder(text, inner, byte).is_some());
        let header = header(text, inner);
        let line = header.unwrap_or_else(|| text.run(inner, usize::MAX, is_body));
        let ends = matches!(text.byte(line), None | Some(b'\n'));
        let is_key = header.is_some() || ends && line.saturating_sub(inner) != 1;
        if let Some(closed) = closed(text, line).filter(|_| !is_placeholder) {
            return closed;
        }
        if is_placeholder || !is_key {
            return end;
        }
        end = line;
    }
    end
}

fn closed(text: &Text<'_>, at: usize) -> Option<usize> {
    text.starts(at, END).then_some(())?;
    let from = at.saturating_add(END.len());
    let label =
        text.run(from, LABEL_BYTES_MAX, |byte| byte.is_ascii_uppercase() || byte == b' ' || byte.is_ascii_digit());
    Some(text.run(label, 5, |byte| byte == b'-'))
}

/// The end of a header line such as `Proc-Type: 4,ENCRYPTED`.
fn header(text: &Text<'_>, at: usize) -> Option<usize> {
    let name = text.run(at, 20, |byte| byte.is_ascii_alphabetic() || byte == b'-');
    let known = ["Proc-Type", "DEK-Info", "Version", "Comment", "Hash", "Charset", "MessageID"];
    let is_header = known.contains(&text.slice(at, name)) && text.byte(name) == Some(b':');
    is_header.then(|| text.run(name, LINE_BYTES_MAX, |byte| byte != b'\n'))
}

fn is_body(byte: u8) -> bool {
    // The backslash is for `\n` in a string, the carriage return for CRLF.
    byte.is_ascii_alphanumeric() || b"+/=\\\r".contains(&byte)
}
