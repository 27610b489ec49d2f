//! The lines in which a commit says who made it.

use protocol::RedactionKind;

use crate::found::{Found, SOMEBODY};
use crate::text::{Text, is_gap};

/// Only commits have these.
const TRAILERS: [&str; 9] = [
    "Signed-off-by:",
    "Co-authored-by:",
    "Co-developed-by:",
    "Reviewed-by:",
    "Acked-by:",
    "Tested-by:",
    "Reported-by:",
    "Suggested-by:",
    "Helped-by:",
];

/// These may begin any line: whoever they name has an address behind the name.
const HEADS: [&str; 7] = ["Author:", "Commit:", "Committer:", "From:", "Cc:", "author ", "committer "];

const LINE_BYTES_MAX: usize = 400;

pub(crate) fn find(text: Text<'_>, at: usize) -> Option<Found> {
    if !text.at(at)?.is_ascii_alphabetic() || !begins_line(text, at) {
        return None;
    }
    let starts = |head: &&&str| text.part(at, at + head.len()).eq_ignore_ascii_case(head.as_bytes());
    let trailer = TRAILERS.iter().find(starts);
    let head = trailer.or_else(|| HEADS.iter().find(starts))?;
    let from = text.run(at + head.len(), LINE_BYTES_MAX, is_gap);
    let line_end = text.run(from, LINE_BYTES_MAX, |byte| byte != b'\n' && byte != b'\r');
    let named = text.part(from, line_end);
    let address_end = named
        .iter()
        .position(|byte| *byte == b'>')
        .filter(|_| named.iter().position(|byte| *byte == b'<') < named.iter().position(|byte| *byte == b'@'));
    let to = match address_end {
        // What follows the address says when, not who.
        Some(end) => from + end + 1,
        None if trailer.is_some() => line_end,
        None => return None,
    };
    let is_cut = address_end.is_none() && text.at(line_end).is_some_and(|byte| byte != b'\n' && byte != b'\r');
    let is_somebody = !named.is_empty() && named != SOMEBODY.as_bytes() && !is_cut;
    is_somebody.then(|| Found::new(RedactionKind::Author, from, to))
}

/// Quoted, indented and changed lines begin behind their signs.
fn begins_line(text: Text<'_>, at: usize) -> bool {
    let start = text.run_back(at, 16, |byte| is_gap(byte) || b">|*#+-".contains(&byte));
    start == 0 || text.before(start) == Some(b'\n')
}
