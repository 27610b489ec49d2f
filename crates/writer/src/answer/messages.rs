//! Answers of Anthropic's messages.

use serde_json::Value;

use super::{Parts, Stop, Text};
use crate::Usage;

/// Joins the blocks of text; others, such as thinking, are not the answer.
///
/// # Errors
/// The value, if it is no message.
pub(super) fn read(value: Value) -> Result<Parts, Value> {
    let Some(blocks) = value.get("content").and_then(Value::as_array) else { return Err(value) };
    let is_text = |block: &&Value| block.get("type").and_then(Value::as_str) == Some("text");
    let words: String = blocks.iter().filter(is_text).filter_map(|block| block.get("text")?.as_str()).collect();
    Ok(Parts {
        stop: Stop::read(value.get("stop_reason")),
        has_refused: false,
        text: Text::Words(words),
        usage: value.get("usage").and_then(Usage::of_messages),
    })
}
