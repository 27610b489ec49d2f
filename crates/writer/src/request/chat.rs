//! Bodies of chat completions, and of their relatives at Workers AI.
//!
//! Content is plain text, not a list of parts: servers that speak this contract for other models know only text.

use serde_json::{Map, Value, json};

use super::Prompt;

pub(super) const PATH: &str = "/chat/completions";

/// `max_tokens` is deprecated, and unknown to models that reason (openai 3.57.0). `store` keeps the answer out of the
/// provider's collection for training. `prompt_cache_breakpoint` is left out: older models refuse it, and prefixes are
/// cached without it.
pub(super) fn openai(prompt: &Prompt<'_>) -> Map<String, Value> {
    let mut body = common(prompt, json!({ "name": prompt.schema_name, "strict": true, "schema": prompt.schema }));
    body.insert("model".to_owned(), json!(prompt.model));
    body.insert("max_completion_tokens".to_owned(), json!(prompt.max_output_tokens));
    body.insert("store".to_owned(), json!(false));
    if prompt.is_streamed {
        body.insert("stream".to_owned(), json!(true));
        body.insert("stream_options".to_owned(), json!({ "include_usage": true }));
    }
    body
}

/// As OpenAI's, without what Gemini does not know. `stream_options` is not in Google's page on OpenAI compatibility;
/// developers report the usage in the last chunk without it.
pub(super) fn gemini(prompt: &Prompt<'_>) -> Map<String, Value> {
    let mut body = common(prompt, json!({ "name": prompt.schema_name, "strict": true, "schema": prompt.schema }));
    body.insert("model".to_owned(), json!(prompt.model));
    body.insert("max_tokens".to_owned(), json!(prompt.max_output_tokens));
    if prompt.is_streamed {
        body.insert("stream".to_owned(), json!(true));
    }
    body
}

/// `json_schema` is the schema itself, without name and `strict` (Cloudflare, Workers AI, JSON mode).
pub(super) fn workers_ai(prompt: &Prompt<'_>) -> Map<String, Value> {
    let mut body = binding(prompt);
    body.insert("model".to_owned(), json!(prompt.model));
    body
}

/// The model is an argument of its own.
pub(super) fn binding(prompt: &Prompt<'_>) -> Map<String, Value> {
    let mut body = common(prompt, prompt.schema.clone());
    // Otherwise 256.
    body.insert("max_tokens".to_owned(), json!(prompt.max_output_tokens));
    body
}

fn common(prompt: &Prompt<'_>, schema: Value) -> Map<String, Value> {
    let turn = |role: &str, content: &str| json!({ "role": role, "content": content });
    let mut messages = vec![
        turn("system", prompt.system),
        // One turn: some chat templates refuse two of the user's in a row.
        turn("user", &format!("{}\n\n{}", prompt.source, prompt.ask)),
    ];
    if let Some(repair) = &prompt.repair {
        messages.extend([turn("assistant", repair.answered), turn("user", repair.defect)]);
    }
    let mut body = Map::new();
    body.insert("messages".to_owned(), Value::Array(messages));
    body.insert("response_format".to_owned(), json!({ "type": "json_schema", "json_schema": schema }));
    body
}
