//! Reduced answers: parsed they say the same, and they name nobody.

use std::path::Path;

use changes::{SourceKind, parse, reduced};
use serde_json::{Value, json};

#[test]
fn reduced_answers_say_the_same() {
    let mut count = 0;
    for (folder, kind) in [("reviews", SourceKind::Review), ("issues", SourceKind::Issue)] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/changes").join(folder);
        for entry in std::fs::read_dir(folder).expect("fixtures") {
            let path = entry.expect("a fixture").path();
            let whole = std::fs::read_to_string(&path).expect("a fixture");
            let text = reduced(&serde_json::from_str(&whole).expect("JSON")).to_string();
            assert_eq!(parse(kind, &text), parse(kind, &whole), "{}", path.display());
            assert!(text.len() <= whole.len(), "{}", path.display());
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
