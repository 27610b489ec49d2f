//! Amounts of money.

use super::{Number, split_amount};
use crate::speech::part::Rule;
use crate::speech::unit;

/// Currencies: as written before an amount, singular, plural, and the hundredth.
const CURRENCIES: [(&str, &str, &str, &str); 16] = [
    ("US$", "US dollar", "US dollars", "cents"),
    ("USD", "US dollar", "US dollars", "cents"),
    ("C$", "Canadian dollar", "Canadian dollars", "cents"),
    ("CA$", "Canadian dollar", "Canadian dollars", "cents"),
    ("CAD", "Canadian dollar", "Canadian dollars", "cents"),
    ("A$", "Australian dollar", "Australian dollars", "cents"),
    ("AU$", "Australian dollar", "Australian dollars", "cents"),
    ("AUD", "Australian dollar", "Australian dollars", "cents"),
    ("$", "dollar", "dollars", "cents"),
    ("EUR", "euro", "euros", "cents"),
    ("GBP", "pound", "pounds", "pence"),
    ("JPY", "yen", "yen", "sen"),
    ("CHF", "Swiss franc", "Swiss francs", "centimes"),
    ("SEK", "Swedish krona", "Swedish kronor", "ore"),
    ("INR", "rupee", "rupees", "paise"),
    ("BTC", "bitcoin", "bitcoins", "hundredths"),
];
const SCALES: [(&str, &str); 8] = [
    ("k", "thousand"),
    ("K", "thousand"),
    ("M", "million"),
    ("m", "million"),
    ("B", "billion"),
    ("b", "billion"),
    ("bn", "billion"),
    ("T", "trillion"),
];

pub(super) fn to_words(core: &str, next: Option<&str>) -> Option<Number> {
    let before = CURRENCIES.iter().find(|(sign, ..)| core.starts_with(sign));
    let Some((sign, one, many, hundredths)) = before else { return behind(core, next) };
    let (amount, suffix) = split_amount(core.strip_prefix(sign)?)?;
    let (suffix, per) = suffix.split_once('/').map_or((suffix, None), |(suffix, per)| (suffix, Some(per)));
    let (suffix, more) = suffix.strip_suffix('+').map_or((suffix, ""), |suffix| (suffix, " or more"));
    let joined = suffix.strip_prefix('-').filter(|noun| noun.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
    let scale = SCALES.iter().find(|(written, _)| *written == suffix).map(|(_, said)| *said);
    let scale_next =
        next.filter(|next| ["thousand", "million", "billion", "trillion"].contains(next) && scale.is_none());
    let text = match (scale.or(scale_next), amount.split_once('.')) {
        (Some(scale), _) => format!("{amount} {scale} {many}"),
        (None, _) if joined.is_some() => format!("{amount} {one} {}", joined.unwrap_or_default()),
        (None, _) if !suffix.is_empty() => return None,
        (None, Some(("0", cents))) if cents.len() == 2 => {
            format!("{} {hundredths}", cents.strip_prefix('0').unwrap_or(cents))
        }
        (None, Some(("0", parts))) if parts.len() > 2 => format!("{} {hundredths}", hundredfold(parts)),
        (None, Some((whole, "00"))) => format!("{whole} {}", if whole == "1" { one } else { many }),
        (None, Some((whole, cents))) if cents.len() == 2 => {
            let cents = cents.strip_prefix('0').unwrap_or(cents);
            format!("{whole} {} and {cents} {hundredths}", if whole == "1" { one } else { many })
        }
        (None, _) => format!("{amount} {}", if amount == "1" { one } else { many }),
    };
    let per = match per {
        Some(per) => format!(" {}", per_unit(per)?),
        None => String::new(),
    };
    let rule = if amount.contains('.') { Rule::Known } else { Rule::Number };
    Some(Number { text: text + more + &per, took_next: scale_next.is_some(), rule })
}

/// Currencies behind the amount: `5 EUR`, `5€`, `5 USD`, `1.5M EUR`.
fn behind(core: &str, next: Option<&str>) -> Option<Number> {
    let (amount, suffix) = split_amount(core)?;
    let named = |name: &str| {
        CURRENCIES.iter().find(|(sign, ..)| *sign == name && (sign.len() == 3 || *sign == "$") && name != "BTC")
    };
    let (currency, took_next, scale) = match named(suffix) {
        Some(currency) => (currency, false, None),
        None => {
            let scale = SCALES.iter().find(|(written, _)| *written == suffix).map(|(_, said)| *said);
            let next = next.filter(|_| suffix.is_empty() || scale.is_some())?;
            (named(next)?, true, scale)
        }
    };
    let (_, one, many, _) = currency;
    let scale = scale.map(|scale| format!(" {scale}")).unwrap_or_default();
    let name = if amount == "1" && scale.is_empty() { one } else { many };
    Some(Number { text: format!("{amount}{scale} {name}"), took_next, rule: Rule::Number })
}

/// Decimals as hundredths: those of 0.018 are 1.8.
fn hundredfold(decimals: &str) -> String {
    let (whole, rest) = decimals.split_at_checked(2).unwrap_or((decimals, ""));
    let whole = whole.trim_start_matches('0');
    let rest = rest.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") }
}

fn per_unit(per: &str) -> Option<String> {
    if let Some((_, scale)) = SCALES.iter().find(|(written, _)| *written == per && *written != "m") {
        return Some(format!("per {scale}"));
    }
    let (first, rest) = per.split_once('-').map_or((per, ""), |(first, rest)| (first, rest));
    let first = unit::to_words(&format!("/{first}"), false)?;
    Some(format!("{first} {rest}").trim().to_owned())
}
