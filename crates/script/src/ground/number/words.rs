//! Number words: "twenty-four", "one hundred and five", "nineteen thirty-four", "third", "two thirds", "a dozen".

use super::value::Value;
use crate::ground::token::Token;

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ORDINALS: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
const TENTHS: [&str; 8] =
    ["twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"];
/// Scales and their power of ten.
const SCALES: [(&str, i32); 5] = [("hundred", 2), ("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12)];
const PARTS: [(&str, u8); 8] = [
    ("thirds", 3),
    ("third", 3),
    ("quarters", 4),
    ("quarter", 4),
    ("fifths", 5),
    ("fifth", 5),
    ("tenths", 10),
    ("tenth", 10),
];
/// Words that need not be a number.
const SOFT: [&str; 3] = ["one", "first", "second"];

/// True for "two" to "ten", and for "third" to "tenth".
pub(super) fn is_small(word: &str) -> bool {
    is_ordinal(word) || SMALL.iter().skip(2).take(9).any(|one| *one == word)
}

/// True for "third" to "tenth".
pub(super) fn is_ordinal(word: &str) -> bool {
    ORDINALS.iter().skip(2).take(9).any(|one| *one == word)
}

/// The power of ten of a scale.
pub(super) fn scale(word: &str) -> Option<i32> {
    let one = word.strip_suffix('s').unwrap_or(word);
    SCALES.iter().find(|(name, _)| *name == one).map(|(_, power)| *power)
}

/// The denominator of a fraction.
pub(super) fn fraction(word: &str) -> Option<u8> {
    PARTS.iter().find(|(name, _)| *name == word).map(|(_, part)| *part)
}

fn place(table: &[&str], word: &str) -> Option<u64> {
    table.iter().position(|one| *one == word).and_then(|index| u64::try_from(index).ok())
}

fn tens(word: &str) -> Option<u64> {
    place(&TENS, word).map(|index| 20 + 10 * index)
}

/// The value of number words, the tokens they take, and true if they need not be a number.
pub(super) fn parse(tokens: &[Token], last: &str) -> Option<(Value, usize, bool)> {
    let word = |index: usize| tokens.get(index).map_or("", |token| token.word.as_str());
    let head = word(0);
    match head {
        "half" | "halves" => return Some((Value::decimal(5, -1), 1, false)),
        "dozen" | "dozens" => return Some((Value::whole(12), 1, head == "dozens")),
        "twice" => return Some((Value::whole(2), 1, false)),
        "a" | "an" if word(1) == "quarter" => return Some((Value::decimal(25, -2), 2, true)),
        "a" | "an" if ["dozen"].contains(&word(1)) => return Some((Value::whole(12), 2, false)),
        "a" | "an" if ["third", "tenth", "fifth"].contains(&word(1)) && word(2) == "of" => {
            return Some((Value::Name(format!("1/{}", fraction(word(1))?)), 2, false));
        }
        "a" | "an" if scale(word(1)).is_some() => {
            return Some((Value::decimal(1, scale(word(1))?), 2, false));
        }
        _ => {}
    }
    let ordinal = place(&ORDINALS, head).or_else(|| place(&TENTHS, head).map(|index| 20 + 10 * index));
    if let Some(value) = ordinal {
        // "per second", "a second" and "seconds" are time.
        let time = head == "second" && ["per", "a", "each", "every"].contains(&last);
        return (!time).then(|| (Value::whole(value), 1, SOFT.contains(&head)));
    }
    let (total, used) = cardinal(tokens)?;
    if let Some(part) = fraction(word(used)).filter(|_| total < 20) {
        let value = match (total, part) {
            (1, 4) => Value::decimal(25, -2),
            (3, 4) => Value::decimal(75, -2),
            _ => Value::Name(format!("{total}/{part}")),
        };
        return Some((value, used + 1, false));
    }
    let mut decimals = String::new();
    let mut behind = used;
    if [word(used), word(used + 1), word(used + 2)] == ["and", "a", "half"] {
        decimals.push('5');
        behind += 3;
    }
    if word(behind) == "point" {
        while let Some(digit) = place(&SMALL, word(used + 1 + decimals.len())).filter(|digit| *digit < 10) {
            decimals.push_str(&digit.to_string());
        }
        behind += if decimals.is_empty() { 0 } else { decimals.len() + 1 };
    }
    let power = -i32::try_from(decimals.len()).ok()?;
    let mantissa = format!("{total}{decimals}").parse().ok()?;
    match scale(word(behind)).filter(|_| !decimals.is_empty()) {
        Some(more) => Some((Value::decimal(mantissa, power.saturating_add(more)), behind + 1, false)),
        None => {
            Some((Value::decimal(mantissa, power), behind, used == 1 && SOFT.contains(&head) && decimals.is_empty()))
        }
    }
}

/// A whole number in words, and the tokens it takes.
fn cardinal(tokens: &[Token]) -> Option<(u64, usize)> {
    let word = |index: usize| tokens.get(index).map_or("", |token| token.word.as_str());
    let (mut total, mut current, mut used) = (0_u64, 0_u64, 0_usize);
    // The largest number that may still be added: "twenty four", but not "four four".
    let mut room = u64::MAX;
    loop {
        let and = usize::from(used > 0 && word(used) == "and" && (99..u64::MAX).contains(&room));
        let said = word(used + and);
        if let Some(value) = place(&SMALL, said).or_else(|| tens(said)) {
            let year = used == 1 && (10..=20).contains(&current) && (10..100).contains(&value) && and == 0;
            if year {
                current *= 100;
            } else if value > room {
                break;
            }
            current += value;
            room = if value >= 20 { 9 } else { 0 };
            // "nineteen thirty four"
            room = if year && value >= 20 { 9 } else { room };
        } else if let Some(power) = scale(said).filter(|_| used > 0 && and == 0 && !said.ends_with('s')) {
            let by = 10_u64.saturating_pow(u32::try_from(power).ok()?);
            if power == 2 {
                current = current.saturating_mul(by);
            } else {
                total = total.saturating_add(current.max(1).saturating_mul(by));
                current = 0;
            }
            room = by.saturating_sub(1);
        } else if let Some(value) =
            place(&ORDINALS, said).filter(|value| used > 0 && (1..10).contains(value) && room == 9)
        {
            // "twenty-first"
            current += value;
            used += 1;
            break;
        } else {
            break;
        }
        used += and + 1;
    }
    (used > 0).then(|| (total.saturating_add(current), used))
}
