//! Hints of a provider about another attempt.

use protocol::Timestamp;

use crate::limits;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Hints {
    /// `x-should-retry`, which the SDKs of OpenAI and Anthropic obey above all.
    pub should_retry: Option<bool>,
    /// `retry-after-ms`, or else `retry-after`, in seconds or as a date; never negative.
    pub wait_ms: Option<i64>,
}

impl Hints {
    pub(super) fn read(headers: &[(&str, &str)], now: Timestamp) -> Self {
        let header = |wanted: &str| {
            let known = headers.iter().take(limits::HEADERS_READ_MAX);
            known.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim())
        };
        let should_retry = match header("x-should-retry") {
            Some("true") => Some(true),
            Some("false") => Some(false),
            Some(_) | None => None,
        };
        let wait_ms = header("retry-after-ms").and_then(|text| decimal(text, 0)).or_else(|| {
            let text = header("retry-after")?;
            seconds_as_ms(text).or_else(|| Some(Timestamp::from_http_date(text)?.since_ms(now).max(0)))
        });
        Self { should_retry, wait_ms }
    }
}

/// `"37"` and `"1.5"` → milliseconds.
pub(super) fn seconds_as_ms(text: &str) -> Option<i64> {
    decimal(text, 3)
}

/// A decimal number times a power of ten, rounded down; `None` for anything else. A number without bound is the longest
/// wait.
fn decimal(text: &str, places: usize) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    let digits: String = whole.chars().chain(fraction.chars().chain(std::iter::repeat('0')).take(places)).collect();
    Some(digits.parse().unwrap_or(i64::MAX))
}

/// Time to the next day for Workers AI's free neurons, to the next month for the limit of Anthropic's tier, both in
/// UTC.
pub(super) fn until_reset_ms(code: &str, now: Timestamp) -> Option<i64> {
    let day = now.as_ms().div_euclid(limits::DAY_MS);
    let begins = match code {
        "3036" => day.checked_add(1)?,
        "enforced_spend_limit_reached" => next_month(day)?,
        _ => return None,
    };
    Some(Timestamp::from_ms(begins.checked_mul(limits::DAY_MS)?).since_ms(now))
}

/// First day of the next month, in days since 1970. The calendar's own dates are asked: it is at most 31 days ahead.
fn next_month(day: i64) -> Option<i64> {
    let is_first = |day: &i64| {
        let midnight = day.checked_mul(limits::DAY_MS).map(Timestamp::from_ms);
        midnight.is_some_and(|midnight| midnight.to_string().get(8..10) == Some("01"))
    };
    (day.checked_add(1)?..=day.checked_add(31)?).find(is_first)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1994-11-06T08:49:37Z
    const NOW: Timestamp = Timestamp::from_ms(784_111_777_000);

    #[test]
    fn hints_are_read_in_their_order() {
        for (headers, should_retry, wait_ms) in [
            (&[("X-Should-Retry", "true"), ("Retry-After-Ms", "250"), ("Retry-After", "9")][..], Some(true), Some(250)),
            (&[("retry-after-ms", "250.9")], None, Some(250)),
            (&[("retry-after-ms", "soon"), ("retry-after", "9")], None, Some(9_000)),
            (&[("retry-after", " 1.5 ")], None, Some(1_500)),
            (&[("retry-after", "Sun, 06 Nov 1994 08:49:42 GMT")], None, Some(5_000)),
            (&[("retry-after", "Sun, 06 Nov 1994 08:49:00 GMT")], None, Some(0)),
            (&[("retry-after", "99999999999999999999")], None, Some(i64::MAX)),
            (&[("x-should-retry", "false")], Some(false), None),
            (&[("x-should-retry", "TRUE"), ("retry-after", "-5")], None, None),
            (&[("retry-after", "")], None, None),
            (&[("retry-after", "1.")], None, None),
            (&[], None, None),
        ] {
            assert_eq!(Hints::read(headers, NOW), Hints { should_retry, wait_ms }, "{headers:?}");
        }
    }

    #[test]
    fn quotas_of_a_day_and_a_month_end_with_them() {
        let day_ms = 15 * 3_600_000 + 10 * 60_000 + 23_000;
        assert_eq!(until_reset_ms("3036", NOW), Some(day_ms));
        assert_eq!(until_reset_ms("enforced_spend_limit_reached", NOW), Some(day_ms + 24 * limits::DAY_MS));
        assert_eq!(until_reset_ms("insufficient_quota", NOW), None);
        for now in [i64::MIN, i64::MAX] {
            assert_eq!(until_reset_ms("enforced_spend_limit_reached", Timestamp::from_ms(now)), None);
        }
    }
}
