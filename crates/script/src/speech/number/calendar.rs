//! Dates and times of day.

use super::is_digits;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Dates: `2026-11-20`, `2026-11`, `2026-11-20T14:30:00Z`.
pub(super) fn date(core: &str) -> Option<String> {
    let (day, clock) = core.split_once('T').map_or((core, None), |(day, clock)| (day, Some(clock)));
    let mut parts = day.split('-');
    let (year, month, day, rest) = (parts.next()?, parts.next()?, parts.next(), parts.next());
    let fits = year.len() == 4 && month.len() == 2 && is_digits(year) && is_digits(month) && rest.is_none();
    let name = month.parse::<usize>().ok().filter(|_| fits).and_then(|month| MONTHS.get(month.checked_sub(1)?))?;
    let date = match day {
        Some(day) => {
            let day: u8 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
            format!("{name} {day}, {year}")
        }
        None => format!("{name} {year}"),
    };
    match clock {
        Some(clock) => Some(format!("{date}, {}", time(clock.get(..5)?)?)),
        None => Some(date),
    }
}

/// Times of day (`14:30`, `9:05`) and ratios (`3:1`).
pub(super) fn time(core: &str) -> Option<String> {
    let (hours, minutes) = core.split_once(':')?;
    let (minutes, seconds) =
        minutes.split_once(':').map_or((minutes, None), |(minutes, seconds)| (minutes, Some(seconds)));
    if !is_digits(hours) || !is_digits(minutes) || seconds.is_some_and(|seconds| !is_digits(seconds)) {
        return None;
    }
    if minutes.len() != 2 || hours.len() > 2 {
        return seconds.is_none().then(|| format!("{hours} to {minutes}"));
    }
    let hour = hours.parse::<u8>().ok()?;
    let minute = match minutes.parse::<u8>().ok()? {
        0 => "o'clock".to_owned(),
        minute if minute < 10 => format!("oh {minute}"),
        minute => minute.to_string(),
    };
    let seconds = seconds.map(|seconds| format!(" and {seconds} seconds")).unwrap_or_default();
    Some(format!("{hour} {minute}{seconds}"))
}
