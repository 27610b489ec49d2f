//! Amounts of money.

use super::{Number, split_amount};
use crate::speech::unit;

/// Currencies: as written, singular, plural, and the hundredth.
const CURRENCIES: [(&str, &str, &str, &str); 3] =
    [("$", "dollar", "dollars", "cents"), ("EUR", "euro", "euros", "cents"), ("GBP", "pound", "pounds", "pence")];
const SCALES: [(&str, &str); 7] = [
    ("k", "thousand"),
    ("K", "thousand"),
    ("M", "million"),
    ("m", "million"),
    ("B", "billion"),
    ("bn", "billion"),
    ("T", "trillion"),
];

pub(super) fn to_words(core: &str, next: Option<&str>) -> Option<Number> {
    let (sign, one, many, hundredths) = CURRENCIES.iter().find(|(sign, ..)| core.starts_with(sign))?;
    let (amount, suffix) = split_amount(core.strip_prefix(sign)?)?;
    let (suffix, per) = suffix.split_once('/').map_or((suffix, None), |(suffix, per)| (suffix, Some(per)));
    let scale = SCALES.iter().find(|(written, _)| *written == suffix).map(|(_, said)| *said);
    let scale_next =
        next.filter(|next| ["thousand", "million", "billion", "trillion"].contains(next) && scale.is_none());
    let text = match (scale.or(scale_next), amount.split_once('.')) {
        (Some(scale), _) => format!("{amount} {scale} {many}"),
        (None, _) if !suffix.is_empty() => return None,
        (None, Some(("0", cents))) if cents.len() == 2 => format!("{} {hundredths}", cents.trim_start_matches('0')),
        (None, Some(("0", parts))) if parts.len() > 2 => format!("{} {hundredths}", hundredfold(parts)),
        (None, Some((whole, "00"))) => format!("{whole} {many}"),
        (None, Some((whole, cents))) if cents.len() == 2 => {
            format!(
                "{whole} {} and {} {hundredths}",
                if whole == "1" { one } else { many },
                cents.trim_start_matches('0')
            )
        }
        (None, _) => format!("{amount} {}", if amount == "1" { one } else { many }),
    };
    let per = match per {
        Some(per) => format!(" {}", per_unit(per)?),
        None => String::new(),
    };
    Some(Number { text: text + &per, took_next: scale_next.is_some() })
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
    if let Some((_, scale)) = SCALES.iter().find(|(written, _)| *written == per) {
        return Some(format!("per {scale}"));
    }
    let (first, rest) = per.split_once('-').map_or((per, ""), |(first, rest)| (first, rest));
    let first = unit::to_words(&format!("/{first}"), false)?;
    Some(format!("{first} {rest}").trim().to_owned())
}
