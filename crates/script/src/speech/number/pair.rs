//! Two numbers in one word: ranges, fractions, shares, telephone numbers.

use super::{Context, Number, is_any, is_digits, money, quantity, split_amount};

/// Nouns with compound numbers: "figure 3-8" is no range.
const NUMBERED: [&str; 6] = ["listing", "figure", "table", "section", "example", "chapter"];

/// Ranges: `3-8`, `10~~20ms`, `0..5`; the unit of the second number serves both.
pub(super) fn range(core: &str, context: Context<'_>) -> Option<Number> {
    let (from, to) = core
        .split_once("~~")
        .or_else(|| core.split_once("..="))
        .or_else(|| core.split_once("..").filter(|(_, to)| !to.starts_with('.')))
        .or_else(|| core.split_once('-'))?;
    let (from, from_sign) = currency(from);
    let (to, to_sign) = currency(to);
    let (amount, unit) = split_amount(from)?;
    let (_, to_unit) = split_amount(to)?;
    let same = unit.is_empty() || to_unit == unit || to_unit.is_empty();
    if to.contains('-') || !same || (from_sign.is_empty() && !to_sign.is_empty()) {
        return None;
    }
    if is_any(context.last, &NUMBERED) {
        return Some(Number::of(format!("{from} dash {to}")));
    }
    if !unit.is_empty() && to_unit.is_empty() {
        // `5k-10`: the units differ, both are said.
        let from = quantity::to_words(from, Context::default())?;
        let to = quantity::to_words(to, context)?;
        return Some(Number { text: format!("{} to {}", from.text, to.text), ..to });
    }
    let to = if from_sign.is_empty() {
        money::to_words(to, context.next).or_else(|| quantity::to_words(to, context))?
    } else {
        money::to_words(&format!("{from_sign}{to}"), context.next)?
    };
    Some(Number { text: format!("{amount} to {}", to.text), ..to })
}

/// A number without the sign of its currency, and that sign.
fn currency(text: &str) -> (&str, &str) {
    let at = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let (sign, number) = text.split_at(at);
    if ["$", "EUR", "GBP", "US$", "JPY"].contains(&sign) { (number, sign) } else { (text, "") }
}

/// Telephone numbers, digit by digit: `555-123-4567`.
pub(super) fn phone(core: &str) -> Option<Number> {
    let groups: Vec<&str> = core.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let is_phone =
        groups.iter().all(|group| is_digits(group)) && matches!(lengths[..], [3, 3, 4] | [1, 3, 3, 4] | [3, 4]);
    let spell = |group: &&str| group.chars().map(String::from).collect::<Vec<_>>().join(" ");
    // Two groups may be a range: `100-1000`.
    let is_phone = is_phone && (groups.len() > 2 || core.starts_with("555"));
    is_phone.then(|| Number::of(groups.iter().map(spell).collect::<Vec<_>>().join(", ")))
}

/// Minutes and seconds of an angle, and the direction: `26'46"N`.
pub(super) fn arc(core: &str) -> Option<Number> {
    let (minutes, rest) = core.split_once('\'')?;
    let (seconds, side) = rest.split_once('"')?;
    let side = match side {
        "N" => "north",
        "S" => "south",
        "E" => "east",
        "W" => "west",
        _ => return None,
    };
    let fits = is_digits(minutes) && split_amount(seconds).is_some_and(|(_, rest)| rest.is_empty());
    fits.then(|| Number::of(format!("{minutes} minutes {seconds} seconds {side}")))
}

pub(super) fn fraction(core: &str, context: Context<'_>) -> Option<Number> {
    let (top, bottom) = core.split_once('/')?;
    if !is_digits(top) || !is_digits(bottom) {
        return None;
    }
    let (many, of) = (top.parse::<u32>().ok()?, bottom.parse::<u32>().ok()?);
    let part = match (top, bottom) {
        ("1", "2") => Some("one half"),
        ("1", "3") => Some("one third"),
        ("2", "3") => Some("two thirds"),
        ("1", "4") => Some("one quarter"),
        ("3", "4") => Some("three quarters"),
        ("1", "5") => Some("one fifth"),
        ("1", "8") => Some("one eighth"),
        ("1", "10") => Some("one tenth"),
        ("1", "100") => Some("one hundredth"),
        _ => None,
    };
    if let Some(part) = part {
        let mixed = is_digits(context.last);
        // "1 and a half hours", but "one half of it".
        let mixed =
            mixed.then(|| format!("and {}", part.replacen("one ", "a ", 1).replacen("a eighth", "an eighth", 1)));
        return Some(Number::known(mixed.unwrap_or_else(|| part.to_owned())));
    }
    // Shares of a whole (80/20), a date or hours in themselves (9/11, 24/7).
    let is_pair = many + of == 100 || matches!((top, bottom), ("24", "7") | ("9", "11") | ("20", "20"));
    Some(Number::of(match (many, of) {
        _ if is_pair => format!("{top} {bottom}"),
        (many, of) if many <= of => format!("{top} out of {bottom}"),
        _ => format!("{top} over {bottom}"),
    }))
}
