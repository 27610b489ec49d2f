//! Values of numbers: exact decimals, fractions, and names with digits.

use super::words;
use crate::ground::token::Token;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ground) enum Value {
    /// `mantissa` × 10^`power`; the mantissa ends with no zero.
    Decimal { mantissa: u128, power: i32, minus: bool },
    /// A version, or a word with digits: "2.4.1", "p99".
    Name(String),
}

/// Digits of a number that is an amount; a longer one is a name.
const DIGITS_MAX: usize = 24;

/// The first number that is taken for a year.
const YEAR_MIN: u128 = 1_000;

impl Value {
    pub(super) fn whole(amount: u64) -> Value {
        Value::decimal(u128::from(amount), 0)
    }

    pub(super) fn decimal(mut mantissa: u128, mut power: i32) -> Value {
        while mantissa != 0 && mantissa.is_multiple_of(10) {
            (mantissa, power) = (mantissa / 10, power.saturating_add(1));
        }
        Value::Decimal { mantissa, power: if mantissa == 0 { 0 } else { power }, minus: false }
    }

    /// True for a number with four digits or more, and for one with decimals, as of a version.
    pub(in crate::ground) fn is_year(&self) -> bool {
        match self {
            Value::Decimal { mantissa, power, .. } => {
                let digits =
                    u32::try_from(*power).ok().and_then(|power| mantissa.checked_mul(10_u128.checked_pow(power)?));
                *power < 0 || digits.is_none_or(|whole| whole >= YEAR_MIN)
            }
            Value::Name(_) => true,
        }
    }

    pub(super) fn scaled(self, by: i32) -> Value {
        match self {
            Value::Decimal { mantissa, power, minus } => {
                Value::Decimal { mantissa, power: power.saturating_add(by), minus }
            }
            Value::Name(name) => Value::Name(name),
        }
    }

    fn negative(self, minus: bool) -> Value {
        match self {
            Value::Decimal { mantissa, power, .. } => Value::Decimal { mantissa, power, minus },
            Value::Name(name) => Value::Name(name),
        }
    }
}

/// The numbers that some tokens begin with, the tokens they take, and true if the word need not be a number.
pub(super) fn parse(tokens: &[Token], last: &str) -> Option<(Vec<Value>, usize, bool)> {
    let first = tokens.first()?;
    if !first.word.contains(|c: char| c.is_ascii_digit()) {
        let (value, used, soft) = words::parse(tokens, last)?;
        return Some((vec![value.negative(last == "minus")], used, soft));
    }
    if let Some((hour, minute)) = first.word.split_once(':') {
        let parts = [hour, minute].into_iter().map(|part| digits(part).unwrap_or(Value::Name(part.to_owned())));
        return Some((parts.collect(), 1, false));
    }
    let Some(value) = digits(&first.word) else {
        return Some((vec![Value::Name(first.word.clone())], 1, false));
    };
    let said = |index: usize| tokens.get(index).map_or("", |token| token.word.as_str());
    let (mut text, mut used) = (first.word.clone(), 1);
    while ["point", "dot"].contains(&said(used)) && said(used + 1).starts_with(|c: char| c.is_ascii_digit()) {
        text = format!("{text}.{}", said(used + 1));
        used += 2;
    }
    let value = if used > 1 { digits(&text).unwrap_or(Value::Name(text)) } else { value };
    if let Some(power) = words::scale(said(used)) {
        return Some((vec![value.scaled(power).negative(last == "minus")], used + 1, false));
    }
    if let Some(part) = words::fraction(said(used)).filter(|_| said(used) != "second") {
        return Some((vec![Value::Name(format!("{}/{part}", first.word))], used + 1, false));
    }
    Some((vec![value.negative(last == "minus")], used, false))
}

/// The value of a number in digits: "1,500", "12.50", "14th", "1990s", "2.4.1".
fn digits(word: &str) -> Option<Value> {
    let ends = ["st", "nd", "rd", "th", "s"];
    let bare = ends.iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word).replace(',', "");
    let mut parts = bare.split('.');
    let (whole, decimals) = (parts.next()?, parts.next().unwrap_or_default());
    let is_plain = bare.chars().all(|c| c.is_ascii_digit() || c == '.') && bare.len() <= DIGITS_MAX;
    if !is_plain || whole.is_empty() {
        return None;
    }
    if parts.next().is_some() {
        return Some(Value::Name(bare));
    }
    let mantissa = format!("{whole}{decimals}").parse().ok()?;
    Some(Value::decimal(mantissa, -i32::try_from(decimals.len()).ok()?))
}
