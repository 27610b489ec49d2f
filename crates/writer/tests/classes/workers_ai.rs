//! Workers AI's errors (Cloudflare's page on errors, July 2026), as REST and the binding tell them.

use writer::Class::{Permanent, Quota, Transient};
use writer::{Contract, Reason};

use super::{UNTIL_MIDNIGHT_MS, check, failed};

#[test]
fn internal_codes_of_workers_ai_have_their_classes() {
    for (status, code, class, reason) in [
        (400, 3003, Permanent, Reason::Request),
        (413, 3006, Permanent, Reason::TooLong),
        (408, 3007, Transient, Reason::Timeout),
        (408, 3008, Transient, Reason::Timeout),
        (403, 3023, Permanent, Reason::Access),
        (429, 3036, Quota, Reason::Money),
        (400, 3039, Permanent, Reason::Request),
        (429, 3040, Transient, Reason::Pace),
        (403, 3041, Permanent, Reason::Access),
        (404, 3042, Permanent, Reason::Model),
        (400, 5004, Permanent, Reason::Request),
        (405, 5005, Permanent, Reason::Request),
        (400, 5007, Permanent, Reason::Model),
        (403, 5016, Permanent, Reason::Access),
        (403, 5018, Permanent, Reason::Access),
        (405, 5019, Permanent, Reason::Request),
    ] {
        let hint_ms = (code == 3036).then_some(UNTIL_MIDNIGHT_MS);
        for (contract, status, body) in [
            (
                Contract::WorkersAiRest,
                status,
                format!(r#"{{"errors":[{{"code":{code},"message":"m"}}],"success":false,"result":{{}}}}"#),
            ),
            (Contract::WorkersAiRest, status, format!(r#"{{"error":{{"code":"{code}","message":"m"}}}}"#)),
            (
                Contract::WorkersAiRest,
                200,
                format!(r#"{{"errors":[{{"code":{code}}}],"success":false,"result":null}}"#),
            ),
            (Contract::WorkersAiBinding, 500, format!("AiError: {code}: m")),
            (Contract::WorkersAiBinding, 500, format!("{code}: m")),
        ] {
            let failed = failed(contract, status, &[], &body);
            assert_eq!((failed.class, failed.reason, failed.hint_ms), (class, reason, hint_ms), "{body}");
        }
    }
    check(
        Contract::WorkersAiRest,
        &[
            (
                429,
                r#"{"errors":[{"message":"You have used up your daily free allocation of neurons."}]}"#,
                Quota,
                Reason::Money,
                None,
            ),
            (
                400,
                r#"{"errors":[{"message":"AiError: JSON Mode couldn't be met"}]}"#,
                Transient,
                Reason::Malformed,
                None,
            ),
        ],
    );
}
