//! Answers of Workers AI: `{ response, usage }` or a chat completion, by REST within `result`.

use serde_json::Value;

use super::{Parts, Stop, Text, chat};
use crate::Usage;

/// `response` is text, or an object where JSON was asked for (Cloudflare, Workers AI, JSON mode).
///
/// # Errors
/// The value, if it is neither.
pub(super) fn read(value: Value) -> Result<Parts, Value> {
    let inner = match value.get("result") {
        Some(result @ Value::Object(_)) => result,
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_)) | None => &value,
    };
    let Some(response) = inner.get("response") else {
        return chat::read(inner.clone()).map_err(|_| value);
    };
    let text = match chat::text(Some(response)) {
        // An array here is not a list of parts.
        Text::Words(_) if response.is_array() => Text::Words(response.to_string()),
        text @ (Text::None | Text::Words(_) | Text::Parsed(_)) => text,
    };
    Ok(Parts {
        stop: Stop::read(inner.get("finish_reason")),
        has_refused: false,
        text,
        usage: inner.get("usage").and_then(Usage::of_chat),
    })
}
