//! The bounds of identity, each stated once.

/// Characters of an operator's word for a token.
pub const TOKEN_NAME_CHARS_MAX: usize = 100;

/// How long both are good when a token is replaced: who holds the old one has a working day to change it.
pub const OVERLAP_MS_DEFAULT: u64 = 24 * 60 * 60 * 1000;

/// Longer is no rotation any more.
pub const OVERLAP_MS_MAX: u64 = 30 * OVERLAP_MS_DEFAULT;

/// Hexadecimal digits of a key: as long as the digest it is for.
pub const KEY_CHARS_MIN: usize = 64;

/// Characters of a subject's name: a mail address has at most 254.
pub const SUBJECT_CHARS_MAX: usize = 256;

/// How long the index is waited for at the door: one row is read in milliseconds, and a client of ours gives up after thirty
/// seconds, in which it can have asked again.
pub const LOOK_UP_MS: i64 = 5_000;
