//! The rules, in the order in which they are applied. Each finds its pattern at one place.

use super::dates::date;
use super::tables::{Named, Tables};
use crate::words::count::ordinal;
use crate::words::scan::{Found, Scan, is_digit, is_word};

/// Nothing of a word and no point before it.
fn stands_free(scan: Scan<'_>, at: usize) -> bool {
    !scan.before(at).is_some_and(|c| is_word(c) || c == '.')
}

fn ends_word(scan: Scan<'_>, at: usize) -> bool {
    !scan.at(at).is_some_and(is_word)
}

/// The places where one of the words ends.
pub(super) fn any_of<'t, W: AsRef<str>>(
    scan: Scan<'t>,
    at: usize,
    words: impl Iterator<Item = W> + 't,
) -> impl Iterator<Item = (usize, W)> + 't {
    words.filter_map(move |word| Some((scan.literal(at, word.as_ref())?, word)))
}

/// "million" or "m" after an amount, in words, and where it ends.
fn scale(scan: Scan<'_>, at: usize) -> Option<(usize, &'static str)> {
    let words = ["hundred", "thousand", "million", "billion", "trillion"];
    let letters =
        [("k", "thousand"), ("K", "thousand"), ("m", "million"), ("M", "million"), ("b", "billion"), ("B", "billion")];
    let word = words.into_iter().find_map(|word| Some((scan.literal(at, word)?, word)));
    let letter = || {
        letters
            .into_iter()
            .find_map(|(letter, word)| Some((scan.literal(at, letter).filter(|end| scan.is_boundary(*end))?, word)))
    };
    word.or_else(letter)
}

fn names<'p>(table: &Named<'p>, sign: &str) -> Option<[&'p str; 2]> {
    table.iter().find(|(known, _)| *known == sign).map(|(_, names)| *names)
}

/// One of something, or several.
fn counted(number: &str, [one, several]: [&str; 2]) -> String {
    let is_one = matches!(number.replace(',', "").as_str(), "1" | "1.0" | "-1");
    format!("{number} {}", if is_one { one } else { several })
}

/// $3.2 million
pub(super) fn large_amount(tables: &Tables<'_>, scan: Scan<'_>, at: usize) -> Found {
    let sign = scan.at(at).filter(|c| "$£€".contains(*c))?;
    let number_end = scan.number(at + 1)?;
    let (end, scale) = scale(scan, scan.maybe_space(number_end))?;
    let [_, several] = names(&tables.currency, &sign.to_string())?;
    Some((end, format!("{} {scale} {several}", scan.text(at + 1, number_end))))
}

/// 50¢
pub(super) fn cents(tables: &Tables<'_>, scan: Scan<'_>, at: usize) -> Found {
    let number_end = scan.number(at).filter(|_| stands_free(scan, at))?;
    let end = scan.literal(scan.maybe_space(number_end), "¢")?;
    Some((end, counted(&scan.text(at, number_end), names(&tables.currency, "¢")?)))
}

/// ¥10,000, EUR 5 million
pub(super) fn currency(tables: &Tables<'_>, scan: Scan<'_>, at: usize) -> Found {
    if scan.before(at).is_some_and(is_word) {
        return None;
    }
    let signs = ["¥", "₹", "₩", "Rs.", "Rs", "USD", "EUR", "GBP"];
    let found = signs.into_iter().find_map(|sign| {
        let start = scan.maybe_space(scan.literal(at, sign)?);
        Some((sign, start, scan.number(start)?))
    });
    let (sign, start, number_end) = found?;
    let names = names(&tables.currency, sign.trim_end_matches('.'))?;
    let number = scan.text(start, number_end);
    Some(match scale(scan, scan.maybe_space(number_end)) {
        Some((end, scale)) => (end, format!("{number} {scale} {}", names[1])),
        None => (number_end, counted(&number, names)),
    })
}

/// A number with its minus.
fn signed_number(scan: Scan<'_>, at: usize) -> Option<usize> {
    scan.number(scan.maybe(at, "-")).filter(|_| stands_free(scan, at))
}

