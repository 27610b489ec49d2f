//! Numbers of digits, with an ending or without.

use super::{Lexicon, MONEY, with_ed, with_ing, with_s};
use crate::words::count::{cardinal, decimal, digit, ordinal, year};
use crate::words::scan::is_digit;
use crate::words::stress::Stress;
use crate::words::tagger::Tag;

const ENDINGS: [&str; 9] = ["ing", "'d", "ed", "'s", "st", "nd", "rd", "th", "s"];

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_digit)
}

pub(super) fn is_number(word: &str, is_head: bool) -> bool {
    if !word.contains(is_digit) {
        return false;
    }
    let word = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    let minus = |index: usize, c: char| is_head && index == 0 && c == '-';
    word.chars().enumerate().all(|(index, c)| is_digit(c) || ",.".contains(c) || minus(index, c))
}

/// The readings of the parts of a number; none of it is known, once a part is not.
struct Said<'l, 'p> {
    lexicon: &'l Lexicon<'p>,
    parts: Vec<Option<String>>,
}

impl Said<'_, '_> {
    fn word(&mut self, word: &str, stress: Stress) {
        self.parts.push(self.lexicon.look_up(word, Tag::NONE, stress, None));
    }

    fn words(&mut self, words: &str) {
        for word in words.split(|c: char| !c.is_ascii_lowercase()).filter(|word| !matches!(*word, "" | "and")) {
            self.word(word, if word == "point" { Stress::None } else { Stress::AsItIs });
        }
    }

    fn number(&mut self, digits: &str) {
        match digits.parse() {
            Ok(number) => self.words(&cardinal(number)),
            Err(_) => self.digits(digits),
        }
    }

    fn digits(&mut self, digits: &str) {
        for c in digits.chars() {
            self.words(digit(c));
        }
    }
}

impl Lexicon<'_> {
    pub(crate) fn number(&self, word: &str, money: Option<char>, is_head: bool) -> Option<String> {
        let ending_at = word.trim_end_matches(|c: char| c.is_ascii_lowercase() || c == '\'').len();
        let (word, ending) = word.split_at(ending_at);
        let is_ordinal = matches!(ending, "st" | "nd" | "rd" | "th");
        let mut said = Said { lexicon: self, parts: Vec::new() };
        let (is_negative, word) = word.strip_prefix('-').map_or((false, word), |word| (true, word));
        if is_negative {
            said.word("minus", Stress::AsItIs);
        }
        let plain = word.replace(',', "");
        let money = money.and_then(|sign| MONEY.iter().find(|(known, _)| *known == sign)).map(|(_, names)| *names);
        if is_digits(word) && is_ordinal {
            match word.parse() {
                Ok(number) => said.words(&ordinal(number)),
                Err(_) => said.digits(word),
            }
        } else if !is_negative && word.len() == 4 && money.is_none() && is_digits(word) {
            said.words(&year(word.parse().unwrap_or_default()));
        } else if !is_head && !word.contains('.') {
            inner(&mut said, &plain);
        } else if word.matches('.').count() > 1 || !is_head {
            version(&mut said, &plain);
        } else if let Some(names) = money.filter(|_| is_amount(word)) {
            amount(&mut said, &plain, names);
        } else {
            quantity(&mut said, &plain, is_ordinal && !is_digits(word));
        }
        let parts: Option<Vec<String>> = said.parts.into_iter().collect();
        let said = parts.filter(|parts| !parts.is_empty())?.join(" ");
        match ending {
            "s" | "'s" => with_s(&said),
            "ed" | "'d" => with_ed(&said),
            "ing" => with_ing(&said),
            _ => Some(said),
        }
    }
}

/// A number within a word: digit by digit, or in pairs.
fn inner(said: &mut Said<'_, '_>, digits: &str) {
    if digits.starts_with('0') || digits.len() > 3 {
        said.digits(digits);
    } else if digits.len() == 3 && !digits.ends_with("00") {
        let (hundreds, rest) = digits.split_at(1);
        said.number(hundreds);
        match rest.strip_prefix('0') {
            Some(last) => {
                said.word("O", Stress::None);
                said.number(last);
            }
            None => said.number(rest),
        }
    } else {
        said.number(digits);
    }
}

/// Numbers between points, as of a release.
fn version(said: &mut Said<'_, '_>, digits: &str) {
    for part in digits.split('.').filter(|part| !part.is_empty()) {
        let is_round = part.chars().skip(1).all(|c| c == '0');
        if part.starts_with('0') || (part.len() != 2 && !is_round) {
            said.digits(part);
        } else {
            said.number(part);
        }
    }
}

/// True unless there are more than two decimals.
fn is_amount(word: &str) -> bool {
    match word.split_once('.') {
        None => true,
        Some((_, cents)) => !cents.contains('.') && cents.len() < 3,
    }
}

fn amount(said: &mut Said<'_, '_>, digits: &str, names: [&'static str; 2]) {
    let number = |part: &str| if part.is_empty() { "0".to_owned() } else { part.to_owned() };
    let is_nought = |part: &str| part.chars().all(|c| c == '0');
    let mut parts: Vec<(String, &str)> = digits.split('.').map(number).zip(names).collect();
    if parts.get(1).is_some_and(|(cents, _)| is_nought(cents)) {
        parts.truncate(1);
    } else if parts.len() > 1 && parts.first().is_some_and(|(whole, _)| is_nought(whole)) {
        parts.remove(0);
    }
    for (index, (number, name)) in parts.into_iter().enumerate() {
        if index > 0 {
            said.word("and", Stress::AsItIs);
        }
        said.number(&number);
        if number.parse() != Ok(1_u64) && name != "pence" {
            said.parts.push(said.lexicon.plural(&format!("{name}s"), Tag::NONE, Stress::AsItIs, None));
        } else {
            said.word(name, Stress::AsItIs);
        }
    }
}

fn quantity(said: &mut Said<'_, '_>, digits: &str, is_ordinal: bool) {
    if let Some(decimals) = digits.strip_prefix('.') {
        said.words("point");
        said.digits(decimals);
    } else if digits.contains('.') {
        match decimal(digits) {
            Some(words) => said.words(&words),
            None => said.digits(digits),
        }
    } else if is_ordinal {
        match digits.parse() {
            Ok(number) => said.words(&ordinal(number)),
            Err(_) => said.digits(digits),
        }
    } else {
        said.number(digits);
    }
}
