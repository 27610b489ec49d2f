//! Classification of answers that are errors.
//!
//! By the names in the body first, then by its message, and by the status only where the body says nothing: 429 can
//! mean "too fast" and "paid for no more", and so can 400.

mod fault;
mod hint;
mod message;
mod names;
mod status;

use protocol::Timestamp;

use crate::{Class, Failed, Reason, limits};
use fault::Fault;
use hint::Hints;

pub(crate) use fault::is_error;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Verdict {
    class: Class,
    reason: Reason,
    code: Option<&'static str>,
}

/// Failure for an answer whose body is an error, or whose status is not 200.
pub(crate) fn failed(status: u16, headers: &[(&str, &str)], body: &[u8], now: Timestamp) -> Failed {
    let fault = Fault::read(if body.len() > limits::REFUSAL_BYTES_MAX { &[] } else { body });
    // Gateways answer 200 and put the provider's status into the body.
    let status = if status == 200 { fault.status.unwrap_or(status) } else { status };
    let hints = Hints::read(headers, now);
    let verdict = verdict(status, &fault, &hints);
    let class = obey(hints.should_retry, verdict.class);
    let hint_ms = match class {
        // Servers send their usual wait with this too; no wait brings money, but some quotas begin anew.
        Class::Quota => verdict.code.and_then(|code| hint::until_reset_ms(code, now)),
        Class::Transient | Class::Permanent => hints.wait_ms.or(fault.retry_delay_ms),
    };
    Failed {
        class,
        reason: verdict.reason,
        status: Some(status),
        code: verdict.code,
        hint_ms: hint_ms.map(|wait_ms| wait_ms.clamp(0, limits::HINT_MS_MAX)),
        may_have_been_paid: status::may_have_been_paid(status, verdict.reason),
        usage: None,
    }
}

fn verdict(status: u16, fault: &Fault, hints: &Hints) -> Verdict {
    let of_message =
        |found: Option<(Class, Reason)>| found.map(|(class, reason)| Verdict { class, reason, code: None });
    fault
        .details
        .iter()
        .find_map(|name| names::find(name))
        .or_else(|| of_message(message::too_long(status, &fault.message)))
        .or_else(|| names::find_quota(fault))
        .or_else(|| fault.codes.iter().find_map(|name| names::find(name)))
        .or_else(|| of_message(message::other(status, &fault.message, hints.wait_ms.is_some())))
        .or_else(|| fault.kinds.iter().find_map(|name| names::find(name)))
        .unwrap_or_else(|| {
            let (class, reason) = status::find(status, fault.is_invalid_request());
            Verdict { class, reason, code: None }
        })
}

/// `x-should-retry` stands above all but money, which no attempt brings back.
fn obey(should_retry: Option<bool>, class: Class) -> Class {
    match (should_retry, class) {
        (_, Class::Quota) => Class::Quota,
        (Some(true), Class::Transient | Class::Permanent) => Class::Transient,
        (Some(false), Class::Transient | Class::Permanent) => Class::Permanent,
        (None, Class::Transient | Class::Permanent) => class,
    }
}