/// 21 °C
pub(super) fn degrees(scan: Scan<'_>, at: usize) -> Found {
    let number_end = signed_number(scan, at)?;
    let sign_end = scan.literal(scan.maybe_space(number_end), "°")?;
    let words = counted(&scan.text(at, number_end), ["degree", "degrees"]);
    let scale_at = scan.maybe_space(sign_end);
    let found = match scan.at(scale_at).filter(|_| ends_word(scan, scale_at + 1)) {
        Some('C') => (scale_at + 1, format!("{words} Celsius")),
        Some('F') => (scale_at + 1, format!("{words} Fahrenheit")),
        Some(_) | None if ends_word(scan, scale_at) => (scale_at, words),
        Some(_) | None if ends_word(scan, sign_end) => (sign_end, words),
        Some(_) | None => return None,
    };
    Some(found)
}

/// 250 ms
pub(super) fn unit(tables: &Tables<'_>, scan: Scan<'_>, at: usize) -> Found {
    let number_end = signed_number(scan, at)?;
    let units = any_of(scan, scan.maybe_space(number_end), tables.units.iter().map(|(unit, _)| *unit));
    let (end, unit) = units.into_iter().find(|(end, _)| ends_word(scan, *end))?;
    Some((end, counted(&scan.text(at, number_end), names(&tables.units, unit)?)))
}

/// Dr. Chen
pub(super) fn title(tables: &Tables<'_>, scan: Scan<'_>, at: usize) -> Found {
    if !scan.is_boundary(at) {
        return None;
    }
    tables.titles.iter().find_map(|(title, said)| {
        let end = scan.literal(scan.maybe(scan.literal(at, title)?, "."), " ")?;
        scan.at(end).filter(char::is_ascii_uppercase)?;
        Some((end, format!("{said} ")))
    })
}

/// approx. 5, Acme Inc.
pub(super) fn abbreviation(tables: &Tables<'_>, scan: Scan<'_>, at: usize) -> Found {
    if !stands_free(scan, at) {
        return None;
    }
    let (word, said) =
        tables.abbreviations.iter().find(|(word, _)| scan.literal(at, word).is_some_and(|end| ends_word(scan, end)))?;
    let end = scan.literal(at, word)?;
    // The point of the abbreviation is that of the sentence too.
    let point = if end == scan.len() && word.ends_with('.') { "." } else { "" };
    Some((end, format!("{said}{point}")))
}

/// No. 12
pub(super) fn number_sign(scan: Scan<'_>, at: usize) -> Found {
    if !scan.is_boundary(at) {
        return None;
    }
    [("Nos.", "Numbers "), ("No.", "Number ")].into_iter().find_map(|(word, said)| {
        let end = scan.maybe(scan.literal(at, word)?, " ");
        scan.at(end).filter(|c| is_digit(*c)).map(|_| (end, said.to_owned()))
    })
}

/// #4521
pub(super) fn hash(scan: Scan<'_>, at: usize) -> Found {
    let end = scan.literal(at, "#").filter(|_| !scan.before(at).is_some_and(|c| is_word(c) || c == '&'))?;
    scan.at(end).filter(|c| is_digit(*c)).map(|_| (end, "number ".to_owned()))
}

/// The value of a whole word of Roman numerals, as they are written.
fn roman(scan: Scan<'_>, at: usize) -> Option<(usize, u64)> {
    let end = (at..scan.len()).find(|place| !scan.at(*place).is_some_and(is_word)).unwrap_or(scan.len());
    scan.at(at).filter(|c| "IVXLC".contains(*c))?;
    let digits = [
        ("M", 1_000),
        ("CM", 900),
        ("D", 500),
        ("CD", 400),
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    let (mut place, mut value) = (at, 0);
    for (digit, worth) in digits {
        let most = if matches!(digit, "M" | "C" | "X" | "I") { 3 } else { 1 };
        for _ in 0..most {
            let Some(next) = scan.literal(place, digit) else { break };
            (place, value) = (next, value + worth);
        }
    }
    let is_possessive = scan.is_one_of(end, ".'’") && scan.at(end + 1).is_some_and(is_word);
    (place == end && !is_possessive).then_some((end, value))
}

fn before_roman<'p>(words: &[&'p str], scan: Scan<'_>, at: usize) -> Option<(&'p str, usize, u64)> {
    if !scan.is_boundary(at) {
        return None;
    }
    words.iter().find_map(|word| {
        let (end, value) = roman(scan, scan.literal(scan.literal(at, word)?, " ")?)?;
        Some((*word, end, value))
    })
}

/// Chapter IV
pub(super) fn roman_cardinal(tables: &Tables<'_>, scan: Scan<'_>, at: usize) -> Found {
    let (word, end, value) = before_roman(&tables.before_cardinal, scan, at)?;
    Some((end, format!("{word} {value}")))
}

