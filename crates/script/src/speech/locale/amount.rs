//! Amounts: separators of thousands and decimals, units, money, ranges, signs, fractions.

use super::super::part::Rule;
use super::measure::{self, Money};
use super::{Locale, pair};

/// A number with what belongs to it.
pub(super) struct Found {
    pub(super) text: String,
    /// The words it takes.
    pub(super) count: usize,
    pub(super) rule: Rule,
}

impl Found {
    pub(super) fn of(text: String, count: usize) -> Self {
        Self { text, count, rule: Rule::Number }
    }

    pub(super) fn known(text: String, count: usize) -> Self {
        Self { text, count, rule: Rule::Known }
    }
}

/// Digits from which a number is said in millions.
const LONG_DIGITS: usize = 7;

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number without its separators.
pub(super) struct Plain<'t> {
    pub(super) whole: String,
    pub(super) decimals: Option<String>,
    /// True if a full stop stands before the decimals.
    dotted: bool,
    /// The rest of the word.
    pub(super) rest: &'t str,
}

/// Splits a number from the rest of a word; `1.234,5`, `1'234.5`, `12,5`, `1,234.5`.
pub(super) fn plain(word: &str) -> Option<Plain<'_>> {
    let end = word.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '_'))).unwrap_or(word.len());
    let (number, _) = word.split_at(end);
    let number = number.trim_end_matches(['.', ',', '\'', '_']);
    let rest = word.get(number.len()..)?;
    if !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let comma = number.rfind(',');
    let dot = number.rfind('.');
    let mark = match (comma, dot) {
        // The last of two kinds of marks stands before the decimals.
        (Some(comma), Some(dot)) => Some(comma.max(dot)),
        (Some(comma), None) => (number.matches(',').count() == 1).then_some(comma),
        (None, Some(dot)) => (!grouped(number, '.')).then_some(dot),
        (None, None) => None,
    };
    let (whole, decimals) = match mark {
        Some(at) => (number.get(..at)?, number.get(at + 1..)),
        None => (number, None),
    };
    let marks = [',', '.', '\'', '_'];
    let is_whole =
        is_digits(whole) || marks.iter().any(|mark| grouped(whole, *mark)) || is_digits(&whole.replace('_', ""));
    let fits = is_whole && decimals.is_none_or(is_digits);
    let dotted = mark.is_some_and(|at| number.get(at..).is_some_and(|rest| rest.starts_with('.')));
    fits.then(|| Plain { whole: whole.replace(marks, ""), decimals: decimals.map(str::to_owned), dotted, rest })
}

/// True for digits in groups of three behind the first: `1.234.567`. A zero opens no group.
fn grouped(text: &str, mark: char) -> bool {
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or_default();
    let mut others = groups.peekable();
    first.len() <= 3
        && is_digits(first)
        && first != "0"
        && others.peek().is_some()
        && others.all(|group| group.len() == 3 && is_digits(group))
}

/// Decimals behind the word for the mark before them.
pub(super) fn decimal(whole: &str, decimals: &str, locale: &Locale) -> String {
    joined(whole, decimals, locale.translated("decimal"), locale)
}

fn joined(whole: &str, decimals: &str, mark: &str, locale: &Locale) -> String {
    const TOGETHER_MAX: usize = 2;
    let apart = locale.spells_decimals || decimals.starts_with('0') || decimals.len() > TOGETHER_MAX;
    let decimals = if apart { spelled(decimals) } else { decimals.to_owned() };
    format!("{whole} {mark} {decimals}")
}

/// Digits one by one.
pub(super) fn spelled(digits: &str) -> String {
    digits.chars().map(String::from).collect::<Vec<_>>().join(" ")
}

impl Plain<'_> {
    /// The number as it is said: long ones in millions, with a word between whole and decimals.
    pub(super) fn said(&self, locale: &Locale) -> String {
        let whole = match self.whole.len().checked_sub(6) {
            Some(at) if self.whole.len() >= LONG_DIGITS && self.decimals.is_none() && self.whole.len() <= 9 => {
                let (millions, rest) = self.whole.split_at_checked(at).unwrap_or((&self.whole, ""));
                let (one, many) = locale.million;
                let head = if millions == "1" { one.to_owned() } else { format!("{millions} {many}") };
                let rest = rest.trim_start_matches('0');
                format!("{head} {rest}").trim().to_owned()
            }
            Some(_) | None if self.whole.len() > 1 && self.whole.starts_with('0') => spelled(&self.whole),
            Some(_) | None => self.whole.clone(),
        };
        match &self.decimals {
            Some(decimals) if self.dotted => joined(&whole, decimals, locale.translated("point"), locale),
            Some(decimals) => joined(&whole, decimals, locale.translated("decimal"), locale),
            None => whole,
        }
    }

    fn rule(&self) -> Rule {
        if self.whole.len() >= LONG_DIGITS || self.whole == "1" { Rule::Known } else { Rule::Number }
    }
}

