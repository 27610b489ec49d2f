//! Every bound of this crate.

/// Passes over one text: a replacement can expose another match. Ordinary texts need two; more means an attack.
pub const ROUNDS_MAX: usize = 8;
/// Bytes of a token that are examined; a match is then redacted to its end, however long.
pub(crate) const JUDGED_BYTES_MAX: usize = 256;
/// Characters before the sign of a mail address (RFC 5321).
pub(crate) const LOCAL_CHARS_MAX: usize = 64;
/// Bytes of a host's name (RFC 1035).
pub(crate) const HOST_BYTES_MAX: usize = 253;
/// Bytes of the name of something assigned.
pub(crate) const NAME_BYTES_MAX: usize = 64;
/// Bytes of a user's name in a path.
pub(crate) const USER_BYTES_MAX: usize = 64;
/// Groups of digits in a phone number.
pub(crate) const GROUPS_MAX: usize = 8;
/// Digits of a phone number (E.164).
pub(crate) const DIGITS_MAX: usize = 15;
