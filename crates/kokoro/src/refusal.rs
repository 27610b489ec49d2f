//! Errors in OpenAI's shape, with codes that are words.

use serde_json::{Value, json};

/// An answer without sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub status: u16,
    pub kind: &'static str,
    pub code: &'static str,
    pub message: String,
    pub param: Option<&'static str>,
    /// A further header.
    pub header: Option<(&'static str, String)>,
}

impl Refusal {
    /// A request that cannot be fulfilled as it is.
    pub fn invalid(code: &'static str, message: impl Into<String>, param: Option<&'static str>) -> Refusal {
        Refusal { status: 400, kind: "invalid_request_error", code, message: message.into(), param, header: None }
    }

    pub fn no_route() -> Refusal {
        Refusal { status: 404, ..Refusal::invalid("not_found", "No such route.", None) }
    }

    pub fn method(allowed: &'static str) -> Refusal {
        let header = Some(("Allow", allowed.to_owned()));
        Refusal { status: 405, header, ..Refusal::invalid("method_not_allowed", format!("Use {allowed}."), None) }
    }

    /// A queue without room; the caller may come back after so many seconds.
    pub fn busy(seconds: u64) -> Refusal {
        let message = "As many requests wait as may: try again later.".to_owned();
        let header = Some(("Retry-After", seconds.to_string()));
        Refusal { status: 429, kind: "rate_limit_error", code: "queue_full", message, param: None, header }
    }

    pub fn failed() -> Refusal {
        let message = "The voice failed.".to_owned();
        Refusal { status: 500, kind: "server_error", code: "speech_failed", message, param: None, header: None }
    }

    pub fn body(&self) -> Value {
        let Refusal { kind, code, message, param, .. } = self;
        json!({ "error": { "message": message, "type": kind, "param": param, "code": code } })
    }
}
