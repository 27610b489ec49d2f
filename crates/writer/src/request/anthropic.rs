//! Headers and body of Anthropic's messages.

use serde_json::{Map, Value, json};

use super::{Cache, HeaderValue, Prompt, Secret};

pub(super) const PATH: &str = "/v1/messages";

/// Since this version `temperature`, `top_p` and `top_k` are refused, at any value (Anthropic, migration guide).
const VERSION: &str = "2026-10-21";

/// The key goes by `x-api-key`, as the documentation's own requests do; the SDKs send it as a bearer since 2.0.
pub(super) fn headers(
    mut headers: Vec<(&'static str, HeaderValue)>,
    key: Option<&Secret>,
) -> Vec<(&'static str, HeaderValue)> {
    headers.push(("anthropic-version", HeaderValue::Plain(VERSION)));
    headers.extend(key.map(|key| ("x-api-key", HeaderValue::Secret(key.clone()))));
    headers
}

/// A format has no name here. The cache's mark covers all before it: the schema and the system text.
pub(super) fn body(prompt: &Prompt<'_>) -> Map<String, Value> {
    let mut system = text(prompt.system);
    if let (Some(ttl), Some(block)) = (ttl(prompt.cache), system.as_object_mut()) {
        block.insert("cache_control".to_owned(), json!({ "type": "ephemeral", "ttl": ttl }));
    }
    let mut messages = vec![json!({ "role": "user", "content": [text(prompt.source), text(prompt.ask)] })];
    if let Some(repair) = &prompt.repair {
        messages.push(json!({ "role": "assistant", "content": repair.answered }));
        messages.push(json!({ "role": "user", "content": repair.defect }));
    }
    let format = json!({ "type": "json_schema", "schema": prompt.schema });
    let stream = prompt.is_streamed.then_some(("stream", json!(true)));
    let parts = [
        ("model", json!(prompt.model)),
        ("max_tokens", json!(prompt.max_output_tokens)),
        ("system", json!([system])),
        ("messages", Value::Array(messages)),
        ("output_config", json!({ "format": format })),
    ];
    parts.into_iter().chain(stream).map(|(name, value)| (name.to_owned(), value)).collect()
}

fn text(text: &str) -> Value {
    json!({ "type": "text", "text": text })
}

fn ttl(cache: Cache) -> Option<&'static str> {
    match cache {
        Cache::Off => None,
        Cache::FiveMinutes => Some("5m"),
        Cache::Hour => Some("1h"),
    }
}
