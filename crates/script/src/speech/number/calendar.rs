//! Dates, times of day, durations and decades.

use super::{Context, Number, is_any, is_digits, split_amount};

pub(crate) const MONTHS: [&str; 12] = [
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

pub(super) fn to_words(core: &str, context: Context<'_>) -> Option<Number> {
    date(core)
        .or_else(|| slashed(core))
        .map(Number::known)
        .or_else(|| clock(core, context))
        .or_else(|| duration(core).map(Number::of))
        .or_else(|| plural(core, context))
}

/// Dates: `2026-11-20`, `2026-11`, `2026/11/20`, `20.11.2026`, `2026-11-20T14:30:00Z`.
fn date(core: &str) -> Option<String> {
    let (day, clock) = core.split_once('T').map_or((core, None), |(day, clock)| (day, Some(clock)));
    let mark = ['-', '/', '.'].into_iter().find(|mark| day.contains(*mark))?;
    let mut parts = day.split(mark);
    let (year, month, day, rest) = (parts.next()?, parts.next()?, parts.next(), parts.next());
    let (year, day) = match day {
        Some(last) if mark == '.' && last.len() == 4 => (last, Some(year)),
        day => (year, day),
    };
    let is_full = day.is_some() || mark == '-';
    let fits = year.len() == 4 && month.len() == 2 && is_digits(year) && is_digits(month) && rest.is_none() && is_full;
    let name = month.parse::<usize>().ok().filter(|_| fits).and_then(|month| MONTHS.get(month.checked_sub(1)?))?;
    let date = match day {
        Some(day) => {
            let day: u8 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
            format!("{name} {day}, {year}")
        }
        None => format!("{name} {year}"),
    };
    match clock {
        Some(clock) => Some(format!("{date}, {}", of_day(clock.get(..5)?)?)),
        None => Some(date),
    }
}

/// American dates, where no other order is possible: `11/20/2026`; and `20/11/2026`.
fn slashed(core: &str) -> Option<String> {
    let mut parts = core.split('/');
    let (first, second, year, rest) = (parts.next()?, parts.next()?, parts.next()?, parts.next());
    if year.len() != 4 || rest.is_some() || ![first, second, year].into_iter().all(is_digits) {
        return None;
    }
    let (first, second): (usize, usize) = (first.parse().ok()?, second.parse().ok()?);
    let (month, day) = match (first, second) {
        (1..=12, 13..=31) => (first, second),
        (13..=31, 1..=12) => (second, first),
        (month, day) if month == day && month <= 12 => (month, day),
        _ => return Some(format!("{first} slash {second} slash {year}")),
    };
    Some(format!("{} {day}, {year}", MONTHS.get(month.checked_sub(1)?)?))
}

/// Times of day (`14:30`, `9:05`, `2:30pm`), ratios (`3:1`) and zones (`+02:00`).
fn clock(core: &str, context: Context<'_>) -> Option<Number> {
    let lower = core.to_ascii_lowercase();
    let half = ["am", "pm", "a.m", "p.m", "a.m.", "p.m."].into_iter().find_map(|half| {
        let time = lower.strip_suffix(half)?;
        time.ends_with(|c: char| c.is_ascii_digit()).then(|| (time.to_owned(), half.get(..1)))
    });
    let (time, half) = half.map_or((core.to_owned(), None), |(time, half)| (time, half));
    let said = match half {
        Some("a") => " A M",
        Some(_) => " P M",
        None => "",
    };
    if is_digits(&time) && half.is_some() {
        return Some(Number::of(format!("{time}{said}")));
    }
    let time = time.strip_suffix('Z').unwrap_or(&time);
    let by_half = half.is_some() || context.next.is_some_and(|next| is_any(next, &["am", "pm", "a.m", "p.m"]));
    let text = match time.split_once(":00") {
        Some((hour, "")) if by_half && is_digits(hour) => hour.to_owned(),
        _ => of_day(time)?,
    };
    Some(Number::known(format!("{text}{said}")))
}

fn of_day(core: &str) -> Option<String> {
    let (hours, minutes) = core.split_once(':')?;
    let (minutes, seconds) =
        minutes.split_once(':').map_or((minutes, None), |(minutes, seconds)| (minutes, Some(seconds)));
    let whole = |seconds: &str| is_digits(seconds.split(['.', ',']).next().unwrap_or_default());
    if !is_digits(hours) || !is_digits(minutes) || seconds.is_some_and(|seconds| !whole(seconds)) {
        return None;
    }
    if minutes.len() != 2 || hours.len() > 2 {
        return seconds.is_none().then(|| format!("{hours} to {minutes}"));
    }
    let hour = hours.parse::<u8>().ok()?;
    let minute = match minutes.parse::<u8>().ok()? {
        0 if seconds.is_none() => "o'clock".to_owned(),
        minute if minute < 10 => format!("oh {minute}"),
        minute => minute.to_string(),
    };
    let seconds = seconds.map(|seconds| format!(" and {} seconds", decimal(seconds))).unwrap_or_default();
    Some(format!("{hour} {minute}{seconds}"))
}

fn decimal(text: &str) -> String {
    let text = text.replace(',', ".");
    match text.strip_prefix('0') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => rest.to_owned(),
        Some(_) | None => text,
    }
}

