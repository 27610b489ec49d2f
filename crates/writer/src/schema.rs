//! The JSON schemas that every contract takes.
//!
//! The strictest of them decides: OpenAI with `strict` wants all properties required and no others, Anthropic knows no
//! bounds of numbers and strings and no recursion, Gemini knows no `pattern`, `minLength` or `default`.

use serde_json::{Map, Value};

use crate::{Error, limits};

const KEYWORDS: [&str; 8] =
    ["type", "description", "properties", "required", "additionalProperties", "items", "enum", "anyOf"];

/// # Errors
/// `SchemaRoot`, `SchemaKeyword`, `SchemaLoose`, `SchemaDepth`, or `TooLong`.
pub(crate) fn check(schema: &Value) -> Result<(), Error> {
    let root = schema.as_object().filter(|root| is_object(root)).ok_or(Error::SchemaRoot)?;
    check_node(root, limits::SCHEMA_DEPTH_MAX)?;
    let bytes_max = limits::SCHEMA_BYTES_MAX;
    if schema.to_string().len() > bytes_max { Err(Error::TooLong { part: "schema", bytes_max }) } else { Ok(()) }
}

fn check_node(node: &Map<String, Value>, levels: usize) -> Result<(), Error> {
    let levels = levels.checked_sub(1).ok_or(Error::SchemaDepth)?;
    if node.keys().any(|keyword| !KEYWORDS.contains(&keyword.as_str())) {
        return Err(Error::SchemaKeyword);
    }
    if (is_object(node) || node.contains_key("properties")) && !is_closed(node) {
        return Err(Error::SchemaLoose);
    }
    let properties = node.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::values);
    let choices = node.get("anyOf").and_then(Value::as_array).into_iter().flatten();
    for inner in properties.chain(choices).chain(node.get("items")) {
        check_node(inner.as_object().ok_or(Error::SchemaKeyword)?, levels)?;
    }
    Ok(())
}

/// True for `"type": "object"` and for a list of types with it.
fn is_object(node: &Map<String, Value>) -> bool {
    match node.get("type") {
        Some(Value::String(name)) => name == "object",
        Some(Value::Array(names)) => names.iter().any(|name| name == "object"),
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) | None => false,
    }
}

fn is_closed(node: &Map<String, Value>) -> bool {
    let Some(properties) = node.get("properties").and_then(Value::as_object) else { return false };
    let required = node.get("required").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let are_required = properties.keys().all(|name| required.iter().any(|entry| entry == name.as_str()));
    are_required && required.len() == properties.len() && node.get("additionalProperties") == Some(&Value::Bool(false))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_schemas_that_every_contract_takes_are_sent() {
        let with = |name: &str, inner: Value| {
            let properties = json!({ name: inner });
            json!({ "type": "object", "properties": properties, "required": [name], "additionalProperties": false })
        };
        let closed = |inner: Value| with("a", inner);
        for schema in [
            closed(json!({ "type": "string", "description": "a line", "enum": ["A", "B"] })),
            closed(json!({ "type": "array", "items": closed(json!({ "type": ["string", "null"] })) })),
            closed(json!({ "anyOf": [{ "type": "integer" }, { "type": "null" }] })),
            // The name of a property is no keyword.
            with("pattern", json!({ "type": "string" })),
        ] {
            assert_eq!(check(&schema), Ok(()), "{schema}");
        }
        let deep = (0..20).fold(json!({ "type": "string" }), |inner, _| json!({ "type": "array", "items": inner }));
        for (schema, error) in [
            (json!(true), Error::SchemaRoot),
            (json!({ "type": "array", "items": {} }), Error::SchemaRoot),
            (closed(json!({ "type": "string", "pattern": "x" })), Error::SchemaKeyword),
            (closed(json!({ "type": "string", "minLength": 1 })), Error::SchemaKeyword),
            (closed(json!({ "$ref": "#" })), Error::SchemaKeyword),
            (closed(json!("string")), Error::SchemaKeyword),
            (closed(json!({ "type": "object" })), Error::SchemaLoose),
            (json!({ "type": "object", "properties": { "a": {} }, "required": ["a"] }), Error::SchemaLoose),
            (
                json!({ "type": "object", "properties": { "a": {} }, "required": [], "additionalProperties": false }),
                Error::SchemaLoose,
            ),
            (
                json!({ "type": "object", "properties": { "a": {} }, "required": ["a", "b"], "additionalProperties": false }),
                Error::SchemaLoose,
            ),
            (closed(deep), Error::SchemaDepth),
        ] {
            assert_eq!(check(&schema), Err(error), "{schema}");
        }
        let long = closed(json!({ "type": "string", "description": "x".repeat(limits::SCHEMA_BYTES_MAX) }));
        assert!(matches!(check(&long), Err(Error::TooLong { part: "schema", .. })));
    }
}
