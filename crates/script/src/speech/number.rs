//! Numbers as words, with their units, currencies, versions, dates, times and ranges. Digits stay digits.

mod calendar;
mod dotted;
mod money;
mod pair;
mod quantity;
mod roman;

use super::part::Rule;

pub(crate) use calendar::MONTHS;
pub(super) use calendar::{is_day, month, weekday};
pub(super) use roman::{is_roman, roman};

pub(super) struct Number {
    pub(super) text: String,
    /// True if the next word was its unit.
    pub(super) took_next: bool,
    pub(super) rule: Rule,
}

impl Number {
    fn of(text: String) -> Self {
        Self { text, took_next: false, rule: Rule::Number }
    }

    /// The digits are not all said: it is one half, or the ninth month.
    fn known(text: String) -> Self {
        Self { text, took_next: false, rule: Rule::Known }
    }

    fn after(self, words: &str) -> Self {
        Self { text: format!("{words}{}", self.text), ..self }
    }
}

/// The words around a number.
#[derive(Clone, Copy, Default)]
pub(super) struct Context<'a> {
    pub(super) last: &'a str,
    pub(super) next: Option<&'a str>,
    /// The word after `next`.
    pub(super) after: Option<&'a str>,
}

const PREFIXES: [(&str, &str); 12] = [
    ("~", "about "),
    ("<=", "at most "),
    (">=", "at least "),
    ("!=", "not "),
    ("==", "equals "),
    ("<", "less than "),
    (">", "more than "),
    ("+-", "plus or minus "),
    ("+/-", "plus or minus "),
    ("+", "plus "),
    ("-", "minus "),
    ("=", "equals "),
];

/// A number with its unit as words; `None` if the word is no number.
pub(super) fn to_words(core: &str, context: Context<'_>) -> Option<Number> {
    if !core.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    for (sign, said) in PREFIXES {
        if let Some(rest) = core.strip_prefix(sign)
            && rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '$' | '.' | '-'))
        {
            // Without a noun behind it the number is a bound: ">125: a signal".
            let bare = context.next.is_none_or(|next| next.starts_with(|c: char| c.is_ascii_uppercase()));
            let said = match sign {
                ">" if bare && is_digits(rest) => "above ",
                "<" if bare && is_digits(rest) => "below ",
                "-" if is_digits(rest) && is_option(context.last) => "dash ",
                _ => said,
            };
            return to_words(rest, context).map(|number| number.after(said));
        }
    }
    if ["$", "EUR", "GBP"].iter().any(|sign| core.strip_prefix(sign).is_some_and(|rest| rest.starts_with('-'))) {
        return plain(&core.replacen('-', "", 1), context).map(|number| number.after("minus "));
    }
    plain(core, context)
}

/// True for a word behind which a dash and a number are an option: `zstd -3`, `cut -f -3`.
fn is_option(last: &str) -> bool {
    const PROGRAMS: [&str; 26] = [
        "brotli", "bzip2", "curl", "cut", "diff", "fold", "grep", "gzip", "head", "kill", "ls", "lz4", "lzip", "nice",
        "pigz", "ping", "pkill", "ps", "split", "ssh", "tail", "tar", "xz", "zip", "zopfli", "zstd",
    ];
    let is_letter = last.strip_prefix('-').is_some_and(|rest| matches!(rest.as_bytes(), [b'a'..=b'z' | b'A'..=b'Z']));
    is_letter || PROGRAMS.contains(&last)
}

fn plain(core: &str, context: Context<'_>) -> Option<Number> {
    if let Some(digits) = core.strip_prefix('#').filter(|digits| is_digits(digits)) {
        return Some(Number::of(format!("number {digits}")));
    }
    if let Some(decimals) = core.strip_prefix('.').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        let text = format!("0.{decimals}");
        return quantity::to_words(&text, context);
    }
    calendar::to_words(core, context)
        .or_else(|| dotted::to_words(core, context.last))
        .or_else(|| pair::phone(core))
        .or_else(|| pair::arc(core))
        .or_else(|| pair::range(core, context))
        .or_else(|| money::to_words(core, context.next))
        .or_else(|| quantity::to_words(core, context))
        .or_else(|| pair::fraction(core, context))
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Splits digits with separators from the rest of a word.
fn split_amount(text: &str) -> Option<(String, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '_'))).unwrap_or(text.len());
    let (amount, rest) = text.split_at(end);
    let is_amount = amount.starts_with(|c: char| c.is_ascii_digit())
        && amount.ends_with(|c: char| c.is_ascii_digit())
        && amount.matches('.').count() <= 1;
    is_amount.then(|| (amount.replace('_', ""), rest))
}

/// True if an amount describes the noun after it: "a 5 ms pause", "the 128 MB limit".
fn describes(last: &str, follows: Option<&str>) -> bool {
    let last = last.to_ascii_lowercase();
    let is_noun = follows.is_some_and(|word| {
        !word.is_empty()
            && word.chars().all(|c| c.is_ascii_lowercase())
            && !crate::pick::is_stop_word(word)
            && !word.ends_with("ed")
    });
    ["a", "an"].contains(&last.as_str())
        || (is_noun && ["the", "this", "our", "its", "their", "each", "every", "per"].contains(&last.as_str()))
}

fn is_any(word: &str, of: &[&str]) -> bool {
    of.iter().any(|one| word.eq_ignore_ascii_case(one))
}
