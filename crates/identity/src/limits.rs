//! Limits of identity, each stated once.

/// Characters of an operator's name for a token.
pub const TOKEN_NAME_CHARS_MAX: usize = 100;

/// Overlap of a rotation when none is given: the holder of the old token has a working day to replace it.
pub const OVERLAP_MS_DEFAULT: u64 = 24 * 60 * 60 * 1000;

/// Longest overlap of a rotation.
pub const OVERLAP_MS_MAX: u64 = 30 * OVERLAP_MS_DEFAULT;

/// Lifetime of a browser's session: it is renewed by signing in again, once a month.
pub const SESSION_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// Lifetime of a pairing code: the time to go from one screen to the other.
pub const PAIRING_MS: i64 = 10 * 60 * 1000;
/// Lifetime of a confirmed connection: the extension asks at once, and asks again if the answer is lost.
pub const CONFIRMATION_MS: i64 = 10 * 60 * 1000;

/// Hexadecimal digits of a key: as long as the digest it is for.
pub const KEY_CHARS_MIN: usize = 64;

/// Characters of a subject's name: a mail address has at most 254.
pub const SUBJECT_CHARS_MAX: usize = 256;

/// Timeout of looking up a token: one row is read in milliseconds, and a client of ours gives up after thirty seconds,
/// in which it can have asked again.
pub const LOOK_UP_MS: i64 = 5_000;
