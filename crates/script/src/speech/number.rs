//! Numbers as words, with their units, currencies, versions, dates, times and ranges.

mod calendar;
mod money;

use super::unit;

pub(super) struct Number {
    pub(super) text: String,
    /// True if the next word was its unit.
    pub(super) took_next: bool,
}

/// The words around a number.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) last: &'a str,
    pub(super) next: Option<&'a str>,
    /// The word after `next`.
    pub(super) after: Option<&'a str>,
}

const PREFIXES: [(&str, &str); 9] = [
    ("~", "about "),
    ("<=", "at most "),
    (">=", "at least "),
    ("<", "less than "),
    (">", "more than "),
    ("+-", "plus or minus "),
    ("+", "plus "),
    ("-", "minus "),
    ("=", "equals "),
];

/// A number with its unit as words; `None` if the word is no number.
pub(super) fn to_words(core: &str, context: Option<Context<'_>>) -> Option<Number> {
    let context = context.unwrap_or(Context { last: "", next: None, after: None });
    if !core.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    for (sign, said) in PREFIXES {
        if let Some(rest) = core.strip_prefix(sign)
            && rest.starts_with(|c: char| c.is_ascii_digit() || c == '$')
        {
            let number = plain(rest, context)?;
            return Some(Number { text: format!("{said}{}", number.text), ..number });
        }
    }
    plain(core, context)
}

fn plain(core: &str, context: Context<'_>) -> Option<Number> {
    let said = |text: String| Number { text, took_next: false };
    if let Some(digits) = core.strip_prefix('#').filter(|digits| is_digits(digits)) {
        return Some(said(format!("number {digits}")));
    }
    let whole = calendar::date(core).or_else(|| calendar::time(core)).or_else(|| version(core, context.last));
    if let Some(text) = whole {
        return Some(said(text));
    }
    range(core, context)
        .or_else(|| money::to_words(core, context.next))
        .or_else(|| quantity(core, context))
        .or_else(|| fraction(core).map(said))
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}

/// Splits digits with separators from the rest of a word.
pub(super) fn split_amount(text: &str) -> Option<(String, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '_'))).unwrap_or(text.len());
    let (amount, rest) = text.split_at(end);
    let is_amount = amount.starts_with(|c: char| c.is_ascii_digit())
        && amount.ends_with(|c: char| c.is_ascii_digit())
        && amount.matches('.').count() <= 1;
    is_amount.then(|| (amount.replace('_', ""), rest))
}

