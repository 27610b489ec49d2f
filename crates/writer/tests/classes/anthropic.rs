//! Anthropic's errors (page on errors; anthropic 2.14.0).

use writer::Class::{Permanent, Quota, Transient};
use writer::{Contract, Reason};

use super::{DAY_MS, UNTIL_MIDNIGHT_MS, failed};

#[test]
fn types_and_codes_of_anthropic_have_their_classes() {
    let error = |kind: &str, message: &str| {
        format!(r#"{{"type":"error","error":{{"type":"{kind}","message":"{message}"}},"request_id":"r"}}"#)
    };
    for (status, kind, message, class, reason) in [
        (400, "invalid_request_error", "messages: field required", Permanent, Reason::Request),
        (400, "invalid_request_error", "prompt is too long: 9 tokens > 8 maximum", Permanent, Reason::TooLong),
        (400, "invalid_request_error", "Your credit balance is too low to access the API.", Quota, Reason::Money),
        (
            400,
            "invalid_request_error",
            "You have reached your specified workspace API usage limits.",
            Quota,
            Reason::Money,
        ),
        (401, "authentication_error", "invalid x-api-key", Permanent, Reason::Access),
        (402, "billing_error", "Payment.", Quota, Reason::Money),
        (403, "permission_error", "No.", Permanent, Reason::Access),
        (404, "not_found_error", "model: some-model", Permanent, Reason::Model),
        (409, "conflict_error", "Conflict.", Transient, Reason::Conflict),
        (413, "request_too_large", "Large.", Permanent, Reason::TooLong),
        (429, "rate_limit_error", "Slow.", Transient, Reason::Pace),
        (500, "api_error", "Sorry.", Transient, Reason::Outage),
        (504, "timeout_error", "Late.", Transient, Reason::Timeout),
        (529, "overloaded_error", "Full.", Transient, Reason::Outage),
    ] {
        let failed = failed(Contract::AnthropicMessages, status, &[], &error(kind, message));
        assert_eq!((failed.class, failed.reason), (class, reason), "{status} {kind} {message}");
    }
    let details = |kind: &str, code: &str| {
        format!(r#"{{"type":"error","error":{{"type":"{kind}","message":"m","details":{{"error_code":"{code}"}}}}}}"#)
    };
    for (status, kind, code, class, hint_ms) in [
        (429, "rate_limit_error", "enforced_spend_limit_reached", Quota, Some(UNTIL_MIDNIGHT_MS + 24 * DAY_MS)),
        (429, "rate_limit_error", "contract_spend_limit_reached", Quota, None),
        (429, "rate_limit_error", "ramp_limit_exceeded", Transient, None),
        (402, "billing_error", "linked_organization_spend_limit_reached", Quota, None),
        (400, "invalid_request_error", "organization_on_hold", Permanent, None),
    ] {
        let failed = failed(Contract::AnthropicMessages, status, &[], &details(kind, code));
        assert_eq!((failed.class, failed.code, failed.hint_ms), (class, Some(code), hint_ms));
    }
    let unknown = failed(Contract::AnthropicMessages, 429, &[], &details("rate_limit_error", "new_one"));
    assert_eq!((unknown.class, unknown.code), (Transient, Some("rate_limit_error")), "as the bare type");
}

#[test]
fn a_spending_limit_told_in_prose_has_no_retry_after() {
    let body = r#"{"type":"error","error":{"type":"invalid_request_error","message":"A spend limit was reached."}}"#;
    assert_eq!(failed(Contract::AnthropicMessages, 400, &[], body).class, Quota);
    assert_eq!(failed(Contract::AnthropicMessages, 400, &[("retry-after", "5")], body).class, Permanent);
}
