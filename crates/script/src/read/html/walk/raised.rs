//! Raised and lowered text: marks of notes, powers, ordinals and indices.

use super::super::super::block::squeeze;
use super::Walk;
use crate::left::{Left, Why};

/// Letters of a base that can have a power: a variable, a unit, a number's end.
const BASE_LETTERS_MAX: usize = 3;
/// Characters of a power such as "n+1".
const POWER_CHARS_MAX: usize = 4;
/// Short words that have no powers; a number behind them is the mark of a note.
const WORDS: [&str; 40] = [
    "a", "i", "it", "is", "in", "on", "at", "to", "as", "by", "of", "or", "so", "us", "we", "he", "me", "my", "an",
    "be", "do", "go", "if", "no", "up", "the", "and", "for", "you", "was", "has", "had", "are", "but", "not", "one",
    "all", "can", "our", "use",
];

impl Walk<'_> {
    /// Ends a `sup` or a `sub`: turns its text into words, or leaves it out.
    pub(super) fn end_raised(&mut self, is_raised: bool) {
        let Some(at) = self.since() else { return };
        let raised = self.text.split_off(at);
        let text = squeeze(&raised);
        if !super::has_words(&text) {
            return;
        }
        let said = if is_raised { self.raised(&text) } else { self.lowered(&text) };
        match said {
            Some(said) => self.text.push_str(&said),
            None => {
                self.linked = self.linked.saturating_sub(text.len());
                let why = if matches!(text.as_str(), "TM" | "SM" | "R") { Why::Unspeakable } else { Why::Reference };
                self.within.push(Left::new(why, text));
            }
        }
    }

    /// True if the innermost element holds a link, or is part of one to another place of the page.
    fn is_link(&self) -> bool {
        self.context().linked_here || self.linked > self.stack.last().map_or(0, |open| open.linked)
    }

    /// The words of raised text; none for the mark of a note.
    fn raised(&self, text: &str) -> Option<String> {
        let base = base(&self.text);
        let is_ordinal = matches!(text, "st" | "nd" | "rd" | "th");
        if is_ordinal && (base.ends_with(|c: char| c.is_ascii_digit()) || base.chars().count() == 1) {
            return Some(text.to_owned());
        }
        let is_mark = text.starts_with(['[', '(', '*', '\u{2020}']) || matches!(text, "TM" | "SM" | "R");
        if is_mark || self.is_link() {
            return None;
        }
        let number = text.trim_start_matches(['-', '\u{2212}', '+']);
        let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '.');
        let is_list = text.split([',', ' ', ';', '-']).all(|part| part.chars().all(|c| c.is_ascii_digit()));
        let is_short = text.chars().count() <= POWER_CHARS_MAX && text.split_whitespace().count() == 1;
        match can_have_power(&base, text) {
            true if is_number || (is_short && !is_list) => Some(power(text)),
            false if is_number || is_list || text.chars().count() == 1 => None,
            _ => Some(format!(" {text}")),
        }
    }

    /// The words of lowered text: "H2O" stays one word, "x 1" is two.
    fn lowered(&self, text: &str) -> Option<String> {
        let base = base(&self.text);
        let is_number = text.chars().all(|c| c.is_ascii_digit());
        let is_symbol = base.ends_with(|c: char| c.is_ascii_uppercase()) && base.chars().all(char::is_alphanumeric);
        Some(if is_number && is_symbol { text.to_owned() } else { format!(" {text}") })
    }
}

/// The letters and digits at the end of a text, and a closing bracket behind them.
fn base(text: &str) -> String {
    let is_base = |c: &char| c.is_alphanumeric() || matches!(c, ')' | ']' | '.' | ',');
    let base: Vec<char> = text.chars().rev().take(24).take_while(is_base).collect();
    base.into_iter().rev().collect()
}

fn can_have_power(base: &str, power: &str) -> bool {
    if base.ends_with(')') {
        return power != "1";
    }
    let letters = base.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
    let is_number = letters.is_empty() && base.ends_with(|c: char| c.is_ascii_digit());
    let is_unit = (1..=BASE_LETTERS_MAX).contains(&letters.chars().count()) && letters.chars().all(char::is_alphabetic);
    is_number || (is_unit && power != "1" && !WORDS.contains(&letters.to_lowercase().as_str()))
}

/// A power as said behind its base.
pub(super) fn power(text: &str) -> String {
    match text {
        "2" => " squared".to_owned(),
        "3" => " cubed".to_owned(),
        _ => match text.strip_prefix(['-', '\u{2212}']) {
            Some(number) => format!(" to the minus {number}"),
            None => format!(" to the {text}"),
        },
    }
}
