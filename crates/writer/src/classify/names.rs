//! The names that providers give to errors: codes, types and Google's statuses.
//!
//! Sources: OpenAI, page on error codes, and openai 3.57.0; Anthropic, page on errors, and the types of anthropic
//! 2.14.0; Cloudflare, Workers AI errors, July 2026; Google, `google.rpc.Code`; llama.cpp 11434, `format_error_response`.
//! A name means the same wherever it occurs, because gateways pass on what their providers say.

use super::Verdict;
use super::fault::Fault;
use crate::Class::{self, Permanent, Quota, Transient};
use crate::Reason::{self, Access, Conflict, Filtered, Model, Money, Outage, Pace, Request, Timeout, TooLong};

const NAMES: &[(&str, Class, Reason)] = &[
    // OpenAI's codes. The first is a type as well.
    ("insufficient_quota", Quota, Money),
    ("credit_balance_exhausted", Quota, Money),
    ("organization_spend_limit_exceeded", Quota, Money),
    ("project_spend_limit_exceeded", Quota, Money),
    ("organization_usage_limit_exceeded", Quota, Money),
    ("rate_limit_exceeded", Transient, Pace),
    ("slow_down", Transient, Pace),
    ("server_is_overloaded", Transient, Outage),
    ("server_error", Transient, Outage),
    ("context_length_exceeded", Permanent, TooLong),
    ("invalid_api_key", Permanent, Access),
    ("model_not_found", Permanent, Model),
    ("content_filter", Permanent, Filtered),
    ("content_policy_violation", Permanent, Filtered),
    // Anthropic's codes, in `error.details.error_code`.
    ("enforced_spend_limit_reached", Quota, Money),
    ("contract_spend_limit_reached", Quota, Money),
    ("linked_organization_spend_limit_reached", Quota, Money),
    ("linked_organization_billing_unavailable", Quota, Money),
    ("organization_on_hold", Permanent, Access),
    ("ramp_limit_exceeded", Transient, Pace),
    ("request_body_too_large_after_decoding", Permanent, TooLong),
    // Anthropic's types, some of which OpenAI has too.
    ("billing_error", Quota, Money),
    ("authentication_error", Permanent, Access),
    ("permission_error", Permanent, Access),
    ("not_found_error", Permanent, Model),
    ("request_too_large", Permanent, TooLong),
    ("rate_limit_error", Transient, Pace),
    ("timeout_error", Transient, Timeout),
    ("conflict_error", Transient, Conflict),
    ("api_error", Transient, Outage),
    ("overloaded_error", Transient, Outage),
    // llama.cpp's types: its code is the status, as a number.
    ("exceed_context_size_error", Permanent, TooLong),
    ("not_supported_error", Permanent, Request),
    ("unavailable_error", Transient, Outage),
    // Google's statuses, and the reason of a malformed key.
    (RESOURCE_EXHAUSTED, Transient, Pace),
    ("API_KEY_INVALID", Permanent, Access),
    ("UNAUTHENTICATED", Permanent, Access),
    ("PERMISSION_DENIED", Permanent, Access),
    ("NOT_FOUND", Permanent, Model),
    ("UNAVAILABLE", Transient, Outage),
    ("INTERNAL", Transient, Outage),
    ("DEADLINE_EXCEEDED", Transient, Timeout),
    // Workers AI's internal codes, which are numbers.
    ("3003", Permanent, Request),
    ("3006", Permanent, TooLong),
    ("3007", Transient, Timeout),
    ("3008", Transient, Timeout),
    ("3023", Permanent, Access),
    ("3036", Quota, Money),
    ("3039", Permanent, Request),
    ("3040", Transient, Pace),
    ("3041", Permanent, Access),
    ("3042", Permanent, Model),
    ("5004", Permanent, Request),
    ("5005", Permanent, Request),
    ("5007", Permanent, Model),
    ("5016", Permanent, Access),
    ("5018", Permanent, Access),
    ("5019", Permanent, Request),
];

const RESOURCE_EXHAUSTED: &str = "RESOURCE_EXHAUSTED";

pub(super) fn find(name: &str) -> Option<Verdict> {
    let (code, class, reason) = NAMES.iter().find(|(known, ..)| *known == name)?;
    Some(Verdict { class: *class, reason: *reason, code: Some(code) })
}

/// Google's quota of a day, which has the status of the one of a minute.
pub(super) fn find_quota(fault: &Fault) -> Option<Verdict> {
    let is_exhausted = fault.kinds.iter().any(|name| name == RESOURCE_EXHAUSTED);
    let is_of_a_day = fault.quotas.iter().any(|quota| quota.contains("PerDay"));
    (is_exhausted && is_of_a_day).then_some(Verdict { class: Quota, reason: Money, code: Some(RESOURCE_EXHAUSTED) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_has_one_meaning() {
        for (name, ..) in NAMES {
            assert_eq!(NAMES.iter().filter(|(other, ..)| other == name).count(), 1, "{name}");
        }
    }
}