/// Versions and IP addresses: `v2.4.1-rc.1`, `2.4.1`, `10.0.0.1`.
fn version(core: &str, last: &str) -> Option<String> {
    let bare = core.strip_prefix(['v', 'V']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let text = bare.unwrap_or(core);
    let (numbers, label) = text.split_once(['-', '+']).map_or((text, ""), |(numbers, label)| (numbers, label));
    let parts: Vec<&str> = numbers.split('.').collect();
    let is_version = parts.iter().all(|part| is_digits(part) || matches!(*part, "x" | "X"));
    if !is_version || (bare.is_none() && parts.len() < 3) || (bare.is_none() && parts.len() == 1) {
        return None;
    }
    let joint = match parts.len() {
        1 | 2 => ".",
        4 => " dot ",
        _ => " point ",
    };
    let label = label.replace(['.', '-', '+'], " ");
    let is_named = ["version", "versions", "release"].contains(&last.to_ascii_lowercase().as_str());
    let word = if bare.is_some() && !is_named { "version " } else { "" };
    Some(format!("{word}{} {label}", parts.join(joint)).trim().to_owned())
}

/// Nouns with compound numbers: "figure 3-8" is no range.
const NUMBERED: [&str; 6] = ["listing", "figure", "table", "section", "example", "chapter"];

/// Ranges: `3-8`, `10~~20ms`, `0..5`; the unit of the second number serves both.
fn range(core: &str, context: Context<'_>) -> Option<Number> {
    let (from, to) = core
        .split_once("~~")
        .or_else(|| core.split_once("..="))
        .or_else(|| core.split_once(".."))
        .or_else(|| core.split_once('-'))?;
    let (_, unit) = split_amount(from.strip_prefix('$').unwrap_or(from))?;
    let starts_number = to.starts_with(|c: char| c.is_ascii_digit() || c == '$');
    if !starts_number || to.contains('-') || !(unit.is_empty() || to.ends_with(unit)) {
        return None;
    }
    if NUMBERED.contains(&context.last.to_ascii_lowercase().as_str()) {
        return Some(Number { text: format!("{from} dash {to}"), took_next: false });
    }
    let from = from.strip_suffix(unit).filter(|_| !unit.is_empty()).unwrap_or(from);
    let from = money::to_words(from, None).map_or(from.to_owned(), |from| from.text);
    let to = money::to_words(to, context.next).or_else(|| quantity(to, context))?;
    Some(Number { text: format!("{from} to {}", to.text), ..to })
}

fn quantity(core: &str, context: Context<'_>) -> Option<Number> {
    let (amount, suffix) = split_amount(core)?;
    let joined = suffix.strip_prefix('-');
    let follows = if suffix.is_empty() { context.after } else { context.next };
    let one = amount == "1" || joined.is_some() || describes(context.last, follows);
    if suffix.is_empty() {
        let unit = context.next.and_then(|next| unit::apart(next, !one));
        let took_next = unit.is_some();
        let text = unit.map_or(amount.clone(), |unit| format!("{amount} {unit}"));
        return Some(Number { text, took_next });
    }
    let decade = suffix == "s" && amount.len() == 4;
    let scaled = scale(&amount, suffix);
    let text = match scaled {
        Some(text) => text,
        None if decade => format!("{amount}s"),
        None => format!("{amount} {}", unit::to_words(joined.unwrap_or(suffix), !one)?),
    };
    Some(Number { text, took_next: false })
}

/// True if an amount describes the noun after it: "a 5 ms pause", "the 128 MB limit".
fn describes(last: &str, follows: Option<&str>) -> bool {
    let last = last.to_ascii_lowercase();
    let is_noun = follows.is_some_and(|word| {
        word.chars().all(|c| c.is_ascii_lowercase()) && !crate::pick::is_stop_word(word) && !word.ends_with("ed")
    });
    ["a", "an"].contains(&last.as_str())
        || (is_noun && ["the", "this", "our", "its", "their", "each", "every", "per"].contains(&last.as_str()))
}

/// Suffixes other than units: percent, times, thousand, ordinals.
fn scale(amount: &str, suffix: &str) -> Option<String> {
    let (head, per) = suffix.split_once('/').map_or((suffix, None), |(head, per)| (head, Some(per)));
    let word = match head {
        "%" => "percent",
        "x" | "X" => "times",
        "k" | "K" => "thousand",
        "M" | "m+" => "million",
        "B" | "bn" => "billion",
        "+" => "or more",
        "%+" => "percent or more",
        "D" => "D",
        "am" => "AM",
        "pm" => "PM",
        "st" | "nd" | "rd" | "th" => return Some(format!("{amount}{head}")),
        _ => return dimensions(amount, suffix),
    };
    let per = per.map(|per| unit::to_words(&format!("/{per}"), false)).unwrap_or(Some(String::new()))?;
    Some(format!("{amount} {word} {per}").trim().to_owned())
}

/// Dimensions: `4x3`.
fn dimensions(amount: &str, suffix: &str) -> Option<String> {
    let other = suffix.strip_prefix('x').filter(|other| is_digits(other))?;
    Some(format!("{amount} by {other}"))
}

fn fraction(core: &str) -> Option<String> {
    let (top, bottom) = core.split_once('/')?;
    if !is_digits(top) || !is_digits(bottom) {
        return None;
    }
    Some(match (top, bottom) {
        ("1", "2") => "one half".to_owned(),
        ("1", "3") => "one third".to_owned(),
        ("2", "3") => "two thirds".to_owned(),
        ("1", "4") => "one quarter".to_owned(),
        ("3", "4") => "three quarters".to_owned(),
        ("24", "7") => "24 7".to_owned(),
        (top, bottom) => format!("{top} out of {bottom}"),
    })
}
