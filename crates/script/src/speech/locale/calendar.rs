//! Dates and times of day.

use super::Locale;
use super::amount::{Found, is_digits};
use super::ordinal::Form;

/// A date or a time of day at the beginning of words, which have no mark between them. `last`: the word before, small.
pub(super) fn calendar(words: &[&str], last: &str, locale: &Locale) -> Option<Found> {
    let core = *words.first()?;
    iso(core, last, locale)
        .or_else(|| numbers(core, last, locale))
        .map(|text| Found::known(text, 1))
        .or_else(|| clock(words, last, locale))
}

/// `2026-10-03`, `2026-10-03T14:30:00Z`.
fn iso(core: &str, last: &str, locale: &Locale) -> Option<String> {
    let (day, clock) = core.split_once('T').map_or((core, None), |(day, clock)| (day, Some(clock)));
    let mut parts = day.split('-');
    let (year, month, day, rest) = (parts.next()?, parts.next()?, parts.next()?, parts.next());
    if year.len() != 4 || month.len() != 2 || day.len() != 2 || rest.is_some() {
        return None;
    }
    let date = date(day, month, Some(year), last, locale)?;
    match clock {
        Some(clock) => Some(format!("{date}, {}", of_day(clock.get(..5)?, ':', locale)?)),
        None => Some(date),
    }
}

/// `3.10.2026`, `3/10/2026`, `03-10-2026`; in German `3.10.` behind a word for a day.
fn numbers(core: &str, last: &str, locale: &Locale) -> Option<String> {
    let mark = ['.', '/', '-'].into_iter().find(|mark| core.contains(*mark))?;
    let parts: Vec<&str> = core.trim_end_matches('.').split(mark).collect();
    match parts[..] {
        [day, month, year]
            if year.len() == 4 || (year.len() == 2 && month.len() == 2 && day.len() == 2 && mark != '-') =>
        {
            if year.len() == 2 && !is_before_day(last) && mark == '.' {
                return None;
            }
            date(day, month, Some(year), last, locale)
        }
        [day, month] if mark == '.' && locale.is_german() && is_before_day(last) => {
            date(day, month, None, last, locale)
        }
        _ => None,
    }
}

/// True for a German word before a day.
fn is_before_day(last: &str) -> bool {
    matches!(last, "am" | "vom" | "bis" | "zum" | "ab" | "seit" | "dem" | "den" | "und")
}

fn date(day: &str, month: &str, year: Option<&str>, last: &str, locale: &Locale) -> Option<String> {
    if ![day, month].into_iter().chain(year).all(is_digits) || day.len() > 2 || month.len() > 2 {
        return None;
    }
    let (month, _) = locale.months.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    let day: u16 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    let said = day_of(day, last, locale);
    let date = locale.date.replace("{day}", &said).replace("{month}", month);
    Some(match year {
        Some(year) => date.replace("{year}", year),
        None => date.replace("{year}", "").trim().to_owned(),
    })
}

/// The day of a month: an ordinal in German, and for the first in French and Italian.
pub(super) fn day_of(day: u16, last: &str, locale: &Locale) -> String {
    let form = Form { last, dated: true, ..Form::default() };
    let ordinal = match locale.language {
        protocol::Language::German => true,
        protocol::Language::French | protocol::Language::Italian => day == 1,
        protocol::Language::English | protocol::Language::Spanish => false,
    };
    let said = if ordinal { (locale.ordinal)(day, form) } else { None };
    said.unwrap_or_else(|| day.to_string())
}

/// True for a number whose full stop makes it an ordinal: before a month, or behind a German article.
pub(in crate::speech) fn is_ordinal(number: &str, last: &str, next: &str, locale: &Locale) -> bool {
    const BEFORE: [&str; 32] = [
        "am", "im", "vom", "zum", "beim", "zur", "der", "die", "das", "dem", "den", "des", "ein", "eine", "einen",
        "einem", "einer", "eines", "seinem", "seinen", "seine", "ihrem", "ihren", "ihre", "jede", "jeder", "jedes",
        "jeden", "jedem", "dieser", "diese", "dieses",
    ];
    let last = last.to_lowercase();
    let dated = number.len() <= 2 && month(next, locale).is_some();
    locale.is_german() && !next.is_empty() && (dated || BEFORE.contains(&last.as_str()))
}

