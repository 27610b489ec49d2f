//! Preformatted text: code, or prose that was only laid out by hand.

use super::super::super::block::Block;
use super::super::super::plain;
use super::Walk;
use crate::left::Why;

/// Words from which a text can be told from code.
const WORDS_MIN: usize = 8;
/// Of 100 words, those made of letters alone, with a mark behind them at most.
const PLAIN_WORDS_MIN: usize = 72;
/// Signs of code per 100 words.
const SIGNS_MAX: usize = 14;
/// Words per sentence; more are a list of names or a program's output.
const SENTENCE_WORDS_MAX: usize = 60;

impl Walk<'_> {
    /// Adds the content of a `pre`.
    pub(super) fn preformatted(&mut self, text: &str) {
        let is_coded = std::mem::take(&mut self.is_coded);
        if !super::has_words(text) {
            return;
        }
        if is_coded || !is_prose(text) {
            return self.push(Block::left(Why::Code, text.trim_matches('\n')));
        }
        for block in plain::blocks(text) {
            self.push(block);
        }
    }
}

fn is_prose(text: &str) -> bool {
    let (mut words, mut plain, mut sentences) = (0, 0, 0);
    for word in text.split_whitespace().filter(|word| super::has_words(word)) {
        words += 1;
        let bare =
            word.trim_matches(|c: char| c.is_ascii_punctuation() || matches!(c, '\u{201C}' | '\u{201D}' | '\u{2019}'));
        let is_plain = bare.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '-' | '\u{2019}'));
        plain += usize::from(is_plain);
        let ends = word.trim_end_matches(['"', ')', '\'']).ends_with(['.', '!', '?']);
        sentences += usize::from(ends && is_plain && bare.len() > 1);
    }
    let is_sign = |c: &char| matches!(c, '{' | '}' | ';' | '=' | '<' | '>' | '$' | '\\' | '|' | '@' | '#' | '~' | '^');
    let signs = text.chars().filter(is_sign).count();
    words >= WORDS_MIN
        && plain * 100 >= words * PLAIN_WORDS_MIN
        && signs * 100 <= words * SIGNS_MAX
        && sentences * SENTENCE_WORDS_MAX >= words
}
