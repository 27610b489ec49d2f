//! The table of classes, by provider: each row is a whole answer.

mod anthropic;
mod gemini;
mod llama_server;
mod openai;
mod workers_ai;

use protocol::Timestamp;
use writer::Class::{Permanent, Quota, Transient};
use writer::{Answer, Class, Contract, Failed, Outcome, Reason, read};

/// 1994-11-06T08:49:37Z
const NOW: Timestamp = Timestamp::from_ms(784_111_777_000);
const DAY_MS: i64 = 24 * 3_600_000;
const UNTIL_MIDNIGHT_MS: i64 = 15 * 3_600_000 + 10 * 60_000 + 23_000;

fn failed(contract: Contract, status: u16, headers: &[(&str, &str)], body: &str) -> Failed {
    match read(contract, &Answer { status, headers, body: body.as_bytes() }, NOW) {
        Outcome::Failed(failed) => failed,
        Outcome::Written(written) => panic!("{status} {body} was read as {written:?}"),
    }
}

type Row = (u16, &'static str, Class, Reason, Option<&'static str>);

fn check(contract: Contract, rows: &[Row]) {
    for (status, body, class, reason, code) in rows {
        let failed = failed(contract, *status, &[], body);
        assert_eq!((failed.class, failed.reason, failed.code), (*class, *reason, *code), "{status} {body}");
    }
}

#[test]
fn gateways_put_the_status_into_the_body() {
    for (body, class, status) in [
        (r#"{"error":{"code":402,"message":"Credits."}}"#, Quota, 402),
        (r#"{"error":{"code":429,"message":"Slow."}}"#, Transient, 429),
        (r#"{"error":{"code":401,"message":"Key."}}"#, Permanent, 401),
        (r#"{"error":"broken"}"#, Transient, 200),
    ] {
        let failed = failed(Contract::OpenAiChat, 200, &[], body);
        assert_eq!((failed.class, failed.status), (class, Some(status)), "{body}");
    }
}

#[test]
fn the_providers_wish_to_be_asked_again_stands_above_all_but_money() {
    let should = |wish, status, body| failed(Contract::OpenAiChat, status, &[("X-Should-Retry", wish)], body).class;
    assert_eq!(should("false", 500, ""), Permanent);
    assert_eq!(should("true", 400, ""), Transient);
    assert_eq!(should("true", 402, ""), Quota);
    assert_eq!(should("true", 429, r#"{"error":{"code":"insufficient_quota"}}"#), Quota);
    assert_eq!(should("perhaps", 500, ""), Transient);
}

#[test]
fn the_breaker_counts_only_failures_of_the_provider_itself() {
    let is_outage = |status, body| failed(Contract::OpenAiChat, status, &[], body).is_outage();
    for status in [500, 502, 503, 504, 529] {
        assert!(is_outage(status, ""), "{status}");
    }
    assert!(is_outage(504, r#"{"error":{"type":"timeout_error"}}"#));
    assert!(is_outage(200, r#"{"error":{"type":"overloaded_error"}}"#));
    for status in [200, 204, 400, 401, 402, 404, 408, 409, 429] {
        assert!(!is_outage(status, ""), "{status}");
    }
    assert!(!is_outage(500, r#"{"error":{"code":"insufficient_quota"}}"#));
    assert!(Failed::unanswered().is_outage());
}

#[test]
fn waits_are_bounded() {
    let hint_ms = |text| failed(Contract::OpenAiChat, 429, &[("retry-after", text)], "").hint_ms;
    assert_eq!(hint_ms("7"), Some(7_000));
    assert_eq!(hint_ms("Sun, 06 Nov 1994 08:49:42 GMT"), Some(5_000));
    assert_eq!(hint_ms("99999999999999999999"), Some(31 * DAY_MS));
    assert_eq!(hint_ms("soon"), None);
}

#[test]
fn only_requests_that_were_certainly_refused_are_free() {
    for (status, is_paid) in
        [(400, false), (401, false), (404, false), (413, false), (429, false), (402, false)].into_iter().chain([
            (503, false),
            (529, false),
            (408, true),
            (409, true),
            (500, true),
            (502, true),
            (504, true),
            (204, true),
        ])
    {
        assert_eq!(failed(Contract::OpenAiChat, status, &[], "").may_have_been_paid, is_paid, "{status}");
    }
    assert!(Failed::unanswered().may_have_been_paid);
}

#[test]
fn no_text_of_the_answer_is_kept() {
    let body =
        r#"{"error":{"message":"You said: hello","type":"hello","code":"hello","details":{"error_code":"hello"}}}"#;
    let failed = failed(Contract::OpenAiChat, 400, &[("x-request-id", "hello")], body);
    assert!(!format!("{failed:?}").contains("hello"), "{failed:?}");
}
