//! Units of measure.

/// Units: as written, singular, plural.
const UNITS: [(&str, &str, &str); 145] = [
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
    ("degC", "degree Celsius", "degrees Celsius"),
    ("degF", "degree Fahrenheit", "degrees Fahrenheit"),
    ("deg", "degree", "degrees"),
    ("m", "meter", "meters"),
    ("nm", "nanometer", "nanometers"),
    ("microm", "micrometer", "micrometers"),
    ("ft", "foot", "feet"),
    ("yd", "yard", "yards"),
    ("mi", "mile", "miles"),
    ("mph", "mile per hour", "miles per hour"),
    ("kph", "kilometer per hour", "kilometers per hour"),
    ("kmh", "kilometer per hour", "kilometers per hour"),
    ("lb", "pound", "pounds"),
    ("lbs", "pound", "pounds"),
    ("oz", "ounce", "ounces"),
    ("g", "gram", "grams"),
    ("microg", "microgram", "micrograms"),
    ("L", "liter", "liters"),
    ("l", "liter", "liters"),
    ("ml", "milliliter", "milliliters"),
    ("mL", "milliliter", "milliliters"),
    ("ha", "hectare", "hectares"),
    ("km^2", "square kilometer", "square kilometers"),
    ("m^2", "square meter", "square meters"),
    ("cm^2", "square centimeter", "square centimeters"),
    ("m^3", "cubic meter", "cubic meters"),
    ("cm^3", "cubic centimeter", "cubic centimeters"),
    ("kcal", "kilocalorie", "kilocalories"),
    ("cal", "calorie", "calories"),
    ("J", "joule", "joules"),
    ("kJ", "kilojoule", "kilojoules"),
    ("N", "newton", "newtons"),
    ("Pa", "pascal", "pascals"),
    ("hPa", "hectopascal", "hectopascals"),
    ("kPa", "kilopascal", "kilopascals"),
    ("psi", "P S I", "P S I"),
    ("GW", "gigawatt", "gigawatts"),
    ("mW", "milliwatt", "milliwatts"),
    ("Wh", "watt hour", "watt hours"),
    ("MWh", "megawatt hour", "megawatt hours"),
    ("GWh", "gigawatt hour", "gigawatt hours"),
    ("Ah", "amp hour", "amp hours"),
    ("mV", "millivolt", "millivolts"),
    ("kV", "kilovolt", "kilovolts"),
    ("A", "amp", "amps"),
    ("hp", "horsepower", "horsepower"),
    ("THz", "terahertz", "terahertz"),
    ("ps", "picosecond", "picoseconds"),
    ("EB", "exabyte", "exabytes"),
    ("PiB", "pebibyte", "pebibytes"),
    ("bps", "bit per second", "bits per second"),
    ("Tbps", "terabit per second", "terabits per second"),
    ("Kbit", "kilobit", "kilobits"),
    ("Tbit", "terabit", "terabits"),
    ("bit", "bit", "bits"),
    ("MBps", "megabyte per second", "megabytes per second"),
    ("rpm", "revolution per minute", "revolutions per minute"),
    ("bpm", "beat per minute", "beats per minute"),
    ("wpm", "word per minute", "words per minute"),
    ("dpi", "dot per inch", "dots per inch"),
    ("ppi", "pixel per inch", "pixels per inch"),
    ("ppm", "part per million", "parts per million"),
    ("ppb", "part per billion", "parts per billion"),
    ("QPS", "query per second", "queries per second"),
    ("RPS", "request per second", "requests per second"),
    ("TPS", "transaction per second", "transactions per second"),
    ("FPS", "frame per second", "frames per second"),
    ("tok", "token", "tokens"),
    ("msg", "message", "messages"),
    ("msgs", "message", "messages"),
    ("pt", "point", "points"),
    ("MP", "megapixel", "megapixels"),
    ("vCPU", "virtual CPU", "virtual CPUs"),
    ("vCPUs", "virtual CPU", "virtual CPUs"),
    ("wk", "week", "weeks"),
    ("wks", "week", "weeks"),
    ("mo", "month", "months"),
    ("mos", "month", "months"),
    ("yr", "year", "years"),
    ("yrs", "year", "years"),
    ("GbE", "gigabit Ethernet", "gigabit Ethernet"),
    ("kLOC", "thousand lines of code", "thousand lines of code"),
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

/// A unit separated from its number; `None` if it may be a word: "give 2 us" is not about time, "section 2 A" not amps.
pub(super) fn apart(unit: &str, many: bool) -> Option<String> {
    const UNSURE: [&str; 14] = ["us", "d", "A", "N", "J", "B", "mi", "l", "pt", "MP", "ha", "C", "deg", "cal"];
    to_words(unit, many).filter(|_| !UNSURE.contains(&unit))
}

/// A unit without a number, if it can be nothing else: "a few MB", "in ms".
pub(super) fn alone(word: &str) -> Option<&'static str> {
    const SURE: [&str; 20] = [
        "ms", "kB", "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "kHz", "MHz", "GHz", "GB-s", "mph", "kWh", "MWh",
        "Mbps", "Gbps", "degC", "degF",
    ];
    let found =
        (word.len() <= 4 && SURE.contains(&word)).then(|| UNITS.iter().find(|(written, _, _)| *written == word));
    found.flatten().map(|(_, _, many)| *many)
}

/// A unit behind "per", which is one, or a unit without a number: "40 seconds per gigabyte", "a few megabytes".
pub(super) fn measured(word: &str, last: &str) -> Option<String> {
    let one = if last == "per" { apart(word, false) } else { None };
    one.or_else(|| alone(word).map(str::to_owned))
}

/// A rate without a number: "in km/h", "the req/s we saw". A slash between other words is no rate.
pub(super) fn rate(word: &str) -> Option<String> {
    let (measured, per) = word.split_once('/')?;
    let is_unit = |unit: &str| UNITS.iter().any(|(written, _, _)| *written == unit);
    let is_time = ["s", "sec", "min", "h", "hr", "day", "week", "month", "year"].contains(&per);
    (is_time && is_unit(measured)).then(|| to_words(word, true)).flatten()
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
