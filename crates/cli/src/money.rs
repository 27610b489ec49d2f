//! Amounts of money on the command line.

use std::str::FromStr;

use protocol::{CostRange, Money, limits};

const DIGITS: usize = 6;

/// An amount that is given on the command line, or the word `none`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bound(pub(crate) Option<Money>);

impl FromStr for Bound {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "none" { Ok(Self(None)) } else { parse(text).map(|money| Self(Some(money))) }
    }
}

/// Parses an amount in whole units with up to six decimals, without rounding.
pub(crate) fn parse(text: &str) -> Result<Money, String> {
    let malformed = || "an amount has up to six decimals, as in 1.50".to_owned();
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(decimals) || decimals.len() > DIGITS {
        return Err(malformed());
    }
    // The decimals filled up to six are the millionths.
    let micros: Option<u64> = format!("{whole}{decimals:0<DIGITS$}").parse().ok();
    let micros = micros.filter(|micros| *micros <= limits::BOUND_MAX);
    micros.map(Money::from_micros).ok_or_else(|| "an amount this large cannot be counted".to_owned())
}

/// A cost that is not known yet.
pub(crate) fn range(cost: Option<CostRange>) -> String {
    match cost {
        Some(CostRange { likely, most }) if likely == most && most.is_zero() => "costs nothing".to_owned(),
        Some(CostRange { likely, most }) => format!("costs {} likely, {} at most", likely.short(), most.short()),
        None => "costs nothing".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_without_rounding() {
        for (text, micros) in [
            ("0", 0),
            ("2", 2_000_000),
            ("1.50", 1_500_000),
            ("0.000001", 1),
            ("0.1", 100_000),
            ("16777217.000001", 16_777_217_000_001),
            ("007.5", 7_500_000),
        ] {
            assert_eq!(parse(text), Ok(Money::from_micros(micros)), "{text}");
        }
        for bad in [
            "",
            ".",
            "1.",
            ".5",
            "-1",
            "+1",
            "1,50",
            "1e3",
            "1.0000001",
            "1.5.0",
            " 1",
            "١",
            "99999999999999999999",
            "9007199255",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
        assert_eq!("none".parse(), Ok(Bound(None)));
        assert!("None".parse::<Bound>().is_err());
    }

    #[test]
    fn an_exact_amount_reads_back() {
        for micros in [0, 1, 10, 999_999, 1_000_000, 1_234_500, limits::BOUND_MAX] {
            let money = Money::from_micros(micros);
            assert_eq!(parse(&money.exact()), Ok(money));
        }
    }
}
