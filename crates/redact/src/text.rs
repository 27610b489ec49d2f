//! Bytes to look at; there is nothing before the first and after the last.

#[derive(Clone, Copy)]
pub(crate) struct Text<'t>(pub(crate) &'t [u8]);

impl<'t> Text<'t> {
    pub(crate) fn at(self, index: usize) -> Option<u8> {
        self.0.get(index).copied()
    }

    pub(crate) fn before(self, index: usize) -> Option<u8> {
        self.at(index.checked_sub(1)?)
    }

    pub(crate) fn part(self, from: usize, to: usize) -> &'t [u8] {
        self.0.get(from..to.min(self.0.len())).unwrap_or_default()
    }

    pub(crate) fn starts_with(self, at: usize, prefix: &str) -> bool {
        self.0.get(at..).is_some_and(|rest| rest.starts_with(prefix.as_bytes()))
    }

    /// Whether a word could begin here.
    pub(crate) fn is_start(self, at: usize) -> bool {
        !self.before(at).is_some_and(is_word)
    }

    /// Where the run of such bytes from `at` on ends, at most so many bytes ahead.
    pub(crate) fn run(self, at: usize, bytes_max: usize, is_in: impl Fn(u8) -> bool) -> usize {
        let rest = self.part(at, at.saturating_add(bytes_max));
        at.saturating_add(rest.iter().take_while(|byte| is_in(**byte)).count())
    }

    /// Where the run of such bytes that ends before `at` begins, at most so many bytes back.
    pub(crate) fn run_back(self, at: usize, bytes_max: usize, is_in: impl Fn(u8) -> bool) -> usize {
        let rest = self.part(at.saturating_sub(bytes_max), at);
        at.saturating_sub(rest.iter().rev().take_while(|byte| is_in(**byte)).count())
    }
}

/// Letters of other scripts are letters too.
pub(crate) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

pub(crate) fn is_gap(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}
