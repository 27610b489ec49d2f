//! Rules of times and dates.

use super::rules::any_of;
use super::tables::Tables;
use crate::words::count::{cardinal, ordinal};
use crate::words::scan::{Found, Scan, is_digit};

/// 4:05, 16:05:09, 4:05 p.m.
pub(super) fn time(scan: Scan<'_>, at: usize) -> Found {
    if !scan.is_boundary(at) {
        return None;
    }
    let hours_end = scan.digits(at, 1, 2)?;
    let minutes_start = scan.literal(hours_end, ":")?;
    let minutes_end = scan.digits(minutes_start, 2, 2)?;
    let seconds = scan.literal(minutes_end, ":").and_then(|start| Some((start, scan.digits(start, 2, 2)?)));
    let (seconds, half, end) = [seconds, None].into_iter().find_map(|seconds| {
        let end = seconds.map_or(minutes_end, |(_, end)| end);
        let halves = half_days(scan, end).chain([(None, end)]);
        let mut ends = halves.filter(|(_, end)| !scan.at(*end).is_some_and(is_digit));
        ends.next().map(|(half, end)| (seconds, half, end))
    })?;
    let (hours, minutes) = (scan.value(at, hours_end)?, scan.value(minutes_start, minutes_end)?);
    let seconds = seconds.map(|(start, end)| scan.value(start, end)).unwrap_or_default();
    if hours > 24 || minutes > 59 || seconds.is_some_and(|seconds| seconds > 59) {
        return Some((end, scan.text(at, end)));
    }
    let mut words = cardinal(hours);
    match minutes {
        0 if half.is_some() || seconds.is_some() => (),
        0 => words.push_str(" o'clock"),
        1..10 => words.push_str(&format!(" oh {}", cardinal(minutes))),
        _ => words.push_str(&format!(" {}", cardinal(minutes))),
    }
    if let Some(seconds) = seconds {
        words.push_str(&format!(" and {} {}", cardinal(seconds), if seconds == 1 { "second" } else { "seconds" }));
    }
    if let Some(half) = half {
        // With points, it is spelled.
        words.push_str(&format!(" {half}.M{}", if scan.at(end) == Some('.') { "" } else { "." }));
    }
    Some((end, words))
}

/// "am" or "p.m." after a time, with its last point and without.
fn half_days(scan: Scan<'_>, at: usize) -> impl Iterator<Item = (Option<char>, usize)> {
    let letter = scan.maybe_space(at);
    let half = scan.at(letter).filter(|c| "AaPp".contains(*c)).map(|c| c.to_ascii_uppercase());
    let middle = scan.maybe(letter + 1, ".");
    let end = half.filter(|_| scan.is_one_of(middle, "Mm")).map(|_| middle + 1);
    let ends = end.into_iter().flat_map(move |end| [scan.maybe(end, "."), end]);
    ends.filter(move |end| !scan.at(*end).is_some_and(|c| c.is_ascii_alphabetic())).map(move |end| (half, end))
}

pub(super) fn date(tables: &Tables<'_>, year: Option<&str>, month: u64, day: u64) -> Option<String> {
    let month = tables.months.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
    (1..=31).contains(&day).then(|| {
        let year = year.map(|year| format!(", {year}")).unwrap_or_default();
        format!("{month} {}{year}", ordinal(day))
    })
}

/// 2026-03-07
pub(super) fn iso_date(tables: &Tables<'_>, scan: Scan<'_>, at: usize) -> Found {
    let year_end = scan.digits(at, 4, 4).filter(|_| scan.is_boundary(at))?;
    let month = scan.literal(year_end, "-")?;
    let month_end = scan.digits(month, 2, 2)?;
    let day = scan.literal(month_end, "-")?;
    let end = scan.digits(day, 2, 2).filter(|end| scan.is_boundary(*end))?;
    let said = date(tables, Some(&scan.text(at, year_end)), scan.value(month, month_end)?, scan.value(day, end)?);
    Some((end, said.unwrap_or_else(|| scan.text(at, end))))
}

/// 3/7/2026
pub(super) fn slashed_date(tables: &Tables<'_>, scan: Scan<'_>, at: usize) -> Found {
    let first_end = scan.digits(at, 1, 2).filter(|_| scan.is_boundary(at))?;
    let second = scan.literal(first_end, "/")?;
    let second_end = scan.digits(second, 1, 2)?;
    let year = scan.literal(second_end, "/")?;
    let end =
        [4, 2].into_iter().find_map(|count| scan.digits(year, count, count).filter(|end| scan.is_boundary(*end)))?;
    let (first, second) = (scan.value(at, first_end)?, scan.value(second, second_end)?);
    let year = match scan.value(year, end)? {
        short if end - year == 2 => format!("{}{short:02}", if short > 30 { "19" } else { "20" }),
        _ => scan.text(year, end),
    };
    let (month, day) = if first <= 12 { (first, second) } else { (second, first) };
    Some((end, date(tables, Some(&year), month, day).unwrap_or_else(|| scan.text(at, end))))
}

/// March 7th, 2026
pub(super) fn month_day(tables: &Tables<'_>, scan: Scan<'_>, at: usize) -> Found {
    if !scan.is_boundary(at) {
        return None;
    }
    tables.month_names.iter().find_map(|(name, month)| {
        let day = scan.literal(scan.maybe(scan.literal(at, name)?, "."), " ")?;
        let day_end = scan.digits(day, 1, 2)?;
        let suffix = ["st", "nd", "rd", "th"].into_iter().find_map(|suffix| scan.literal(day_end, suffix));
        let end = suffix
            .filter(|end| scan.is_boundary(*end))
            .or_else(|| Some(day_end).filter(|end| scan.is_boundary(*end)))?;
        if scan.at(end).is_some_and(|c| is_digit(c) || c == ':' || c == '%') {
            return None;
        }
        let year = scan.literal(scan.maybe(end, ","), " ").and_then(|start| scan.digits(start, 4, 4));
        let (year, whole) = match year.filter(|end| scan.is_boundary(*end)) {
            Some(year_end) => (scan.text(end, year_end), year_end),
            None => (String::new(), end),
        };
        let day = scan.value(day, day_end)?;
        if !(1..=31).contains(&day) {
            return Some((whole, scan.text(at, whole)));
        }
        Some((whole, format!("{} {}{year}", tables.months.get(*month)?, ordinal(day))))
    })
}

/// 7 March, the 7 of March
pub(super) fn day_month(tables: &Tables<'_>, scan: Scan<'_>, at: usize) -> Found {
    if !scan.is_boundary(at) {
        return None;
    }
    let day = scan.literal(at, "the ").unwrap_or(at);
    let day_end = scan.digits(day, 1, 2)?;
    let gap = scan.literal(day_end, " ")?;
    let name_at = scan.literal(gap, "of ").unwrap_or(gap);
    let names = any_of(scan, name_at, tables.month_names.iter().map(|(name, _)| name));
    let (name_end, name) = names.into_iter().find(|(end, _)| scan.is_boundary(*end))?;
    let end = scan.maybe(name_end, ".");
    let day = scan.value(day, day_end)?;
    if !(1..=31).contains(&day) {
        return Some((end, scan.text(at, end)));
    }
    let (_, month) = tables.month_names.iter().find(|(known, _)| known == name)?;
    Some((end, format!("the {} of {}", ordinal(day), tables.months.get(*month)?)))
}
