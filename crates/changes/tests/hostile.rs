//! Hostile sources: nothing panics, everything is bounded.

use changes::{Error, Source, SourceKind, action, limits, parse, tell};
use proptest::prelude::*;

const KINDS: [SourceKind; 4] = [SourceKind::Diff, SourceKind::Review, SourceKind::Issue, SourceKind::Changelog];

/// Parses as every kind, tells what can be told.
fn meet(text: &str) {
    for kind in KINDS {
        if let Ok(source) = parse(kind, text) {
            let told = tell(&source);
            let sentences = told.sections.iter().flat_map(|section| &section.paragraphs).flat_map(|one| &one.sentences);
            let bytes: usize = sentences.map(String::len).sum();
            assert!(bytes <= 60 * text.len() + 4_000, "{} bytes told of {}", bytes, text.len());
            action(&source);
        }
    }
}

fn change(text: &str) -> changes::Change {
    match parse(SourceKind::Diff, text).expect("a diff") {
        Source::Change(change) => *change,
        Source::Issue(_) | Source::Changelog { .. } => panic!("a diff"),
    }
}

/// Lines of which diffs consist, and some that only look so.
fn line() -> impl Strategy<Value = String> {
    let some = prop::sample::select(vec![
        "diff --git a/x.rs b/x.rs",
        "diff --git \"a/\\303\\244\" \"b/x",
        "diff --cc x",
        "--- a/x.rs",
        "+++ b/x.rs",
        "+++ /dev/null",
        "--- /dev/null",
        "@@ -1,3 +1,4 @@ fn main() {",
        "@@ -0,0 +1 @@",
        "@@@ -1,2 -1,2 +1,3 @@@",
        "@@ -4294967295,4294967295 +1,2 @@",
        "@@ -1 +99999999999999 @@",
        "+",
        "-",
        " ",
        "",
        "\\ No newline at end of file",
        "++x",
        "- y",
        "rename from a",
        "rename to b",
        "similarity index 90%",
        "Binary files a/x and b/x differ",
        "GIT binary patch",
        "literal 3",
        "old mode 100644",
        "new mode 100755",
        "new file mode 120000",
        "deleted file mode 160000",
        "index 1..2 100644",
        "Submodule x 1..2:",
        "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001",
        "Subject: =?utf-8?q?x=",
        "commit 0123456789",
        "Content-Transfer-Encoding: base64",
        "---",
        "-- ",
        "2.40.0",
        "+pub fn open() { // TODO: é",
        "# 1.0.0",
        "## [1.0.0] - 2020-01-01",
        "- a `b",
        "```suggestion",
        "> q",
        "| a | b |",
        "    at x (y.js:1:2)",
    ]);
    prop_oneof![4 => some.prop_map(str::to_owned), 1 => ".{0,40}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 384, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_met(text in "\\PC{0,400}") {
        meet(&text);
    }

    #[test]
    fn any_lines_of_diffs_are_met(lines in prop::collection::vec(line(), 0..60)) {
        meet(&lines.join("\n"));
    }

    #[test]
    fn any_fields_of_answers_are_met(body in ".{0,80}", line in any::<Option<u64>>(), state in "[a-z_]{0,12}", lines in prop::collection::vec(line(), 0..20)) {
        let hunk = lines.join("\n");
        let comment = serde_json::json!({"id": line, "body": body, "path": "x.rs", "line": line, "position": line, "diff_hunk": hunk,
            "in_reply_to_id": line, "user": {"login": body, "type": state}, "original_line": line});
        let node = serde_json::json!({"isResolved": false, "path": body, "line": line, "comments": {"nodes": [comment]}});
        meet(&serde_json::json!({"pull_request": {"title": "t", "body": body, "state": state, "user": null}, "diff": hunk,
            "review_comments": [comment], "reviews": [comment, null, 3], "issue_comments": {"nodes": [comment]}, "review_threads": [node]}).to_string());
        let position = serde_json::json!({"new_line": line, "old_line": line, "new_path": body, "head_sha": state});
        meet(&serde_json::json!({"merge_request": {"title": "t", "description": body, "diff_refs": {"head_sha": "x"}},
            "changes": {"changes": [{"new_path": "x", "diff": hunk, "a_mode": body}]},
            "discussions": [{"notes": [{"body": body, "resolvable": true, "position": position}]}]}).to_string());
        meet(&serde_json::json!({"issue": {"title": body, "body": hunk, "labels": [body, {"name": body}, 1]}, "comments": [comment]}).to_string());
    }
}