/// Signs before a number, and the English words for them.
const PREFIXES: [(&str, &str); 10] = [
    ("+/-", "plus or minus"),
    ("+-", "plus or minus"),
    ("<=", "at most"),
    (">=", "at least"),
    ("~", "about"),
    ("<", "less than"),
    (">", "more than"),
    ("+", "plus"),
    ("-", "minus"),
    ("=", "equals"),
];

/// A number at the beginning of words, which have no mark between them. `behind`: words that may follow are taken, too.
pub(super) fn amount(words: &[&str], locale: &Locale) -> Option<Found> {
    let core = *words.first()?;
    for (sign, said) in PREFIXES {
        if let Some(rest) = core.strip_prefix(sign).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            let words: Vec<&str> = std::iter::once(rest).chain(words.iter().skip(1).copied()).collect();
            let found = amount(&words, locale)?;
            return Some(Found { text: locale.with(said, &found.text), ..found });
        }
    }
    if let Some(digits) = core.strip_prefix('#').filter(|digits| is_digits(digits)) {
        return Some(Found::of(locale.with("number", digits), 1));
    }
    priced(words, locale)
        .or_else(|| range(words, locale))
        .or_else(|| fraction(words, locale))
        .or_else(|| ratio(words, locale))
        .or_else(|| measured(words, locale))
        .or_else(|| counted(words, locale))
}

/// Money with its sign before the amount: `$5`, `EUR 12,50`, `$5M`.
fn priced(words: &[&str], locale: &Locale) -> Option<Found> {
    let core = *words.first()?;
    let at = core.find(|c: char| c.is_ascii_digit()).unwrap_or(core.len());
    let (sign, number) = core.split_at(at);
    let names = measure::currency(sign, locale)?;
    let (number, mut count) = match number {
        "" => (*words.get(1)?, 2),
        number => (number, 1),
    };
    let amount = plain(number)?;
    let scale = pair(locale.scales, amount.rest);
    let scale = scale.or_else(|| {
        let next = words.get(count).and_then(|next| pair(locale.scales, next)).filter(|_| amount.rest.is_empty())?;
        count += 1;
        Some(next)
    });
    if scale.is_none() && !amount.rest.is_empty() {
        return None;
    }
    Some(Found::known(money_of(&amount, scale, names, locale), count))
}

fn money_of(amount: &Plain<'_>, scale: Option<&str>, names: (&str, &str), locale: &Locale) -> String {
    let cents = amount.decimals.as_deref();
    let is_cents = cents.is_none_or(|cents| cents.len() == 2);
    if scale.is_none() && !is_cents {
        return format!("{} {}", amount.said(locale), names.1);
    }
    let whole = Plain { whole: amount.whole.clone(), decimals: None, dotted: false, rest: "" }.said(locale);
    measure::money(&Money { whole: &whole, cents, scale }, names, locale)
}

/// Two numbers: `3-8`, `10~~20 MB`; the unit of the second serves both.
fn range(words: &[&str], locale: &Locale) -> Option<Found> {
    let core = *words.first()?;
    let (from, to) = core
        .split_once("~~")
        .or_else(|| core.split_once("..").filter(|(_, to)| !to.starts_with('.')))
        .or_else(|| core.split_once('-'))?;
    let first = plain(from).filter(|first| first.rest.is_empty() || first.rest == "%")?;
    if !to.starts_with(|c: char| c.is_ascii_digit()) || to.contains('-') {
        return None;
    }
    let words: Vec<&str> = std::iter::once(to).chain(words.iter().skip(1).copied()).collect();
    let second = measured(&words, locale).or_else(|| counted(&words, locale))?;
    Some(Found { text: format!("{} {} {}", first.said(locale), locale.translated("to"), second.text), ..second })
}

