//! Google's errors, as Gemini's OpenAI surface passes them on.

use writer::Class::{Permanent, Quota, Transient};
use writer::{Contract, Reason};

use super::{check, failed};

#[test]
fn statuses_of_google_have_their_classes() {
    let exhausted = |quota: &str| {
        format!(
            r#"[{{"error":{{"code":429,"message":"Quota.","status":"RESOURCE_EXHAUSTED","details":[
                {{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{{"quotaId":"{quota}"}}]}},
                {{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"37s"}}]}}}}]"#
        )
    };
    let waits = failed(Contract::GeminiChat, 429, &[("retry-after", "2")], &exhausted("PerMinute"));
    assert_eq!(waits.hint_ms, Some(2_000), "headers come first");
    for (quota, class, hint_ms) in [
        ("GenerateRequestsPerMinutePerProjectPerModel-FreeTier", Transient, Some(37_000)),
        ("GenerateRequestsPerDayPerProjectPerModel-FreeTier", Quota, None),
    ] {
        let failed = failed(Contract::GeminiChat, 429, &[], &exhausted(quota));
        assert_eq!((failed.class, failed.code, failed.hint_ms), (class, Some("RESOURCE_EXHAUSTED"), hint_ms));
    }
    check(
        Contract::GeminiChat,
        &[
            (
                400,
                r#"[{"error":{"code":400,"message":"m","status":"INVALID_ARGUMENT"}}]"#,
                Permanent,
                Reason::Request,
                None,
            ),
            (
                400,
                r#"[{"error":{"code":400,"message":"Key.","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}]"#,
                Permanent,
                Reason::Access,
                Some("API_KEY_INVALID"),
            ),
            (
                400,
                r#"[{"error":{"code":400,"message":"The input token count exceeds the maximum number of tokens allowed.","status":"INVALID_ARGUMENT"}}]"#,
                Permanent,
                Reason::TooLong,
                None,
            ),
            (
                402,
                r#"[{"error":{"code":402,"message":"Prepay.","status":"FAILED_PRECONDITION"}}]"#,
                Quota,
                Reason::Money,
                None,
            ),
            (
                403,
                r#"[{"error":{"code":403,"message":"m","status":"PERMISSION_DENIED"}}]"#,
                Permanent,
                Reason::Access,
                Some("PERMISSION_DENIED"),
            ),
            (
                404,
                r#"[{"error":{"code":404,"message":"m","status":"NOT_FOUND"}}]"#,
                Permanent,
                Reason::Model,
                Some("NOT_FOUND"),
            ),
            (
                500,
                r#"[{"error":{"code":500,"message":"m","status":"INTERNAL"}}]"#,
                Transient,
                Reason::Outage,
                Some("INTERNAL"),
            ),
            (
                503,
                r#"[{"error":{"code":503,"message":"m","status":"UNAVAILABLE"}}]"#,
                Transient,
                Reason::Outage,
                Some("UNAVAILABLE"),
            ),
            (
                504,
                r#"[{"error":{"code":504,"message":"m","status":"DEADLINE_EXCEEDED"}}]"#,
                Transient,
                Reason::Timeout,
                Some("DEADLINE_EXCEEDED"),
            ),
        ],
    );
}