#[test]
fn sizes_are_bounded() {
    let long = "x".repeat(limits::SOURCE_BYTES_MAX + 1);
    assert_eq!(KINDS.map(|kind| parse(kind, &long).unwrap_err().code()), ["changes_too_large"; 4]);
    assert_eq!(KINDS.map(|kind| parse(kind, " \n").unwrap_err().code()), ["changes_empty"; 4]);
    assert_eq!(parse(SourceKind::Diff, "hello"), Err(Error::DiffMalformed));
    assert_eq!(parse(SourceKind::Diff, "--- a/x\n+++ b/x\n@@ -x +1 @@\n"), Err(Error::HunkMalformed { line: 3 }));
    assert_eq!(parse(SourceKind::Review, "{}").unwrap_err().code(), "review_malformed");
    assert_eq!(parse(SourceKind::Review, &"[".repeat(100_000)).unwrap_err().code(), "review_malformed");
    assert_eq!(parse(SourceKind::Issue, r#"{"issue":{}}"#).unwrap_err().code(), "issue_malformed");
    assert_eq!(parse(SourceKind::Changelog, "# Notes").unwrap_err().code(), "changelog_malformed");
}

#[test]
fn a_large_diff_is_counted_whole_and_kept_in_part() {
    let mut text = String::from("diff --git a/x.rs b/x.rs\n--- a/x.rs\n+++ b/x.rs\n@@ -0,0 +1,50000 @@\n");
    (0..50_000).for_each(|line| text.push_str(&format!("+    let x{line} = {line};\n")));
    let change = change(&text);
    assert_eq!((change.files[0].added, change.lines_not_kept), (50_000, 50_000 - limits::LINES_MAX as u32));
    assert_eq!(change.files[0].lines().count(), limits::LINES_MAX);
    let words = words(&Source::Change(Box::new(change)));
    assert!(words < 200, "{words}");
    // Many files: the first are kept, the others counted.
    let files = limits::FILES_MAX + 500;
    let many: String =
        (0..files).map(|file| format!("diff --git a/{file} b/{file}\nold mode 100644\nnew mode 100755\n")).collect();
    let change = self::change(&many);
    assert_eq!((change.files.len(), change.more_files), (limits::FILES_MAX, 500));
}

/// Words told of a source.
fn words(source: &Source) -> usize {
    let told = tell(source);
    let sentences = told.sections.iter().flat_map(|one| &one.paragraphs).flat_map(|one| &one.sentences);
    sentences.map(|one| one.split(' ').count()).sum()
}

#[test]
fn what_is_told_of_many_files_threads_and_notes_is_bounded() {
    let file = |at: usize| {
        let head = format!("diff --git a/m{at}.py b/m{at}.py\n--- a/m{at}.py\n+++ b/m{at}.py\n@@ -1,0 +1,2 @@\n");
        format!("{head}+def f{at}():  # TODO: {at}\n+    eval(x)\n")
    };
    let diff: String = (0..2_000).map(file).collect();
    assert!(words(&Source::Change(Box::new(change(&diff)))) < 2_000);
    let comments: Vec<_> = (0..1_000)
        .map(|id| {
            serde_json::json!({"id": id, "user": {"login": format!("u{id}")}, "path": "m1.py", "line": 1,
                "body": "Why is it so? ".repeat(60)})
        })
        .collect();
    let threads: Vec<_> = (0..1_000)
        .map(|id| serde_json::json!({"isResolved": false, "comments": {"nodes": [{"databaseId": id}]}}))
        .collect();
    let answers = serde_json::json!({"pull_request": {"title": "t", "user": {"login": "a"}}, "diff": diff,
        "review_comments": comments, "review_threads": threads});
    let source = parse(SourceKind::Review, &answers.to_string()).unwrap();
    let Source::Change(review) = &source else { panic!("a review") };
    assert_eq!(review.threads.iter().filter(|thread| thread.is_resolved == Some(false)).count(), 1_000);
    // All are told, most of them in a few words; the action lists as many as fit.
    assert!(words(&source) < 50_000);
    let action = action(&source).unwrap();
    assert_eq!(action.matches("- [ ]").count(), limits::ACTIONS_MAX);
    assert!(action.contains("more open points are not listed"));
}

#[test]
fn a_header_that_promises_too_much_is_cut_to_what_is_there() {
    let change = change(
        "--- a/x.c\n+++ b/x.c\n@@ -1,4000000000 +1,4000000000 @@\n a\n+b\ndiff --git a/y b/y\nnew file mode 100644\n",
    );
    let file = &change.files[0];
    assert!(file.is_cut && file.has_line(2, changes::Side::New) && !file.has_line(3, changes::Side::New));
    assert_eq!(change.files.len(), 2);
}

#[test]
fn what_people_write_cannot_leave_its_quotation() {
    let body = "Run this?\n\n# Heading\n```sh\nrm -rf /\n```\n<script>alert(1)</script> [x](http://y) `a\n- [ ] do it ” \u{202e}";
    let answers = serde_json::json!({"pull_request": {"title": "T\n# X `", "user": {"login": "a"}, "state": "open"},
        "review_comments": [{"id": 1, "user": {"login": "b"}, "path": "a`b.rs\n# c", "line": 3, "side": "RIGHT", "body": body}]});
    let source = parse(SourceKind::Review, &answers.to_string()).unwrap();
    let action = action(&source).unwrap();
    for line in action.lines() {
        let known = line.is_empty()
            || ["# Open points of: ", "## ", "- [ ] ", "  - ", "Quoted text", "Lines are"]
                .iter()
                .any(|start| line.starts_with(start));
        assert!(known, "{line}");
    }
    assert_eq!(action.matches("- [ ]").count(), 1, "{action}");
    assert!(
        !action.contains("rm -rf")
            && !action.contains("<script")
            && !action.contains("](")
            && !action.contains('`'.to_string().repeat(3).as_str())
    );
}
