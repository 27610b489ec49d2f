//! The wire as it was released: one file per kind of request, answer and message.

mod samples;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

fn folder(version: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/wire").join(version)
}

/// Compares with what was released; `GOLDEN=write` adds what is missing, and never changes what is there.
fn check(version: &str, name: &str, value: &Value) {
    let path = folder(version).join(format!("{name}.json"));
    let text = format!("{value:#}\n");
    if std::env::var_os("GOLDEN").is_some_and(|mode| mode == "write") && !path.exists() {
        fs::write(&path, &text).unwrap();
    }
    let released = fs::read_to_string(&path).unwrap_or_default();
    assert!(released == text, "{version} is released: {name} has to stay\n{released}\nand is now\n{text}");
}

#[test]
fn what_was_released_stays() {
    let mut all: Vec<(String, Value)> = Vec::new();
    all.extend(samples::jobs().into_iter().map(|(name, job)| (name.to_owned(), json!(job))));
    all.push(("job-list".to_owned(), json!(samples::list())));
    all.push(("script".to_owned(), json!(samples::script())));
    all.extend(samples::messages().into_iter().map(|(name, message)| (name, json!(message))));
    all.extend(samples::problems().into_iter().map(|(name, problem)| (name.to_owned(), json!(problem))));
    for (name, value) in all {
        check("2026-11-20", &name, &value);
    }
}