/// The full name of a month, written in full or short.
pub(super) fn month(word: &str, locale: &Locale) -> Option<&'static str> {
    const CHARS_MIN: usize = 3;
    let lower = word.to_lowercase();
    if lower.chars().count() < CHARS_MIN {
        return None;
    }
    let found = locale.months.iter().find(|(name, short)| {
        let name = name.to_lowercase();
        name == lower || (lower.starts_with(short) && name.starts_with(&lower))
    });
    found.map(|(name, _)| *name)
}

/// `14:30`, `14:30:15`, `14h30`, `14 h 30`, `14.30 Uhr`, `14 Uhr`.
fn clock(words: &[&str], last: &str, locale: &Locale) -> Option<Found> {
    let core = *words.first()?;
    let is_word = |at: usize| words.get(at).is_some_and(|next| locale.clock_words.contains(next));
    if core.contains(':') {
        let text = of_day(core, ':', locale)?;
        return Some(Found::known(text, 1 + usize::from(is_word(1))));
    }
    // "14.30" is a time beside a word that says so.
    if core.contains('.') && (is_word(1) || locale.clock_before.contains(&last)) {
        let text = of_day(core, '.', locale)?;
        return Some(Found::known(text, 1 + usize::from(is_word(1))));
    }
    if let Some((hours, minutes)) =
        core.split_once(['h', 'H']).filter(|(hours, _)| is_digits(hours) && hours.len() <= 2)
    {
        return match minutes {
            "" => {
                let minutes = words.get(1).filter(|next| is_digits(next) && next.len() == 2);
                let text = said(hours, minutes.copied().unwrap_or("00"), locale)?;
                minutes.map(|_| Found::known(text, 2))
            }
            minutes => said(hours, minutes, locale).map(|text| Found::known(text, 1)),
        };
    }
    // "14 h 30" and "14 Uhr 30".
    let minutes = words.get(2).filter(|next| is_digits(next) && next.len() == 2);
    match (is_digits(core) && core.len() <= 2, words.get(1), minutes) {
        (true, Some(&"h" | &"Uhr"), Some(minutes)) => said(core, minutes, locale).map(|text| Found::known(text, 3)),
        _ => None,
    }
}

fn of_day(core: &str, mark: char, locale: &Locale) -> Option<String> {
    let core = core.trim_end_matches('Z');
    let (hours, rest) = core.split_once(mark)?;
    let (minutes, seconds) = rest.split_once(':').map_or((rest, None), |(minutes, seconds)| (minutes, Some(seconds)));
    let text = said(hours, minutes, locale)?;
    match seconds {
        Some(seconds) if is_digits(seconds) && seconds.len() == 2 => {
            let seconds = seconds.trim_start_matches('0');
            let unit = super::measure::with_unit(if seconds.is_empty() { "0" } else { seconds }, "s", locale)?;
            Some(format!("{text} {} {unit}", crate::wording::of(locale.language).and))
        }
        Some(_) => None,
        None => Some(text),
    }
}

fn said(hours: &str, minutes: &str, locale: &Locale) -> Option<String> {
    let fits = is_digits(hours) && hours.len() <= 2 && is_digits(minutes) && minutes.len() == 2;
    let hour: u8 = hours.parse().ok().filter(|hour| fits && *hour <= 24)?;
    let minute: u8 = minutes.parse().ok().filter(|minute| *minute < 60)?;
    let (with, whole) = locale.clock;
    let text = if minute == 0 { whole } else { with };
    Some(text.replace("{h}", &hour.to_string()).replace("{m}", &minute.to_string()))
}
