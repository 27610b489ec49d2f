//! Failures of attempts, classified where they happen, and the backoff after each.

use protocol::{Code, Timestamp};
use serde::{Deserialize, Serialize};

use crate::limits;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    pub class: Class,
    pub code: Code,
    /// For people; never content of the source, never who asked.
    pub detail: String,
    /// True if the provider has answered, with something that is of no use: to ask the same again may get the same again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_bad_take: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Another attempt may succeed, after `retry_after_ms` where the provider said so.
    Transient { retry_after_ms: Option<i64> },
    /// No attempt will succeed.
    Permanent,
    /// The provider's quota is used up: no attempt will succeed until somebody pays or waits.
    Quota,
    /// Nothing was tried: the attempt is given back, for a time when it is worth one.
    Postponed { until: Timestamp },
}

impl Failure {
    pub fn transient(code: Code, detail: impl Into<String>) -> Self {
        Self { class: Class::Transient { retry_after_ms: None }, code, detail: detail.into(), is_bad_take: false }
    }

    /// An answer that is of no use, and was paid for: another take may be better.
    pub fn bad_take(code: Code, detail: impl Into<String>) -> Self {
        Self { is_bad_take: true, ..Self::transient(code, detail) }
    }

    pub fn permanent(code: Code, detail: impl Into<String>) -> Self {
        Self { class: Class::Permanent, code, detail: detail.into(), is_bad_take: false }
    }
}

/// A random draw, made by the caller: parts of 2^32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jitter(pub u32);

/// Exponential backoff with full jitter: the time from which attempt `attempt + 1` may start, never before
/// `retry_after_ms`.
pub(crate) fn retry_at(attempt: u32, retry_after_ms: Option<i64>, jitter: Jitter, now: Timestamp) -> Timestamp {
    let doublings = attempt.saturating_sub(1).min(16);
    let range_ms = limits::BACKOFF_MS_BASE.saturating_mul(1 << doublings).min(limits::BACKOFF_MS_MAX);
    let backoff_ms = (range_ms.saturating_mul(i64::from(jitter.0))) >> 32;
    now.plus_ms(backoff_ms.saturating_add(retry_after_ms.unwrap_or(0).max(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_000_000);

    #[test]
    fn backoff_doubles_up_to_its_bound_and_is_spread_over_the_whole_range() {
        let longest_ms = |attempt| retry_at(attempt, None, Jitter(u32::MAX), NOW).since_ms(NOW);
        assert_eq!([1, 2, 3, 7, 60].map(longest_ms), [999, 1_999, 3_999, 59_999, 59_999]);
        assert_eq!(retry_at(9, None, Jitter(0), NOW), NOW);
    }

    #[test]
    fn the_providers_wish_is_a_lower_bound() {
        assert_eq!(retry_at(1, Some(30_000), Jitter(0), NOW).since_ms(NOW), 30_000);
    }
}
