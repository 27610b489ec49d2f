//! Amounts of a sentence: digits, number words, scales, ordinals, fractions, versions, with their units.

mod value;
mod words;

use super::token::Token;
use crate::{pick, speech};
pub(super) use value::Value;

#[derive(Clone, Debug)]
pub(super) struct Amount {
    pub(super) value: Value,
    /// In the singular.
    pub(super) unit: Option<String>,
    /// The stem of the thing that is counted, right behind it.
    pub(super) noun: Option<String>,
    /// Index of its first token.
    pub(super) at: usize,
    /// Index of the token behind it.
    pub(super) end: usize,
    /// True for a word that need not be a number: "one", "first", "second".
    pub(super) soft: bool,
    /// True for two to ten in words, without a unit.
    pub(super) small: bool,
    /// True for a small number that counts in an enumeration: "two of these", "stop three", "third".
    pub(super) listed: bool,
}

impl Amount {
    /// True for the index of one of its tokens.
    pub(super) fn covers(&self, at: usize) -> bool {
        (self.at..self.end).contains(&at)
    }
}

/// Units beside those of measure.
const UNITS: [&str; 26] = [
    "year", "month", "week", "day", "hour", "minute", "second", "night", "decade", "century", "acre", "mile", "foot",
    "inch", "ton", "tonne", "euro", "pound", "cent", "dollar", "percent", "kilo", "degree", "knot", "gallon", "yard",
];
/// Words before a number that counts in an enumeration.
const LISTS: [&str; 11] =
    ["stop", "round", "part", "point", "question", "reason", "all", "the", "these", "those", "number"];
/// Words between two amounts that share a unit.
const BETWEEN: [&str; 4] = ["to", "or", "and", "through"];

/// The amounts of a sentence, in order.
pub(super) fn amounts(tokens: &[Token]) -> Vec<Amount> {
    let mut found: Vec<Amount> = Vec::new();
    let mut shared: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
        let last = at.checked_sub(1).and_then(|before| tokens.get(before)).map_or("", |token| token.word.as_str());
        let Some((values, used, soft)) = value::parse(rest, last) else {
            at += 1;
            continue;
        };
        let behind = rest.get(used..).unwrap_or_default();
        let unit = unit(behind);
        let clause = rest.get(used - 1).map(|last| last.clause);
        let noun = if unit.is_some() { None } else { noun(behind, clause) };
        // "3 to 8 cents": both have the unit.
        for index in shared.drain(..) {
            if let Some(before) = found.get_mut(index).filter(|before| before.unit.is_none() && unit.is_some()) {
                (before.unit, before.noun) = (unit.clone(), None);
            }
            // "8 to 12 thousand"
            let scale = used.checked_sub(1).filter(|at| *at > 0).and_then(|at| words::scale(&rest.get(at)?.word));
            if let Some((before, power)) = found.get_mut(index).zip(scale) {
                before.value = before.value.clone().scaled(power);
            }
        }
        let listed = words::is_ordinal(last_of(rest, used))
            || LISTS.contains(&last)
            || behind.first().is_some_and(|next| next.word == "of");
        let small = unit.is_none() && words::is_small(last_of(rest, used));
        found.extend(values.into_iter().map(|value| Amount {
            value,
            small,
            listed,
            unit: unit.clone(),
            noun: noun.clone(),
            at,
            end: at + used,
            soft,
        }));
        let leads = behind.first().is_some_and(|next| BETWEEN.contains(&next.word.as_str()));
        if leads && unit.is_none() {
            let next = behind.get(1..).unwrap_or_default();
            shared.extend(value::parse(next, "").and_then(|_| found.len().checked_sub(1)));
        }
        at += used.max(1);
    }
    found
}

/// The word of a number that is one word.
fn last_of(tokens: &[Token], used: usize) -> &str {
    tokens.first().filter(|_| used == 1).map_or("", |token| token.word.as_str())
}

/// The unit right behind a number.
fn unit(behind: &[Token]) -> Option<String> {
    let mut behind = behind.iter();
    let first = behind.next()?;
    if ["square", "cubic"].contains(&first.word.as_str()) {
        return behind.next().map(|next| format!("{} {}", first.word, singular(&next.word)));
    }
    is_unit(&first.word).then(|| singular(&first.word))
}

/// True for the name of a unit.
pub(super) fn is_unit(word: &str) -> bool {
    UNITS.contains(&singular(word).as_str()) || (word.len() > 2 && word != "line" && speech::is_unit(word))
}

/// A unit in the singular.
pub(super) fn singular(word: &str) -> String {
    match word {
        "feet" => "foot".to_owned(),
        "inches" => "inch".to_owned(),
        "centuries" => "century".to_owned(),
        _ => word.strip_suffix('s').filter(|one| one.len() > 2).unwrap_or(word).to_owned(),
    }
}

/// The stem of the thing that is counted: the word right behind a number, in its clause.
fn noun(behind: &[Token], clause: Option<usize>) -> Option<String> {
    let next = behind.first().filter(|next| Some(next.clause) == clause);
    next.filter(|next| next.word.len() > 2 && !pick::is_stop_word(&next.word)).map(|next| next.stem.clone())
}
