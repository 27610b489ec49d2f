//! Answers: status, headers and body → outcome.

pub(crate) mod chat;
mod extract;
mod messages;
mod stop;
mod workers_ai;

use protocol::Timestamp;
use serde_json::Value;

use crate::{Class, Content, Contract, Failed, Outcome, Reason, Usage, Written, classify, limits};
use stop::Stop;

/// A whole answer. Any bytes are allowed; names of headers in any case.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    pub status: u16,
    pub headers: &'a [(&'a str, &'a str)],
    pub body: &'a [u8],
}

/// An answer in the parts that all contracts have.
struct Parts {
    stop: Stop,
    has_refused: bool,
    text: Text,
    usage: Option<Usage>,
}

pub(crate) enum Text {
    None,
    Words(String),
    /// JSON that the provider has parsed already.
    Parsed(Value),
}

/// Reads an answer. Every input has an outcome; `now` is for hints that are dates.
pub fn read(contract: Contract, answer: &Answer<'_>, now: Timestamp) -> Outcome {
    let error = || Outcome::Failed(classify::failed(answer.status, answer.headers, answer.body, now));
    if answer.status != 200 {
        return error();
    }
    if answer.body.len() > limits::ANSWER_BYTES_MAX {
        return Outcome::Failed(Failed::of_an_answer(Class::Transient, Reason::Oversized));
    }
    let body = answer.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(answer.body);
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return Outcome::Failed(Failed::of_an_answer(Class::Transient, Reason::Malformed));
    };
    match read_value(contract, value) {
        Ok(outcome) => outcome,
        Err(value) if classify::is_error(&value) => error(),
        Err(_) => Outcome::Failed(Failed::of_an_answer(Class::Transient, Reason::Malformed)),
    }
}

/// # Errors
/// The value, if it has none of the contract's shapes.
pub(crate) fn read_value(contract: Contract, value: Value) -> Result<Outcome, Value> {
    let parts = match contract {
        Contract::OpenAiChat | Contract::GeminiChat => chat::read(value),
        Contract::AnthropicMessages => messages::read(value),
        Contract::WorkersAiRest | Contract::WorkersAiBinding => workers_ai::read(value),
    };
    parts.map(judge)
}

fn judge(parts: Parts) -> Outcome {
    let usage = parts.usage;
    let failed = |class, reason| Outcome::Failed(Failed { usage, ..Failed::of_an_answer(class, reason) });
    match parts.stop {
        _ if parts.has_refused => failed(Class::Permanent, Reason::Refused),
        Stop::Refusal => failed(Class::Permanent, Reason::Refused),
        Stop::Filter => failed(Class::Permanent, Reason::Filtered),
        Stop::Length => failed(Class::Permanent, Reason::Length),
        Stop::Tool => failed(Class::Transient, Reason::Malformed),
        Stop::Broken => failed(Class::Transient, Reason::Outage),
        Stop::End => match parts.text {
            Text::None => failed(Class::Transient, Reason::Empty),
            Text::Parsed(json) => Outcome::Written(Written { content: Content::Json(json), usage }),
            Text::Words(words) => match extract::content(&words) {
                Some(content) => Outcome::Written(Written { content, usage }),
                None => failed(Class::Transient, Reason::Empty),
            },
        },
    }
}
