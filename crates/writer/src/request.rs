//! Requests: a prompt in the shape of a contract.

mod anthropic;
mod chat;
mod prompt;
mod secret;

use serde_json::Value;

use crate::{Contract, Error, limits};

pub use prompt::{Cache, Prompt, Repair};
pub use secret::{HeaderValue, Secret};

/// A POST. `Debug` shows neither key nor body.
pub struct Request {
    /// Appended to the base URL, which ends without a slash: `/chat/completions` or `/v1/messages`. For the binding:
    /// the name of the model, `run`'s first argument.
    pub path: String,
    pub headers: Vec<(&'static str, HeaderValue)>,
    /// JSON with sorted keys: the same prompt is the same bytes, which is what prompt caches compare.
    pub body: String,
}

impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let body = format_args!("{} bytes", self.body.len());
        f.debug_struct("Request")
            .field("path", &self.path)
            .field("headers", &self.headers)
            .field("body", &body)
            .finish()
    }
}

impl Request {
    /// Upper bound of the input tokens: no tokenizer of these models makes more than one token of a byte, and JSON only
    /// lengthens the text. English has a quarter of it.
    pub fn input_tokens_max(&self) -> u64 {
        u64::try_from(self.body.len()).unwrap_or(u64::MAX).saturating_add(limits::OVERHEAD_TOKENS_MAX)
    }
}

/// Builds the request of a prompt. Without a key there is no header for it, as for a server of one's own; the binding
/// has no headers at all.
///
/// # Errors
/// Any [`Error`] of a prompt: it is never sent in part.
pub fn build(contract: Contract, prompt: &Prompt<'_>, key: Option<&Secret>) -> Result<Request, Error> {
    prompt.check()?;
    let accept = if prompt.is_streamed && contract.streams() { "text/event-stream" } else { "application/json" };
    let headers =
        vec![("content-type", HeaderValue::Plain("application/json")), ("accept", HeaderValue::Plain(accept))];
    let (path, body, headers) = match contract {
        Contract::OpenAiChat => (chat::PATH.to_owned(), chat::openai(prompt), with_bearer(headers, key)),
        Contract::GeminiChat => (chat::PATH.to_owned(), chat::gemini(prompt), with_bearer(headers, key)),
        Contract::WorkersAiRest => (chat::PATH.to_owned(), chat::workers_ai(prompt), with_bearer(headers, key)),
        Contract::WorkersAiBinding => (prompt.model.to_owned(), chat::binding(prompt), Vec::new()),
        Contract::AnthropicMessages => {
            (anthropic::PATH.to_owned(), anthropic::body(prompt), anthropic::headers(headers, key))
        }
    };
    Ok(Request { path, headers, body: Value::Object(body).to_string() })
}

fn with_bearer(
    mut headers: Vec<(&'static str, HeaderValue)>,
    key: Option<&Secret>,
) -> Vec<(&'static str, HeaderValue)> {
    headers.extend(key.map(|key| ("authorization", HeaderValue::Secret(key.as_bearer()))));
    headers
}
