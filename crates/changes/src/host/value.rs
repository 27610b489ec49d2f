//! Fields of answers, of whatever type they are.

use serde_json::Value;

use crate::limits;

/// The text of a field; empty for another type.
pub(super) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The first field of several that has a text.
pub(super) fn first<'a>(value: &'a Value, keys: &[&str]) -> &'a str {
    keys.iter().map(|key| text(value, key)).find(|text| !text.is_empty()).unwrap_or_default()
}

pub(super) fn owned(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

pub(super) fn number(value: &Value, key: &str) -> Option<u32> {
    value.get(key).and_then(Value::as_u64).and_then(|number| u32::try_from(number).ok())
}

pub(super) fn is_true(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

/// The text of a title, within its bytes.
pub(super) fn title(text: &str) -> String {
    crate::prose::clipped(text.trim(), limits::TITLE_BYTES_MAX).to_owned()
}

/// The text of a body, within its bytes.
pub(super) fn body(text: &str) -> String {
    crate::prose::clipped(text.trim(), limits::BODY_BYTES_MAX).replace("\r\n", "\n")
}

/// The entries of a list, of `nodes`, or of the same key below; at most as many comments as are kept.
pub(super) fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    let found = value.get(key);
    let inner = found.and_then(|found| found.get("nodes").or_else(|| found.get(key)));
    let entries = inner.or(found).and_then(Value::as_array);
    entries.into_iter().flatten().take(limits::COMMENTS_MAX)
}

/// An identifier, a number or a text, as text.
pub(super) fn id(value: &Value, key: &str) -> Option<String> {
    match value.get(key)? {
        Value::String(text) => owned(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
