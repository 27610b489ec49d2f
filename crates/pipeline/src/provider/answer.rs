//! Classification of a provider's answer as a failure of the attempt, for every provider and transport.
//!
//! Keeps nothing of the answer's text: it may repeat what was asked.

use job::{Class, Failure};
use protocol::{Code, Timestamp};
use serde_json::Value;

/// The largest answer that is read: a minute of sound at the highest rate has less, and an isolate has 128 MB for all.
pub const ANSWER_BYTES_MAX: usize = 12 * 1024 * 1024;

/// Bytes of a refusal's body that are read for its code.
pub const REFUSAL_BYTES_MAX: usize = 64 * 1024;

/// OpenAI answers "you have paid for no more" with the status of "too fast".
const OUT_OF_QUOTA: &str = "insufficient_quota";

/// Failure for an answer with any status but 200.
pub fn refused(status: u16, retry_after: Option<&str>, body: &[u8], now: Timestamp) -> Failure {
    let detail = format!("the provider answered {status}");
    let class = match status {
        _ if error_code(body).as_deref() == Some(OUT_OF_QUOTA) => Class::Quota,
        402 => Class::Quota,
        // A success without its content is as good as none.
        ..300 | 408 | 409 | 425 | 429 | 500.. => {
            Class::Transient { retry_after_ms: retry_after.and_then(|text| wait_ms(text, now)) }
        }
        300..500 => Class::Permanent,
    };
    Failure { class, code: Code::StepFailed, detail, is_bad_take: false }
}

/// True for a failure of the provider itself, which counts like no answer; with any other status it is there.
pub fn has_failed(status: u16) -> bool {
    status >= 500
}

/// No answer at all, or one that broke off; `why` is the platform's word for it.
pub fn unreachable(why: impl std::fmt::Display) -> Failure {
    Failure::transient(Code::Unavailable, format!("the provider is unreachable: {why}"))
}

/// An answer that does not end.
pub fn oversized() -> Failure {
    Failure::transient(Code::StepFailed, format!("the provider answered more than {ANSWER_BYTES_MAX} bytes"))
}

/// `{"error": {"code": …}}`
fn error_code(body: &[u8]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    Some(body.pointer("/error/code")?.as_str()?.to_owned())
}

/// `Retry-After` in either of its forms; one that is neither is as good as none.
fn wait_ms(retry_after: &str, now: Timestamp) -> Option<i64> {
    let text = retry_after.trim();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Timestamp::from_http_date(text)?.since_ms(now).max(0));
    }
    // A number without bound is a wait without bound.
    Some(text.parse().unwrap_or(i64::MAX).saturating_mul(1_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1994-11-06T08:49:37Z
    const NOW: Timestamp = Timestamp::from_ms(784_111_777_000);

    fn class(status: u16, retry_after: Option<&str>, body: &str) -> Class {
        refused(status, retry_after, body.as_bytes(), NOW).class
    }

    #[test]
    fn statuses_are_classified_as_transient_quota_or_permanent() {
        for status in [204, 408, 409, 425, 429, 500, 502, 503, 504, 529, 599] {
            assert_eq!(class(status, None, ""), Class::Transient { retry_after_ms: None }, "{status}");
        }
        for status in [301, 302, 307, 400, 401, 403, 404, 405, 410, 413, 415, 422, 451, 499] {
            assert_eq!(class(status, Some("5"), ""), Class::Permanent, "{status}");
        }
        assert_eq!(class(402, Some("5"), ""), Class::Quota);
    }

    #[test]
    fn only_server_errors_count_against_a_provider() {
        for status in [500, 502, 503, 529, 599, u16::MAX] {
            assert!(has_failed(status), "{status}");
        }
        for status in [200, 204, 301, 400, 401, 402, 403, 404, 408, 429, 499] {
            assert!(!has_failed(status), "{status}");
        }
    }

    #[test]
    fn out_of_quota_is_told_apart_from_too_fast() {
        for status in [400, 403, 429] {
            assert_eq!(
                class(status, Some("1"), r#"{"error":{"code":"insufficient_quota"}}"#),
                Class::Quota,
                "{status}"
            );
        }
        let busy = Class::Transient { retry_after_ms: Some(1_000) };
        for body in
            [r#"{"error":{"code":"rate_limit_exceeded"}}"#, r#"{"error":"insufficient_quota"}"#, "{", "", "\u{0}"]
        {
            assert_eq!(class(429, Some("1"), body), busy, "{body:?}");
        }
    }

    #[test]
    fn retry_after_is_read_in_seconds_or_as_a_date() {
        for (text, wait_ms) in [
            ("0", Some(0)),
            (" 120 ", Some(120_000)),
            ("99999999999999999999", Some(i64::MAX)),
            ("Sun, 06 Nov 1994 08:49:42 GMT", Some(5_000)),
            ("Mon, 07 Nov 1994 08:49:37 GMT", Some(86_400_000)),
            // It has passed.
            ("Sun, 06 Nov 1994 08:49:00 GMT", Some(0)),
        ] {
            assert_eq!(class(503, Some(text), ""), Class::Transient { retry_after_ms: wait_ms }, "{text}");
        }
        for text in
            ["", "soon", "-5", "1.5", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37", "1994-11-06"]
        {
            assert_eq!(class(503, Some(text), ""), Class::Transient { retry_after_ms: None }, "{text}");
        }
    }

    #[test]
    fn no_text_of_the_answer_is_kept() {
        let failure = refused(400, None, br#"{"error":{"message":"You said: hello","code":"hello"}}"#, NOW);
        assert_eq!(failure.detail, "the provider answered 400");
    }
}