/// `1/2`, `3/4`: parts of a whole by name; others as two numbers.
fn fraction(words: &[&str], locale: &Locale) -> Option<Found> {
    let core = *words.first()?;
    let (top, bottom) = core.split_once('/')?;
    if !is_digits(top) || !is_digits(bottom) {
        return None;
    }
    let named = match (top, bottom) {
        ("1", "2") => "one half",
        ("1", "3") => "one third",
        ("2", "3") => "two thirds",
        ("1", "4") => "one quarter",
        ("3", "4") => "three quarters",
        _ => return Some(Found::of(format!("{top} {} {bottom}", locale.translated("over")), 1)),
    };
    Some(Found::known(locale.translated(named).to_owned(), 1))
}

/// `3:1`
fn ratio(words: &[&str], locale: &Locale) -> Option<Found> {
    let (one, other) = words.first()?.split_once(':')?;
    let fits = is_digits(one) && is_digits(other);
    fits.then(|| Found::of(format!("{one} {} {other}", locale.translated("ratio")), 1))
}

/// A number with a unit, a currency or percent: `5ms`, `5 ms`, `12,50 EUR`, `12 %`.
fn measured(words: &[&str], locale: &Locale) -> Option<Found> {
    let amount = plain(words.first()?)?;
    let said = amount.said(locale);
    let (unit, taken) = match amount.rest {
        "" => (*words.get(1)?, 2),
        rest => (rest.trim_start_matches('-'), 1),
    };
    let found = |text: String| Some(Found { text, count: taken, rule: amount.rule() });
    if unit == "%" {
        return found(format!("{said} {}", locale.translated("percent")));
    }
    // "5 M€": a scale and a currency in one.
    let scaled_currency = locale
        .scales
        .iter()
        .find_map(|(scale, words)| Some((*words, measure::currency(unit.strip_prefix(scale)?, locale)?)));
    if let Some((scale, names)) = scaled_currency {
        return Some(Found::known(money_of(&amount, Some(scale), names, locale), taken));
    }
    if let Some(names) = measure::currency(unit, locale) {
        return Some(Found::known(money_of(&amount, None, names, locale), taken));
    }
    let scaled = |text: String, scale: &str| format!("{text} {scale}");
    // "5 Mio. EUR" has a full stop and is another rule's; "5M EUR" and "5 k" are here.
    if let Some(scale) = pair(locale.scales, unit).filter(|_| taken == 1) {
        let next = words.get(1).and_then(|next| measure::currency(next, locale));
        return match next {
            Some(names) => Some(Found::known(money_of(&amount, Some(scale), names, locale), 2)),
            None => found(scaled(said, scale)),
        };
    }
    let with = if taken == 1 {
        measure::with_unit(&said, unit, locale)
    } else {
        measure::with_unit_apart(&said, unit, locale)
    };
    found(with?)
}

/// A number alone, or with letters behind it that are spelled: `5G`, `3D`, `100+`, `1920x1080`.
fn counted(words: &[&str], locale: &Locale) -> Option<Found> {
    let core = *words.first()?;
    let amount = plain(core)?;
    let said = amount.said(locale);
    let found = |text: String| Some(Found { text, count: 1, rule: amount.rule() });
    match amount.rest {
        "" => found(said),
        "+" => found(format!("{said} {}", locale.translated("or more"))),
        "x" | "X" => found(format!("{said} {}", locale.translated("times"))),
        rest => {
            if let Some(other) = rest.strip_prefix(['x', 'X']).filter(|other| is_digits(other)) {
                return found(format!("{said} {} {other}", locale.translated("by")));
            }
            let is_word = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphabetic() || c == '-');
            if rest.starts_with('-') && is_word(rest) {
                return Some(Found { text: format!("{said}{rest}"), count: 1, rule: amount.rule() });
            }
            let spelled = rest.len() <= 3 && rest.bytes().all(|byte| byte.is_ascii_alphabetic());
            if !spelled {
                return None;
            }
            // "90er", but "122 k b".
            let is_plural =
                rest.bytes().all(|byte| byte.is_ascii_lowercase()) && rest.contains(['a', 'e', 'i', 'o', 'u']);
            let letters = if is_plural { rest.to_owned() } else { self::spelled(rest) };
            let joint = if is_plural { "" } else { " " };
            found(format!("{said}{joint}{letters}"))
        }
    }
}

/// A number inside code.
pub(in crate::speech) fn in_code(word: &str, locale: &Locale) -> Option<String> {
    super::version::version(word, "", locale).or_else(|| amount(&[word], locale).map(|found| found.text))
}
