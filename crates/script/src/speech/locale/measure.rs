//! Units of measure and currencies behind or before an amount.

use protocol::Language;

use super::{Locale, pair};

/// Units that may be words, letters of a list or names where a space stands before them.
const UNSURE: [&str; 20] =
    ["d", "A", "N", "J", "B", "l", "ha", "C", "V", "W", "M", "T", "K", "k", "s", "a", "pt", "MP", "us", "t"];

/// A unit in the singular with its article, or in the plural; `GB/s` has the unit it is measured by behind it.
fn name(unit: &str, locale: &Locale) -> Option<(String, String)> {
    let (measured, per) = unit.split_once('/').map_or((unit, None), |(measured, per)| (measured, Some(per)));
    let (_, one, many) = locale.units.iter().find(|(written, ..)| *written == measured)?;
    match per {
        Some(per) => {
            let per = pair(locale.per, per)?;
            Some((format!("{one} {per}"), format!("{many} {per}")))
        }
        None => Some(((*one).to_owned(), (*many).to_owned())),
    }
}

/// An amount with its unit; the words for one have no number before them.
pub(super) fn with_unit(amount: &str, unit: &str, locale: &Locale) -> Option<String> {
    let (one, many) = name(unit, locale)?;
    Some(if amount == "1" { one } else { format!("{amount} {many}") })
}

/// An amount with a unit that stands apart from it.
pub(super) fn with_unit_apart(amount: &str, unit: &str, locale: &Locale) -> Option<String> {
    // "5 s" and "3 m" behind a number are units where no other word is that short.
    let sure = !UNSURE.contains(&unit) || matches!(unit, "s" | "l" | "t" | "W" | "V" | "ha");
    with_unit(amount, unit, locale).filter(|_| sure)
}

/// A unit without a number: "in ms", "MB/s".
pub(super) fn alone(word: &str, locale: &Locale) -> Option<String> {
    const SURE: [&str; 18] = [
        "ms", "kB", "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "kHz", "MHz", "GHz", "kWh", "MWh", "degC", "degF",
        "km", "kg",
    ];
    let measured = word.split_once('/').map_or(word, |(measured, _)| measured);
    let (_, many) = name(word, locale).filter(|_| SURE.contains(&measured))?;
    Some(many)
}

/// Money: a whole amount, its hundredths, a scale.
pub(super) struct Money<'a> {
    pub(super) whole: &'a str,
    pub(super) cents: Option<&'a str>,
    pub(super) scale: Option<&'a str>,
}

pub(super) fn currency<'t>(sign: &str, locale: &Locale) -> Option<(&'t str, &'t str)> {
    let found = locale.currencies.iter().find(|(written, ..)| *written == sign);
    found.map(|(_, one, many)| (*one, *many))
}

/// An amount of money as words.
pub(super) fn money(money: &Money<'_>, (one, many): (&str, &str), locale: &Locale) -> String {
    let Money { whole, cents, scale } = money;
    if let Some(scale) = scale {
        let amount = cents.map_or_else(|| (*whole).to_owned(), |cents| super::amount::decimal(whole, cents, locale));
        let elides = locale.language == Language::French && many.starts_with(['a', 'e', 'i', 'o', 'u', 'y']);
        let of = if elides { " d'" } else { locale.of_currency };
        return format!("{amount} {scale}{of}{many}");
    }
    let named = if *whole == "1" { one.to_owned() } else { format!("{whole} {many}") };
    match cents.map(|cents| cents.trim_start_matches('0')) {
        Some(rest) if !rest.is_empty() => format!("{named}{}{rest}", locale.cents),
        Some(_) | None => named,
    }
}

/// True for the spoken name of a unit, singular or plural.
pub(super) fn is_unit(word: &str, locale: &Locale) -> bool {
    let first = |name: &str| name.split(' ').next() == Some(word);
    locale.translated("percent").split(' ').next() == Some(word)
        || locale.units.iter().any(|(_, _, many)| first(many))
        || locale.currencies.iter().any(|(_, _, many)| first(many))
}
