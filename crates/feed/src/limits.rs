//! Sizes, each with its reason.

/// Bytes of a description: Apple's bound, which others share.
pub const DESCRIPTION_BYTES_MAX: usize = 4_000;
/// Characters of any other value: PSP-1.
pub const VALUE_CHARS_MAX: usize = 255;
/// Episodes on a page. Most apps read the first page alone; with eight chapters each it has 0.3 MB.
pub const EPISODES_MAX: usize = 100;
/// Characters of a title in the name of a file. Players show the name where they know nothing else.
pub const SLUG_CHARS_MAX: usize = 60;