/// Henry VIII
pub(super) fn roman_ordinal(tables: &Tables<'_>, scan: Scan<'_>, at: usize) -> Found {
    let (word, end, value) = before_roman(&tables.before_ordinal, scan, at)?;
    Some((end, format!("{word} the {}", ordinal(value))))
}

/// Not part of a longer number or name.
fn is_apart(neighbour: Option<char>, more: &str) -> bool {
    !neighbour.is_some_and(|c| is_word(c) || more.contains(c))
}

/// 555-0199
pub(super) fn telephone(scan: Scan<'_>, at: usize) -> Found {
    if !is_apart(scan.before(at), ".-") {
        return None;
    }
    let local = |start: usize| scan.digits(scan.literal(scan.digits(start, 3, 3)?, "-")?, 4, 4);
    let area = scan.digits(at, 3, 3).and_then(|end| scan.literal(end, "-"));
    let end = area.and_then(local).or_else(|| local(at)).filter(|end| is_apart(scan.at(*end), ".-"))?;
    let said = scan.text(at, end).replace('-', ",");
    Some((end, said.chars().map(|c| c.to_string()).collect::<Vec<_>>().join(" ")))
}

/// 3/4
pub(super) fn fraction(tables: &Tables<'_>, scan: Scan<'_>, at: usize) -> Found {
    let upper_end = scan.digits(at, 1, 2).filter(|_| is_apart(scan.before(at), "./"))?;
    let lower = scan.literal(upper_end, "/")?;
    let end = scan.digits(lower, 1, 2).filter(|end| is_apart(scan.at(*end), "./"))?;
    let (upper, lower) = (scan.value(at, upper_end)?, scan.value(lower, end)?);
    let parts = ["half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let part = usize::try_from(lower)
        .ok()
        .and_then(|lower| parts.get(lower.checked_sub(2)?))
        .filter(|_| 0 < upper && upper < lower);
    let said = match (part, upper) {
        (Some(&"half"), _) => "one half".to_owned(),
        (Some(part), 1) => format!("1 {part}"),
        (Some(part), _) => format!("{upper} {part}s"),
        (None, 1..=12) if (1..=31).contains(&lower) => date(tables, None, upper, lower)?,
        (None, _) => format!("{upper} slash {lower}"),
    };
    Some((end, said))
}

/// 10-20
pub(super) fn range(scan: Scan<'_>, at: usize) -> Found {
    let from_end = scan.digits(at, 1, 4).filter(|_| is_apart(scan.before(at), ".-"))?;
    let dash = scan.maybe_space(from_end);
    let to = scan.maybe_space(dash + usize::from(scan.is_one_of(dash, "-–")));
    if !scan.is_one_of(dash, "-–") {
        return None;
    }
    let end = scan.digits(to, 1, 4).filter(|end| is_apart(scan.at(*end), ".-%"))?;
    Some((end, format!("{} to {}", scan.text(at, from_end), scan.text(to, end))))
}

/// +5
pub(super) fn plus(scan: Scan<'_>, at: usize) -> Found {
    let end = scan.literal(at, "+").filter(|_| is_apart(scan.before(at), "+"))?;
    scan.at(end).filter(|c| is_digit(*c)).map(|_| (end, "plus ".to_owned()))
}

/// A sign and its word; signs of comparison stand between two others.
pub(super) fn symbol(sign: &str, word: &str, scan: Scan<'_>, at: usize) -> Found {
    let said = if word.is_empty() { " ".to_owned() } else { format!(" {word} ") };
    if !"=<>~".contains(sign) {
        return scan.literal(at, sign).map(|end| (end, said));
    }
    let is_solid = |place: usize| scan.at(place).is_some_and(|c| !c.is_whitespace());
    scan.before(at).filter(|c| !c.is_whitespace())?;
    let end = scan.literal(scan.maybe(at, " "), sign)?;
    let end = [scan.maybe(end, " "), end].into_iter().find(|end| is_solid(*end))?;
    Some((end, said))
}

pub(super) fn space_before_punctuation(scan: Scan<'_>, at: usize) -> Found {
    let sign = (at..).find(|place| scan.at(*place) != Some(' ')).filter(|place| *place > at)?;
    let c = scan.at(sign).filter(|c| ",.;:!?".contains(*c))?;
    Some((sign + 1, c.to_string()))
}
