//! Meanings that providers put into prose alone.
//!
//! Messages can change: every phrase here only refines what the status says without it.

use crate::{Class, Reason};

/// OpenAI, Anthropic, Google; the third comes with 429 and `rate_limit_exceeded`, and no wait helps.
const TOO_LONG: &[&str] = &[
    "maximum context length",
    "prompt is too long",
    "request too large",
    "context window",
    "exceeds the maximum number of tokens",
];

/// Anthropic says 400 for limits that the account's owner set, and for credit; Workers AI names its free day in 3036.
const MONEY: &[&str] =
    &["credit balance is too low", "api usage limits", "spend limit", "spending limit", "spend cap", "free allocation"];

/// Cloudflare, Workers AI, JSON mode: the model did not keep to the schema.
const NOT_THE_SCHEMA: &str = "json mode couldn't be met";

/// `message` is in lower case.
pub(super) fn too_long(status: u16, message: &str) -> Option<(Class, Reason)> {
    let is_refused = matches!(status, 400 | 413 | 422 | 429);
    (is_refused && has_any(message, TOO_LONG)).then_some((Class::Permanent, Reason::TooLong))
}

/// A provider that says when to ask again is not out of money.
pub(super) fn other(status: u16, message: &str, has_wait: bool) -> Option<(Class, Reason)> {
    if matches!(status, 400 | 402 | 403 | 429) && !has_wait && has_any(message, MONEY) {
        return Some((Class::Quota, Reason::Money));
    }
    message.contains(NOT_THE_SCHEMA).then_some((Class::Transient, Reason::Malformed))
}

fn has_any(message: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| message.contains(phrase))
}
