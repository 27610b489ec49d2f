//! Cursor of a feed's pages: the last episode of one names the next.

use std::fmt;
use std::str::FromStr;

use protocol::{JobId, Timestamp};

/// The place of an episode in a feed, which is sorted by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub published_at: Timestamp,
    pub id: JobId,
}

/// A text that is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("as the feed's link to its next page has it")]
pub struct MalformedCursor;

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.published_at.as_ms(), self.id)
    }
}

impl FromStr for Cursor {
    type Err = MalformedCursor;

    fn from_str(text: &str) -> Result<Self, MalformedCursor> {
        let (at, id) = text.split_once('.').ok_or(MalformedCursor)?;
        let published_at = at.parse().map(Timestamp::from_ms).map_err(|_| MalformedCursor)?;
        Ok(Self { published_at, id: id.parse().map_err(|_| MalformedCursor)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_is_written() {
        let id: JobId = "0198c0de-0000-7000-8000-00000000abcd".parse().unwrap_or_else(|error| panic!("{error}"));
        for ms in [-1, 0, 1_795_132_836_152] {
            let cursor = Cursor { published_at: Timestamp::from_ms(ms), id };
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
        for text in
            ["", "x", "1", "1.x", ".0198c0de-0000-7000-8000-00000000abcd", "x.0198c0de-0000-7000-8000-00000000abcd"]
        {
            assert_eq!(text.parse::<Cursor>(), Err(MalformedCursor), "{text}");
        }
    }
}
