//! Money as a whole number of millionths.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An amount in micro-units: millionths of the unit of the one currency a service counts in. 1_000_000 is 1.00.
///
/// Adding never wraps: a sum that does not fit stays at the largest amount, which no budget allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Money(u64);

impl Money {
    pub const ZERO: Self = Self(0);

    pub const fn from_micros(micros: u64) -> Self {
        Self(micros)
    }

    pub const fn as_micros(self) -> u64 {
        self.0
    }

    pub const fn is_zero(&self) -> bool {
        self.0 == 0
    }

    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// With two to four decimals; below a thousandth with all six, so that no cost is shown as none.
    pub fn short(self) -> String {
        if self.0 < 1_000 {
            return self.exact();
        }
        Self(self.0.saturating_add(50) / 100 * 100).exact()
    }

    /// With all its decimals, at least two.
    pub fn exact(self) -> String {
        let text = self.to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        format!("{whole}.{:0<2}", decimals.trim_end_matches('0'))
    }
}

/// With all six digits: "0.012345".
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:06}", self.0 / 1_000_000, self.0 % 1_000_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_add_up_and_never_wrap() {
        let cent = Money::from_micros(10_000);
        assert_eq!(cent.plus(cent).to_string(), "0.020000");
        assert_eq!(Money::from_micros(u64::MAX).plus(cent), Money::from_micros(u64::MAX));
        assert_eq!(serde_json::to_string(&cent).ok().as_deref(), Some("10000"));
    }

    #[test]
    fn a_cost_is_short_and_never_shown_as_none() {
        for (micros, text) in [
            (0, "0.00"),
            (1, "0.000001"),
            (120, "0.00012"),
            (999, "0.000999"),
            (1_000, "0.001"),
            (12_345, "0.0123"),
            (12_350, "0.0124"),
            (999_960, "1.00"),
            (1_500_000, "1.50"),
            (1_234_567, "1.2346"),
            (u64::MAX, "18446744073709.5516"),
        ] {
            assert_eq!(Money::from_micros(micros).short(), text, "{micros}");
        }
        assert_eq!(Money::from_micros(1_234_567).exact(), "1.234567");
    }
}
