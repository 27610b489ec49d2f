//! Reduced answers: parsed they say the same, and they name nobody.

mod common;

use changes::{SourceKind, parse, reduced};
use common::fixtures;
use serde_json::{Value, json};

#[test]
fn reduced_answers_say_the_same() {
    let all = [("reviews", SourceKind::Review), ("issues", SourceKind::Issue)];
    let mut count = 0;
    for (folder, kind) in all {
        for fixture in fixtures(folder) {
            let whole: Value = serde_json::from_str(&fixture.text).expect("JSON");
            let parsed = parse(kind, &fixture.text);
            let text = reduced(&whole).to_string();
            assert_eq!(parse(kind, &text), parsed, "{}", fixture.name);
            assert!(text.len() <= fixture.text.len(), "{}", fixture.name);
            count += 1;
        }
    }
    assert!(count >= 13, "{count}");
}

#[test]
fn reduced_answers_name_nobody() {
    let user = |login: &str| json!({ "login": login, "name": "Ada L", "email": "ada@example.org", "avatar_url": "https://x", "type": "User" });
    let answers = json!({
        "pull_request": {
            "title": "Widen the lid (thanks @ben-b)", "user": user("ada-l"), "html_url": "https://x",
            "body": "As @ben-b said.\nReported-by: Cy <cy@example.org>\nUse `@types/node`.",
            "head": { "sha": "abc", "label": "ada-l:lid", "user": user("ada-l") },
        },
        "commits": [{ "sha": "abc", "commit": { "message": "Widen\n\nSigned-off-by: Ada L <ada@example.org>", "author": { "name": "Ada L", "email": "ada@example.org" } } }],
        "issue_comments": [
            { "user": user("ben-b"), "body": "@ada-l, why?" },
            { "user": { "login": "codecov[bot]", "type": "Bot" }, "body": "91 %" },
        ],
    });
    let reduced = reduced(&answers);
    let text = reduced.to_string();
    for name in ["ada", "Ada", "ben-b", "Cy", "example.org", "https"] {
        assert!(!text.contains(name), "{name}: {text}");
    }
    assert!(text.contains("@types/node") && text.contains("codecov[bot]"), "{text}");
    let author = reduced.pointer("/pull_request/user/login").and_then(Value::as_str).expect("the author");
    let asked = reduced.pointer("/issue_comments/0").expect("a comment");
    assert_eq!(asked.get("body"), Some(&json!(format!("@{author}, why?"))));
    assert_ne!(asked.pointer("/user/login"), Some(&json!(author)));
}
