//! Outcomes of a call, the same for every contract.

use serde_json::Value;

use crate::Usage;

#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Written(Written),
    Failed(Failed),
}

/// An answer that was finished. Nothing here says that it fits the schema: the caller checks, and repairs.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    pub content: Content,
    /// `None` if the provider counted nothing: the call then cost the most it can cost.
    pub usage: Option<Usage>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// An object, wherever it was: alone, in a fence, amid prose, or as text within JSON.
    Json(Value),
    /// Text without any object, trimmed: to be repaired.
    Text(String),
}

/// The failure of a call. No text of the answer is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    pub class: Class,
    pub reason: Reason,
    /// HTTP's, or the one that a gateway put into the body of a good answer. `None` without an answer.
    pub status: Option<u16>,
    /// The provider's own code, if it is a known one: any other may be text of the prompt.
    pub code: Option<&'static str>,
    /// Wait before another attempt, in milliseconds, at most 31 days: asked for by the provider. For `Quota` the time
    /// to the next day or month (UTC), if the quota is known to begin anew with it.
    pub hint_ms: Option<i64>,
    /// True unless the provider certainly did no work.
    pub may_have_been_paid: bool,
    pub usage: Option<Usage>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Another attempt with the same words may succeed.
    Transient,
    /// No attempt with the same words will succeed.
    Permanent,
    /// No attempt will succeed until somebody pays, or a day or month begins.
    Quota,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Key, permission, terms or account: the operator acts.
    Access,
    /// The model does not exist, or no longer: the operator acts.
    Model,
    /// The provider does not understand the request: a defect of ours.
    Request,
    /// The input is too long: ask about a smaller piece.
    TooLong,
    /// Credit, a spending limit, or the day's allowance is used up.
    Money,
    /// Too many requests at once.
    Pace,
    /// The provider is overloaded or broken.
    Outage,
    Timeout,
    /// The request met another one; providers call it safe to ask again.
    Conflict,
    /// The model declined: leave the piece out, never ask again with the same words.
    Refused,
    /// A filter of the provider stopped the answer: like a refusal.
    Filtered,
    /// The answer was cut at its bound: ask for half as much.
    Length,
    /// A good status, and no words.
    Empty,
    /// A good status, and none of the contract's shapes.
    Malformed,
    /// More than [`ANSWER_BYTES_MAX`](crate::ANSWER_BYTES_MAX) bytes.
    Oversized,
    /// No answer, or one that broke off.
    Unanswered,
}

impl Reason {
    /// The reason's name in logs and counters; it never changes.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Model => "model",
            Self::Request => "request",
            Self::TooLong => "too_long",
            Self::Money => "money",
            Self::Pace => "pace",
            Self::Outage => "outage",
            Self::Timeout => "timeout",
            Self::Conflict => "conflict",
            Self::Refused => "refused",
            Self::Filtered => "filtered",
            Self::Length => "length",
            Self::Empty => "empty",
            Self::Malformed => "malformed",
            Self::Oversized => "oversized",
            Self::Unanswered => "unanswered",
        }
    }
}

impl Failed {
    /// Failure of a request that was sent and not answered: the provider may still be writing.
    pub fn unanswered() -> Self {
        let failed = Self::of_an_answer(Class::Transient, Reason::Unanswered);
        Self { status: None, ..failed }
    }

    /// Failure within an answer of status 200, which counts as paid.
    pub(crate) fn of_an_answer(class: Class, reason: Reason) -> Self {
        Self { class, reason, status: Some(200), code: None, hint_ms: None, may_have_been_paid: true, usage: None }
    }

    /// True if the provider itself failed: counts for its circuit breaker. With any other answer it is there. A stream
    /// can fail under status 200.
    pub fn is_outage(&self) -> bool {
        let has_failed = self.status.is_none_or(|status| status == 200 || status >= 500);
        has_failed && matches!(self.reason, Reason::Outage | Reason::Timeout | Reason::Unanswered)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_named_in_snake_case() {
        for (reason, name) in [
            (Reason::TooLong, "too_long"),
            (Reason::Money, "money"),
            (Reason::Outage, "outage"),
            (Reason::Unanswered, "unanswered"),
        ] {
            assert_eq!(reason.as_str(), name);
        }
    }
}
