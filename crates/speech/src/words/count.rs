//! Numbers in words.

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

const SCALES: [&str; 7] = ["", " thousand", " million", " billion", " trillion", " quadrillion", " quintillion"];

fn word<const N: usize>(words: [&'static str; N], number: u64) -> &'static str {
    usize::try_from(number).ok().and_then(|number| words.get(number).copied()).unwrap_or_default()
}

/// One, two, three; with "and" before the last two digits, and commas between thousands.
pub(crate) fn cardinal(number: u64) -> String {
    if number < 1_000 {
        return below_thousand(number);
    }
    let mut groups = Vec::new();
    let (mut rest, mut scale) = (number, 0);
    while rest > 0 {
        if rest % 1_000 > 0 {
            groups.push(below_thousand(rest % 1_000) + word(SCALES, scale));
        }
        (rest, scale) = (rest / 1_000, scale + 1);
    }
    groups.reverse();
    // "One thousand and one", but "one thousand, one hundred and one".
    match groups.split_last() {
        Some((last, before)) if !before.is_empty() && !last.contains(' ') => {
            format!("{} and {last}", before.join(", "))
        }
        Some(_) | None => groups.join(", "),
    }
}

fn below_thousand(number: u64) -> String {
    let (hundreds, rest) = (number / 100, number % 100);
    let tens = if rest >= 20 && rest % 10 > 0 {
        format!("{}-{}", word(TENS, rest / 10), word(ONES, rest % 10))
    } else if rest >= 20 {
        word(TENS, rest / 10).to_owned()
    } else {
        word(ONES, rest).to_owned()
    };
    match (hundreds, rest) {
        (0, _) => tens,
        (_, 0) => format!("{} hundred", word(ONES, hundreds)),
        (_, _) => format!("{} hundred and {tens}", word(ONES, hundreds)),
    }
}

/// First, second, third.
pub(crate) fn ordinal(number: u64) -> String {
    let cardinal = cardinal(number);
    let start = cardinal.rfind([' ', '-']).map_or(0, |separator| separator + 1);
    let (before, last) = cardinal.split_at(start);
    let last = match last {
        "one" => "first".to_owned(),
        "two" => "second".to_owned(),
        "three" => "third".to_owned(),
        "five" => "fifth".to_owned(),
        "eight" => "eighth".to_owned(),
        "nine" => "ninth".to_owned(),
        "twelve" => "twelfth".to_owned(),
        tens if tens.ends_with('y') => format!("{}ieth", tens.trim_end_matches('y')),
        other => format!("{other}th"),
    };
    format!("{before}{last}")
}

/// Nineteen eighty-four, twenty ten, two thousand and five.
pub(crate) fn year(number: u64) -> String {
    let (high, low) = (number / 100, number % 100);
    if high == 0 || (high % 10 == 0 && low < 10) || high >= 100 {
        return cardinal(number);
    }
    match low {
        0 => format!("{} hundred", cardinal(high)),
        1..10 => format!("{} oh-{}", cardinal(high), cardinal(low)),
        _ => format!("{} {}", cardinal(high), cardinal(low)),
    }
}

/// Three point one four; noughts at the end are not said.
pub(crate) fn decimal(number: &str) -> Option<String> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let whole = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let digits: Vec<&str> = decimals.trim_end_matches('0').chars().map(digit).collect();
    Some(if digits.is_empty() { cardinal(whole) } else { format!("{} point {}", cardinal(whole), digits.join(" ")) })
}

pub(crate) fn digit(c: char) -> &'static str {
    word(ONES, u64::from(c.to_digit(10).unwrap_or(u32::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_in_words() {
        for (number, words) in [
            (0, "zero"),
            (19, "nineteen"),
            (40, "forty"),
            (404, "four hundred and four"),
            (1_001, "one thousand and one"),
            (1_021, "one thousand and twenty-one"),
            (1_101, "one thousand, one hundred and one"),
            (
                4_294_967_296,
                "four billion, two hundred and ninety-four million, nine hundred and sixty-seven thousand, two hundred and ninety-six",
            ),
            (1_000_000, "one million"),
        ] {
            assert_eq!(cardinal(number), words);
        }
        assert!(cardinal(u64::MAX).starts_with("eighteen quintillion"));
    }

    #[test]
    fn ordinals_and_years_have_their_own_forms() {
        for (number, words) in [
            (1, "first"),
            (12, "twelfth"),
            (20, "twentieth"),
            (23, "twenty-third"),
            (101, "one hundred and first"),
            (1_000, "one thousandth"),
        ] {
            assert_eq!(ordinal(number), words);
        }
        for (number, words) in [
            (1984, "nineteen eighty-four"),
            (1905, "nineteen oh-five"),
            (2005, "two thousand and five"),
            (2010, "twenty ten"),
            (1900, "nineteen hundred"),
            (42, "forty-two"),
        ] {
            assert_eq!(year(number), words);
        }
        assert_eq!(decimal("3.140").as_deref(), Some("three point one four"));
        assert_eq!(decimal("2.0").as_deref(), Some("two"));
    }
}
