//! Amounts with units and scales.

use super::{Context, Number, describes, is_any, is_digits, split_amount};
use crate::speech::part::Rule;
use crate::speech::unit;

pub(super) fn to_words(core: &str, context: Context<'_>) -> Option<Number> {
    let (amount, suffix) = split_amount(core)?;
    let joined = suffix.strip_prefix('-');
    let follows = if suffix.is_empty() { context.after } else { context.next };
    let one = amount == "1" || joined.is_some() || describes(context.last, follows);
    let said = |text: String, took_next: bool| Some(Number { text, took_next, rule: Rule::Number });
    if suffix.is_empty() {
        if let Some(text) = numbering(core) {
            return said(text, false);
        }
        let unit = context.next.and_then(|next| unit::apart(next, !one));
        let took_next = unit.is_some();
        return said(unit.map_or(amount.clone(), |unit| format!("{amount} {unit}")), took_next);
    }
    if let Some(text) = scale(&amount, suffix, context) {
        let is_scale = ["thousand", "million", "billion"].iter().any(|scale| text.ends_with(scale));
        let unit = context.next.filter(|_| is_scale).and_then(|next| unit::apart(next, true));
        let took_next = unit.is_some();
        return said(unit.map_or(text.clone(), |unit| format!("{text} {unit}")), took_next);
    }
    if let Some(text) = dimensions(&amount, suffix, one) {
        return said(text, false);
    }
    let (name, more) = suffix.strip_suffix('+').map_or((suffix, ""), |name| (name, " or more"));
    let sure = name.len() > 1 || !matches!(name, "m" | "A" | "N" | "J" | "L");
    let unit = unit::to_words(joined.unwrap_or(name), !one).filter(|_| sure);
    if let Some(unit) = unit {
        return said(format!("{amount} {unit}{more}"), false);
    }
    // A letter or two behind a number are spelled: "5G", "2FA", "802.11ac".
    let spelled = name.len() <= 3 && name.chars().all(|c| c.is_ascii_alphabetic());
    spelled.then(|| {
        let letters: Vec<String> = name.chars().map(String::from).collect();
        Number { text: format!("{amount} {}{more}", letters.join(" ")), took_next: false, rule: Rule::Number }
    })
}

/// Suffixes other than units: percent, times, thousand, ordinals.
fn scale(amount: &str, suffix: &str, context: Context<'_>) -> Option<String> {
    let (head, per) = suffix.split_once('/').map_or((suffix, None), |(head, per)| (head, Some(per)));
    let is_screen = context.next.is_some_and(|next| {
        is_any(next, &["video", "videos", "resolution", "display", "screen", "monitor", "tv", "footage", "streaming"])
    });
    let word = match head {
        "%" => "percent",
        "x" | "X" => "times",
        "k" | "K" if !is_screen => "thousand",
        "M" | "mn" => "million",
        "m+" | "M+" => "million or more",
        "k+" | "K+" => "thousand or more",
        "B+" | "bn+" => "billion or more",
        "x+" => "times or more",
        "B" | "bn" => "billion",
        "+" => "or more",
        "%+" => "percent or more",
        "D" => "D",
        "G" if is_digits(amount) => "G",
        "st" | "nd" | "rd" | "th" => return Some(format!("{amount}{head}")),
        _ => return None,
    };
    let per = per.map(|per| unit::to_words(&format!("/{per}"), false)).unwrap_or(Some(String::new()))?;
    Some(format!("{amount} {word} {per}").trim().to_owned())
}

/// Dimensions: `4x3`, `1920x1080px`, `2x4x8`.
fn dimensions(amount: &str, suffix: &str, one: bool) -> Option<String> {
    let rest = suffix.strip_prefix(['x', 'X'])?;
    let mut text = amount.to_owned();
    let mut parts = rest.split(['x', 'X']).peekable();
    while let Some(part) = parts.next() {
        let (other, unit) = split_amount(part)?;
        let unit = match unit {
            "" => String::new(),
            unit if parts.peek().is_none() => format!(" {}", unit::to_words(unit, !one)?),
            _ => return None,
        };
        text = format!("{text} by {other}{unit}");
    }
    Some(text)
}

/// Long rows of digits, a zero first, one by one: they number something.
fn numbering(core: &str) -> Option<String> {
    let numbers = is_digits(core) && core.len() > 1 && core.starts_with('0');
    numbers.then(|| core.chars().map(String::from).collect::<Vec<_>>().join(" "))
}
