//! OpenAI's errors (page on error codes; openai 3.57.0).

use writer::Class::{Permanent, Quota, Transient};
use writer::{Contract, Reason};

use super::check;

#[test]
fn codes_of_openai_have_their_classes() {
    check(
        Contract::OpenAiChat,
        &[
            (
                400,
                r#"{"error":{"message":"Unknown parameter.","type":"invalid_request_error","param":"x","code":null}}"#,
                Permanent,
                Reason::Request,
                None,
            ),
            (
                400,
                r#"{"error":{"message":"The maximum context length is 9.","type":"invalid_request_error","code":"context_length_exceeded"}}"#,
                Permanent,
                Reason::TooLong,
                None,
            ),
            (
                400,
                r#"{"error":{"message":"Too much.","type":"invalid_request_error","code":"context_length_exceeded"}}"#,
                Permanent,
                Reason::TooLong,
                Some("context_length_exceeded"),
            ),
            (
                400,
                r#"{"error":{"message":"No.","type":"invalid_request_error","code":"content_policy_violation"}}"#,
                Permanent,
                Reason::Filtered,
                Some("content_policy_violation"),
            ),
            (
                401,
                r#"{"error":{"message":"Incorrect key.","type":"invalid_request_error","code":"invalid_api_key"}}"#,
                Permanent,
                Reason::Access,
                Some("invalid_api_key"),
            ),
            (
                403,
                r#"{"error":{"message":"Country.","type":"request_forbidden","code":"unsupported_country"}}"#,
                Permanent,
                Reason::Access,
                None,
            ),
            (
                404,
                r#"{"error":{"message":"No such model.","type":"invalid_request_error","code":"model_not_found"}}"#,
                Permanent,
                Reason::Model,
                Some("model_not_found"),
            ),
            (408, "", Transient, Reason::Timeout, None),
            (
                409,
                r#"{"error":{"message":"Locked.","type":"invalid_request_error"}}"#,
                Transient,
                Reason::Conflict,
                None,
            ),
            (413, "", Permanent, Reason::TooLong, None),
            (422, "{}", Permanent, Reason::Request, None),
            (
                429,
                r#"{"error":{"message":"Slow.","type":"rate_limit_error","code":"rate_limit_exceeded"}}"#,
                Transient,
                Reason::Pace,
                Some("rate_limit_exceeded"),
            ),
            (
                429,
                r#"{"error":{"message":"Slow.","type":"rate_limit_error","code":null}}"#,
                Transient,
                Reason::Pace,
                Some("rate_limit_error"),
            ),
            (
                429,
                r#"{"error":{"message":"Slow.","type":"requests","code":"slow_down"}}"#,
                Transient,
                Reason::Pace,
                Some("slow_down"),
            ),
            (
                429,
                r#"{"error":{"message":"Request too large for some-model on tokens per min.","type":"tokens","code":"rate_limit_exceeded"}}"#,
                Permanent,
                Reason::TooLong,
                None,
            ),
            (
                429,
                r#"{"error":{"message":"Pay.","type":"insufficient_quota","code":null}}"#,
                Quota,
                Reason::Money,
                Some("insufficient_quota"),
            ),
            (
                429,
                r#"{"error":{"message":"Pay.","type":"insufficient_quota","code":"insufficient_quota"}}"#,
                Quota,
                Reason::Money,
                Some("insufficient_quota"),
            ),
            (
                429,
                r#"{"error":{"type":"insufficient_quota","code":"credit_balance_exhausted"}}"#,
                Quota,
                Reason::Money,
                Some("credit_balance_exhausted"),
            ),
            (
                429,
                r#"{"error":{"type":"insufficient_quota","code":"organization_spend_limit_exceeded"}}"#,
                Quota,
                Reason::Money,
                Some("organization_spend_limit_exceeded"),
            ),
            (
                429,
                r#"{"error":{"type":"insufficient_quota","code":"project_spend_limit_exceeded"}}"#,
                Quota,
                Reason::Money,
                Some("project_spend_limit_exceeded"),
            ),
            (
                429,
                r#"{"error":{"type":"billing","code":"organization_usage_limit_exceeded"}}"#,
                Quota,
                Reason::Money,
                Some("organization_usage_limit_exceeded"),
            ),
            (
                500,
                r#"{"error":{"message":"Sorry.","type":"server_error","code":null}}"#,
                Transient,
                Reason::Outage,
                Some("server_error"),
            ),
            (502, "<html>Bad Gateway</html>", Transient, Reason::Outage, None),
            (
                503,
                r#"{"error":{"type":"service_unavailable_error","code":"server_is_overloaded"}}"#,
                Transient,
                Reason::Outage,
                Some("server_is_overloaded"),
            ),
            (504, "", Transient, Reason::Outage, None),
        ],
    );
}
