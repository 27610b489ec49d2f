//! Validation of the raw text before parsing, and of words too long to be spoken.

use protocol::SourceFormat;

use super::Rejection;
use super::block::Block;
use crate::limits;
use crate::marks::{CODE_CLOSE, CODE_OPEN};

/// First bytes of binary formats that may contain no control character.
const MAGIC: [&str; 9] = ["%PDF-", "PK\u{3}\u{4}", "GIF87a", "GIF89a", "{\\rtf", "%!PS", "Rar!", "\u{FFFD}PNG", "OggS"];
/// A text may have one replacement character (U+FFFD) in this many; with more it counts as binary.
const UNREADABLE_ONE_IN: usize = 50;

/// Refuses a text that cannot be read in its format.
pub(crate) fn check(text: &str, format: SourceFormat) -> Result<(), Rejection> {
    check_size(text)?;
    // A diff shows the bytes of any file; no control character of it is said.
    if super::change::kind(format).is_none() { check_characters(text) } else { Ok(()) }
}

fn check_size(text: &str) -> Result<(), Rejection> {
    if text.len() > limits::SOURCE_BYTES_MAX {
        return Err(Rejection::TooLarge);
    }
    if text.contains('\0') {
        return Err(Rejection::HasNul);
    }
    let start = text.trim_start_matches('\u{FEFF}');
    if start.chars().all(char::is_whitespace) { Err(Rejection::Empty) } else { Ok(()) }
}

fn check_characters(text: &str) -> Result<(), Rejection> {
    let start = text.trim_start_matches('\u{FEFF}');
    let is_control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{C}' | '\u{85}');
    let unreadable = text.chars().filter(|c| *c == '\u{FFFD}').count();
    let is_binary = MAGIC.iter().any(|magic| start.starts_with(magic))
        || text.chars().any(is_control)
        || unreadable * UNREADABLE_ONE_IN > text.chars().count();
    if is_binary { Err(Rejection::Binary) } else { Ok(()) }
}

/// Refuses prose with a word that cannot be spoken; code and links are not prose.
pub(crate) fn check_words(blocks: &[Block]) -> Result<(), Rejection> {
    let too_long =
        blocks.iter().any(|block| words(block.spoken()).any(|word| longest_run(word) > limits::TOKEN_CHARS_MAX));
    if too_long { Err(Rejection::TokenTooLong) } else { Ok(()) }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let outside_code = text
        .split(CODE_OPEN)
        .enumerate()
        .map(|(index, part)| if index == 0 { part } else { part.split_once(CODE_CLOSE).map_or("", |(_, rest)| rest) });
    outside_code.flat_map(str::split_whitespace).filter(|word| !crate::speech::is_link(word))
}

/// The longest run of letters without a break for the voice (a sign, a digit, a capital after a small letter).
fn longest_run(word: &str) -> usize {
    let (mut longest, mut run, mut after_small) = (0, 0, false);
    for c in word.chars() {
        let breaks = !c.is_alphabetic() || (after_small && c.is_uppercase());
        run = if breaks { usize::from(c.is_alphabetic()) } else { run + 1 };
        longest = longest.max(run);
        after_small = c.is_lowercase();
    }
    longest
}
