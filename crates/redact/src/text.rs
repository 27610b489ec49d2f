//! Bounded, byte by byte reading of a text.
//!
//! Test builds count each read, to show that the work grows no faster than the text.

#[cfg(test)]
use std::cell::Cell;

pub(crate) struct Text<'a> {
    text: &'a str,
    #[cfg(test)]
    pub(crate) looks: Cell<usize>,
}

pub(crate) type Class = fn(u8) -> bool;

impl<'a> Text<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            #[cfg(test)]
            looks: Cell::new(0),
        }
    }

    pub(crate) fn byte(&self, at: usize) -> Option<u8> {
        #[cfg(test)]
        self.looks.set(self.looks.get() + 1);
        self.text.as_bytes().get(at).copied()
    }

    pub(crate) fn before(&self, at: usize) -> Option<u8> {
        at.checked_sub(1).and_then(|at| self.byte(at))
    }

    pub(crate) fn is(&self, at: usize, class: Class) -> bool {
        self.byte(at).is_some_and(class)
    }

    /// The end of a run of at most `max` bytes of a class.
    pub(crate) fn run(&self, from: usize, max: usize, class: Class) -> usize {
        let mut at = from;
        while at.saturating_sub(from) < max && self.is(at, class) {
            at = at.saturating_add(1);
        }
        at
    }

    /// The start of a run of at most `max` bytes of a class that ends at `end`; never before `floor`.
    pub(crate) fn run_back(&self, end: usize, floor: usize, max: usize, class: Class) -> usize {
        let mut at = end;
        while at > floor && end.saturating_sub(at) < max && self.before(at).is_some_and(class) {
            at = at.saturating_sub(1);
        }
        at
    }

    pub(crate) fn starts(&self, at: usize, word: &str) -> bool {
        word.bytes().enumerate().all(|(index, byte)| self.byte(at.saturating_add(index)) == Some(byte))
    }

    /// Compares without regard to case; `word` must be in lower case.
    pub(crate) fn starts_in_any_case(&self, at: usize, word: &str) -> bool {
        let same = |(index, byte): (usize, u8)| {
            self.byte(at.saturating_add(index)).is_some_and(|found| found.to_ascii_lowercase() == byte)
        };
        word.bytes().enumerate().all(same)
    }

    /// The text between two offsets; empty if they are not inside it.
    pub(crate) fn slice(&self, start: usize, end: usize) -> &'a str {
        let slice = self.text.get(start..end).unwrap_or_default();
        #[cfg(test)]
        self.looks.set(self.looks.get() + slice.len());
        slice
    }

    /// The end of the line that `from` is in.
    pub(crate) fn line_end(&self, from: usize) -> usize {
        self.run(from, usize::MAX, |byte| byte != b'\n')
    }
}

pub(crate) fn is_alphanumeric(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

pub(crate) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

pub(crate) fn is_name(byte: u8) -> bool {
    is_word(byte) || byte == b'-'
}

pub(crate) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}
