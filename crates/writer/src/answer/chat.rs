//! Answers of chat completions.

use serde_json::Value;

use super::{Parts, Stop, Text};
use crate::Usage;

/// # Errors
/// The value, if it is no chat completion.
pub(super) fn read(value: Value) -> Result<Parts, Value> {
    let Some(choice) = value.get("choices").and_then(Value::as_array).and_then(|choices| choices.first()) else {
        return Err(value);
    };
    let Some(message) = choice.get("message") else { return Err(value) };
    let refusal = message.get("refusal").and_then(Value::as_str).unwrap_or_default();
    Ok(Parts {
        stop: Stop::read(choice.get("finish_reason")),
        has_refused: !refusal.trim().is_empty(),
        text: text(message.get("content")),
        usage: value.get("usage").and_then(Usage::of_chat),
    })
}

/// Content as text, as a list of parts with text, or parsed.
pub(crate) fn text(content: Option<&Value>) -> Text {
    match content {
        Some(Value::String(words)) => Text::Words(words.clone()),
        Some(Value::Array(parts)) => {
            let words = parts.iter().filter_map(|part| part.get("text")?.as_str());
            Text::Words(words.collect())
        }
        Some(json @ Value::Object(_)) => Text::Parsed(json.clone()),
        Some(Value::Null | Value::Bool(_) | Value::Number(_)) | None => Text::None,
    }
}
