//! Units of measure.

/// Units: as written, singular, plural.
const UNITS: [(&str, &str, &str); 64] = [
    ("ns", "nanosecond", "nanoseconds"),
    ("us", "microsecond", "microseconds"),
    ("micros", "microsecond", "microseconds"),
    ("ms", "millisecond", "milliseconds"),
    ("s", "second", "seconds"),
    ("sec", "second", "seconds"),
    ("secs", "second", "seconds"),
    ("min", "minute", "minutes"),
    ("mins", "minute", "minutes"),
    ("h", "hour", "hours"),
    ("hr", "hour", "hours"),
    ("hrs", "hour", "hours"),
    ("d", "day", "days"),
    ("B", "byte", "bytes"),
    ("kB", "kilobyte", "kilobytes"),
    ("KB", "kilobyte", "kilobytes"),
    ("MB", "megabyte", "megabytes"),
    ("GB", "gigabyte", "gigabytes"),
    ("TB", "terabyte", "terabytes"),
    ("PB", "petabyte", "petabytes"),
    ("KiB", "kibibyte", "kibibytes"),
    ("MiB", "mebibyte", "mebibytes"),
    ("GiB", "gibibyte", "gibibytes"),
    ("TiB", "tebibyte", "tebibytes"),
    ("kbps", "kilobit per second", "kilobits per second"),
    ("Kbps", "kilobit per second", "kilobits per second"),
    ("Mbps", "megabit per second", "megabits per second"),
    ("Gbps", "gigabit per second", "gigabits per second"),
    ("kbit", "kilobit", "kilobits"),
    ("Mbit", "megabit", "megabits"),
    ("Gbit", "gigabit", "gigabits"),
    ("kb", "kilobit", "kilobits"),
    ("Mb", "megabit", "megabits"),
    ("Gb", "gigabit", "gigabits"),
    ("Hz", "hertz", "hertz"),
    ("kHz", "kilohertz", "kilohertz"),
    ("MHz", "megahertz", "megahertz"),
    ("GHz", "gigahertz", "gigahertz"),
    ("GB-s", "gigabyte-second", "gigabyte-seconds"),
    ("dB", "decibel", "decibels"),
    ("LUFS", "L U F S", "L U F S"),
    ("px", "pixel", "pixels"),
    ("mm", "millimeter", "millimeters"),
    ("cm", "centimeter", "centimeters"),
    ("km", "kilometer", "kilometers"),
    ("kg", "kilogram", "kilograms"),
    ("mg", "milligram", "milligrams"),
    ("W", "watt", "watts"),
    ("kW", "kilowatt", "kilowatts"),
    ("MW", "megawatt", "megawatts"),
    ("kWh", "kilowatt hour", "kilowatt hours"),
    ("V", "volt", "volts"),
    ("mA", "milliamp", "milliamps"),
    ("mAh", "milliamp hour", "milliamp hours"),
    ("req", "request", "requests"),
    ("reqs", "request", "requests"),
    ("ops", "operation", "operations"),
    ("op", "operation", "operations"),
    ("rps", "request per second", "requests per second"),
    ("qps", "query per second", "queries per second"),
    ("fps", "frame per second", "frames per second"),
    ("LOC", "line of code", "lines of code"),
    ("pp", "percentage point", "percentage points"),
    ("C", "Celsius", "Celsius"),
];

/// A unit as words, singular or plural; `GB/s` is "gigabytes per second".
pub(super) fn to_words(unit: &str, many: bool) -> Option<String> {
    let (measured, per) = unit.split_once('/').map_or((unit, None), |(measured, per)| (measured, Some(per)));
    let name = |unit: &str, many: bool| {
        let found = UNITS.iter().find(|(written, _, _)| *written == unit);
        found.map(|(_, one, several)| if many { *several } else { *one })
    };
    let measured = if measured.is_empty() && per.is_some() { "" } else { name(measured, many)? };
    let text = match per {
        Some(per) => format!("{measured} per {}", name(per, false).or_else(|| plain(per))?),
        None => measured.to_owned(),
    };
    Some(text.trim().to_owned())
}

/// A unit separated from its number; `None` if it may be a word: "give 2 us" is not about time.
pub(super) fn apart(unit: &str, many: bool) -> Option<String> {
    to_words(unit, many).filter(|_| !matches!(unit, "us" | "d" | "C"))
}

/// A unit without a number, if it can be nothing else: "a few MB", "in ms".
pub(super) fn alone(word: &str) -> Option<&'static str> {
    const SURE: [&str; 13] = ["ms", "kB", "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "kHz", "MHz", "GHz", "GB-s"];
    let found = UNITS.iter().find(|(written, _, _)| *written == word && SURE.contains(written));
    found.map(|(_, _, many)| *many)
}

/// True for the spoken name of a unit, singular or plural.
pub(crate) fn is_unit(word: &str) -> bool {
    let named = |name: &str| name.split(' ').next() == Some(word);
    word == "percent"
        || word == "dollars"
        || word == "cents"
        || UNITS.iter().any(|(_, one, many)| named(one) || named(many))
}

/// The word itself, if it may follow "per" unchanged.
fn plain(word: &str) -> Option<&str> {
    let is_word = word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase());
    is_word.then_some(word)
}