/// Durations of more than one unit: `1h30m`, `2d12h`, `1m30s`.
fn duration(core: &str) -> Option<String> {
    const UNITS: [(&str, &str); 8] = [
        ("ms", "millisecond"),
        ("min", "minute"),
        ("sec", "second"),
        ("w", "week"),
        ("d", "day"),
        ("h", "hour"),
        ("m", "minute"),
        ("s", "second"),
    ];
    let mut words = Vec::new();
    let mut rest = core;
    while !rest.is_empty() {
        let (amount, behind) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit())?);
        let (unit, name) = UNITS.iter().find(|(unit, _)| {
            let after = behind.strip_prefix(unit);
            after.is_some_and(|after| after.is_empty() || after.starts_with(|c: char| c.is_ascii_digit()))
        })?;
        let many = if amount.parse::<u32>().ok()? == 1 { "" } else { "s" };
        words.push(format!("{amount} {name}{many}"));
        rest = behind.strip_prefix(unit)?;
    }
    (words.len() > 1).then(|| words.join(" "))
}

const DECADES: [(&str, &str); 9] = [
    ("10", "tens"),
    ("20", "twenties"),
    ("30", "thirties"),
    ("40", "forties"),
    ("50", "fifties"),
    ("60", "sixties"),
    ("70", "seventies"),
    ("80", "eighties"),
    ("90", "nineties"),
];
/// Answers of a web server that are counted: "500s and 404s".
const ANSWERS: [&str; 26] = [
    "200", "201", "204", "301", "302", "304", "307", "308", "400", "401", "402", "403", "404", "405", "406", "408",
    "409", "410", "413", "418", "422", "429", "500", "502", "503", "504",
];

/// Numbers in the plural: decades (`1990s`, `'90s`), `10s of teams`, `HTTP 500s and 404s`.
fn plural(core: &str, context: Context<'_>) -> Option<Number> {
    let (marked, number) = core.strip_prefix('\'').map_or((false, core), |number| (true, number));
    let (amount, apostrophe) = match number.strip_suffix("'s") {
        Some(amount) => (amount, true),
        None => (number.strip_suffix('s')?, false),
    };
    if !is_digits(amount) {
        return None;
    }
    let tens = DECADES.iter().find(|(written, _)| *written == amount).map(|(_, said)| (*said).to_owned());
    let of = context.next == Some("of");
    let round = match amount {
        "10" => Some("tens"),
        "100" => Some("hundreds"),
        "1000" => Some("thousands"),
        _ => None,
    };
    if let Some(round) = round.filter(|_| of && !marked) {
        return Some(Number::known(round.to_owned()));
    }
    let in_life = is_any(context.last, &["the", "early", "late", "mid", "his", "her", "my", "mid-to-late"]);
    if let Some(decade) =
        tens.filter(|_| marked || apostrophe || (in_life && !super::describes(context.last, context.next)))
    {
        return Some(Number::known(decade));
    }
    let timed = is_any(context.last, &["in", "after", "for", "every", "within", "by", "than", "least", "most"]);
    let answer = ANSWERS.contains(&amount) && (context.last.eq_ignore_ascii_case("HTTP") || !timed);
    let is_plural = apostrophe || answer || (amount.len() == 4 && amount.ends_with('0'));
    is_plural.then(|| Number::of(format!("{amount}s")))
}

/// The full name of a month, written short beside a number: `Nov 20`, `20 Nov. 2026`.
pub(in crate::speech) fn month(word: &str, last: &str, next: Option<&str>) -> Option<&'static str> {
    let is_short = word.starts_with(|c: char| c.is_ascii_uppercase()) && (word.len() == 3 || word == "Sept");
    let name = MONTHS.iter().find(|name| is_short && word.get(..3).is_some_and(|head| name.starts_with(head)))?;
    let is_day = |word: &str| split_amount(word).is_some();
    (is_day(last) || next.is_some_and(is_day)).then_some(*name)
}

/// The full name of a day, written short before a date or in a range of days.
pub(in crate::speech) fn weekday(word: &str) -> Option<&'static str> {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let is_short = word.len() == 3 || ["Tues", "Thur", "Thurs"].contains(&word);
    DAYS.into_iter().find(|day| is_short && day.starts_with(word))
}

/// True for the full name of a day or a month.
pub(in crate::speech) fn is_day(word: &str) -> bool {
    MONTHS.contains(&word) || word.get(..3).and_then(weekday).is_some_and(|day| day == word)
}
