//! Length of an episode: words, minutes, seconds. The one place where words become time.

use protocol::Language;

use crate::limits;
use crate::turn::Turn;

/// Words of turns, as they are spoken.
pub fn spoken_words(turns: &[Turn]) -> usize {
    turns.iter().map(|turn| words(&turn.text)).sum()
}

/// Seconds that a number of English words takes, rounded up.
pub fn seconds(words: usize) -> usize {
    seconds_in(words, Language::English)
}

/// Seconds that a number of words of a language takes, rounded up.
pub fn seconds_in(words: usize, language: Language) -> usize {
    words.saturating_mul(60).div_ceil(limits::words_per_minute(language))
}

/// Words of a language that fill a number of minutes.
pub fn words_in(minutes: u16, language: Language) -> usize {
    usize::from(minutes).saturating_mul(limits::words_per_minute(language))
}

/// True if an episode of so many English words is about as long as asked for.
pub fn fits_minutes(words: usize, minutes: u16) -> bool {
    fits_minutes_in(words, minutes, Language::English)
}

/// True if an episode of so many words of a language is about as long as asked for.
pub fn fits_minutes_in(words: usize, minutes: u16, language: Language) -> bool {
    is_near(words, words_in(minutes, language), limits::LENGTH_PERCENT)
}

/// Words of a text that is spoken.
pub(crate) fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// True if a length is not off a planned one by more than a percentage of it.
pub(crate) fn is_near(words: usize, planned: usize, percent: usize) -> bool {
    words.abs_diff(planned).saturating_mul(100) <= planned.saturating_mul(percent)
}
