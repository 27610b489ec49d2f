//! People named by version control: `Author: Rosa Example <rosa@example.com>`, `Signed-off-by: Rosa Example`.

use crate::kind::{Kind, SOMEBODY};
use crate::span::{Cursor, Match, placeholder};
use crate::text::is_blank;

/// Git trailers whose value is a person.
const TRAILERS: [&str; 11] = [
    "signed-off-by:",
    "co-authored-by:",
    "co-developed-by:",
    "reviewed-by:",
    "acked-by:",
    "tested-by:",
    "reported-by:",
    "suggested-by:",
    "helped-by:",
    "approved-by:",
    "committed-by:",
];
/// Headers whose value is a person only if a mail address follows; otherwise they are ordinary words.
const HEADERS: [&str; 11] = [
    "author:",
    "authors:",
    "committer:",
    "commit:",
    "tagger:",
    "from:",
    "to:",
    "cc:",
    "author ",
    "committer ",
    "tagger ",
];

pub(super) fn find(cursor: Cursor<'_>) -> Option<Match> {
    let Cursor { text, floor, at } = cursor;
    if at != 0 && text.before(at) != Some(b'\n') || at < floor {
        return None;
    }
    // Indented by git log, quoted in mail, or marked by a diff.
    let from = text.run(at, 8, |byte| is_blank(byte) || matches!(byte, b'>' | b'+' | b'-'));
    let label = |labels: &[&str]| {
        labels.iter().find(|label| text.starts_in_any_case(from, label)).map(|label| from.saturating_add(label.len()))
    };
    let (value, is_trailer) = match label(&TRAILERS) {
        Some(value) => (value, true),
        None => (label(&HEADERS)?, false),
    };
    let start = text.run(value, 16, is_blank);
    if text.byte(start).is_none_or(|byte| placeholder(text, start, byte).is_some()) {
        return None;
    }
    let line = text.slice(start, text.line_end(start));
    let named = if is_trailer { line } else { addressed(line)? };
    let named = named.trim_end();
    (!named.is_empty() && named != SOMEBODY).then(|| Match::new(start, start.saturating_add(named.len()), Kind::Author))
}

/// The value up to its last mail address: a timestamp may follow.
fn addressed(line: &str) -> Option<&str> {
    let (open, close) = (line.find('<')?, line.rfind('>')?);
    let inside = line.get(open..close)?;
    inside.contains('@').then(|| line.get(..=close)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn an_author_line_is_matched_only_at_the_start_of_a_line() {
        let text = Text::new("Author: R <r@x.de>\nthe Author: R <r@x.de>");
        let at = |at| find(Cursor { text: &text, floor: 0, at });
        assert_eq!(at(0), Some(Match::new(8, 18, Kind::Author)));
        assert_eq!(at(19), None);
        assert_eq!(at(23), None);
    }
}
