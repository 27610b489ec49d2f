//! A position in the walk over a text, and a match found there.
//!
//! Shared by the walk (`scan`) and the rules, so that no rule imports the walk.

use std::ops::Range;

use crate::kind::{Kind, PLACEHOLDERS};
use crate::text::{Text, is_alphanumeric};

/// A range to be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    pub(crate) span: Range<usize>,
    pub(crate) kind: Kind,
}

impl Match {
    pub(crate) fn new(start: usize, end: usize, kind: Kind) -> Self {
        Self { span: start..end, kind }
    }
}

/// A position in the walk: at byte `at`; everything before `floor` has been handled and must not be matched again.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    pub(crate) text: &'a Text<'a>,
    pub(crate) floor: usize,
    pub(crate) at: usize,
}

impl Cursor<'_> {
    /// True at the beginning of a word.
    pub(crate) fn opens(&self) -> bool {
        self.at == self.floor || !self.text.before(self.at).is_some_and(is_alphanumeric)
    }

    /// The byte before, unless it has been handled.
    pub(crate) fn before(&self) -> Option<u8> {
        if self.at == self.floor { None } else { self.text.before(self.at) }
    }
}

/// The end of the placeholder that begins at `at`, if one does.
pub(crate) fn placeholder(text: &Text<'_>, at: usize, byte: u8) -> Option<usize> {
    if byte != b'a' {
        return None;
    }
    PLACEHOLDERS.iter().find(|words| text.starts(at, words)).map(|words| at.saturating_add(words.len()))
}
