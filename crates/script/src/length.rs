//! Length of an episode: words, minutes, seconds. The one place where words become time.

use crate::limits;
use crate::turn::Turn;

/// Words of turns, as they are spoken.
pub fn spoken_words(turns: &[Turn]) -> usize {
    turns.iter().map(|turn| words(&turn.text)).sum()
}

/// Seconds that a number of words takes, rounded up.
pub fn seconds(words: usize) -> usize {
    words.saturating_mul(60).div_ceil(limits::WORDS_PER_MINUTE)
}

/// Words that fill a number of minutes.
pub fn words_in(minutes: u16) -> usize {
    usize::from(minutes).saturating_mul(limits::WORDS_PER_MINUTE)
}

/// True if an episode of so many words is about as long as asked for.
pub fn fits_minutes(words: usize, minutes: u16) -> bool {
    is_near(words, words_in(minutes), limits::LENGTH_PERCENT)
}

/// Words of a text that is spoken.
pub(crate) fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// True if a length is not off a planned one by more than a percentage of it.
pub(crate) fn is_near(words: usize, planned: usize, percent: usize) -> bool {
    words.abs_diff(planned).saturating_mul(100) <= planned.saturating_mul(percent)
}
