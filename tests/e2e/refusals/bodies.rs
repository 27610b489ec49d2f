//! Bodies that are no submission.

use protocol::limits::BODY_BYTES_MAX;
use serde_json::{Value, json};

use super::{Bad, bad};
use crate::work;

const MALFORMED: (u16, &str) = (400, "malformed_json");
const INVALID: (u16, &str) = (422, "invalid_field");

pub(super) fn all() -> Vec<Bad> {
    let mut all = vec![
        raw("no body at all", MALFORMED, ""),
        raw("half an object", MALFORMED, r#"{"source": {"format": "text", "text": "It stops"#),
        raw("more than one value", MALFORMED, r#"{"source": {"format": "text", "text": "One."}} {}"#),
        raw("not JSON", MALFORMED, "source=article.md"),
        raw("a NUL in the JSON", MALFORMED, "{\"source\": {\"format\": \"text\", \"text\": \"a\0b\"}}"),
        raw("invalid UTF-8", (400, "body_not_utf8"), b"{\"source\": {\"format\": \"text\", \"text\": \"caf\xe9\"}}"),
        raw("null", INVALID, "null"),
        raw(
            "a list",
            INVALID,
            format!("[{}]", json!({ "format": "text", "text": "This could be read aloud easily." })),
        ),
        raw(
            "a field twice",
            INVALID,
            r#"{"title": "a", "title": "b", "source": {"format": "text", "text": "Twice."}}"#,
        ),
        raw("no source", INVALID, "{}"),
        changed("an unknown field", "/speed", json!(2)),
        changed("an unknown field of the source", "/source/language", json!("en")),
        changed("a text of the wrong type", "/source/text", json!(["a", "b"])),
        changed("no text", "/source/text", Value::Null),
        changed("an unknown format", "/source/format", json!("pdf")),
        changed("a title of the wrong type", "/title", json!(5)),
        changed("an empty title", "/title", json!("")),
        changed("a title of two lines", "/title", json!("one\ntwo")),
        changed("a title too long", "/title", json!("t".repeat(201))),
        changed("hosts of the wrong type", "/hosts", json!("Nora")),
        changed("one host", "/hosts", json!([host("Ada", "slt")])),
        changed("three hosts", "/hosts", json!([host("Ada", "slt"), host("Bo", "rms"), host("Cy", "awb")])),
        changed("two hosts of one name", "/hosts", json!([host("Ada", "slt"), host("Ada", "rms")])),
        changed("two hosts of one voice", "/hosts", json!([host("Ada", "slt"), host("Bo", "slt")])),
        changed("a name that cannot be said", "/hosts", json!([host("<b>", "slt"), host("Bo", "rms")])),
        changed("a name too long", "/hosts", json!([host(&"a".repeat(31), "slt"), host("Bo", "rms")])),
        changed("a voice that is no name", "/hosts", json!([host("Ada", "../slt"), host("Bo", "rms")])),
    ];
    let too_large = (413, "body_too_large");
    all.push(raw("a body over the limit", too_large, " ".repeat(BODY_BYTES_MAX + 1)));
    all.push(bad("a body over the limit of unannounced length", too_large, |client| {
        client.submit(&work::key(), &Value::Null).body(" ".repeat(BODY_BYTES_MAX + 1)).chunked().send()
    }));
    all
}

fn host(name: &str, voice: &str) -> Value {
    json!({ "name": name, "voice": voice })
}

fn raw(name: &str, expected: (u16, &'static str), body: impl Into<Vec<u8>>) -> Bad {
    let body = body.into();
    bad(name, expected, move |client| client.submit(&work::key(), &Value::Null).body(body.clone()).send())
}

/// A good submission but for one field.
fn changed(name: &str, pointer: &str, value: Value) -> Bad {
    let mut body = work::note("a change for the worse");
    let (parent, field) = pointer.rsplit_once('/').unwrap_or_default();
    let fields = body.pointer_mut(parent).and_then(Value::as_object_mut);
    fields.unwrap_or_else(|| panic!("{pointer}")).insert(field.to_owned(), value);
    bad(name, INVALID, move |client| client.submit(&work::key(), &body).send())
}
