//! JSON schemas of the answers, in the subset that every contract takes.

use protocol::EpisodeFormat;
use serde_json::{Map, Value, json};

pub(super) fn outline() -> Value {
    let section = object([
        ("paragraphs", list(json!({ "type": "integer" }), "numbers of the paragraphs it stands on")),
        ("says", text("what it says, in one or two sentences of the source's words")),
        ("title", text("a short plain phrase of the source's words")),
    ]);
    object([("sections", list(section, "in the order in which they are told"))])
}

pub(super) fn section(format: EpisodeFormat) -> Value {
    let hosts = if format.is_monologue() { json!(["A"]) } else { json!(["A", "B"]) };
    let turn = object([
        ("cites", list(json!({ "type": "integer" }), "numbers of the paragraphs its statements come from")),
        ("host", json!({ "type": "string", "enum": hosts })),
        ("text", text("plain English as it is spoken")),
    ]);
    object([("turns", list(turn, "in the order in which they are spoken"))])
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let required: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
    let required = json!(required);
    let properties: Map<String, Value> = members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn list(items: Value, description: &str) -> Value {
    json!({ "type": "array", "description": description, "items": items })
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}
