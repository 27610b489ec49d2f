//! `generate --repo` and `--pr`: what is gathered, listed, and sent.

use std::fs;
use std::path::Path;
use std::process::Command;

use cli::Exit;
use protocol::{CreateJob, JobStatus, SourceFormat, Stage};
use serde_json::json;

use crate::service::{Answer, Service, bytes, ok};
use crate::{answered, cuepoint, job, progress};

fn created() -> Answer {
    ok(&job(JobStatus::Running, 1, progress(Stage::Ingest, 0)))
}

fn git(folder: &Path, arguments: &[&str]) {
    let who = ["-c", "user.name=Ada Lovelace", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").arg("-C").arg(folder).args(who).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn commit(folder: &Path, path: &str, text: &str, message: &str) {
    fs::write(folder.join(path), text).unwrap();
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message", message]);
}

/// A repository with a tag, two commits after it, and files that git ignores.
fn repository() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    git(folder, &["init", "--quiet", "--initial-branch=main"]);
    // Settings of a user that make diffs of another form.
    git(folder, &["config", "diff.noprefix", "true"]);
    git(folder, &["config", "diff.external", "false"]);
    fs::write(folder.join(".gitignore"), "secrets.env\n").unwrap();
    commit(folder, "lid.rs", "pub fn lid() {}\n", "Make a lid");
    git(folder, &["tag", "v1.2"]);
    commit(
        folder,
        "lid.rs",
        "pub fn wide_lid(width: u32) {}\n",
        "Widen the lid\n\nTins are wider now.\n\nSigned-off-by: Ada Lovelace <ada@example.org>",
    );
    commit(folder, "README.md", "The lid fits.\n", "Say that it fits");
    fs::write(folder.join("secrets.env"), "KEY=hunter2\n").unwrap();
    fs::write(folder.join("draft.txt"), "not committed\n").unwrap();
    dir
}

#[test]
fn commits_since_a_tag_are_listed_confirmed_and_sent_without_their_authors() {
    let dir = repository();
    let folder = dir.path().to_str().unwrap();
    let service = Service::new(vec![created()]);
    let run = answered(&service.url(), &["generate", "--repo", folder, "--since", "v1.2", "--no-wait"], "y\n");
    assert_eq!(run.exit, Exit::Ok, "{}", run.err);
    for said in
        ["since v1.2: ", " Widen the lid", " Say that it fits", "  lid.rs (+1 -1)", "  README.md (+1 -0)", "[y/N]"]
    {
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
    let asked = service.asked();
    let body: CreateJob = serde_json::from_str(&asked[0].body).unwrap();
    assert_eq!(body.source.format, SourceFormat::Diff);
    let text = &body.source.text;
    assert!(text.contains("Tins are wider now.") && text.contains("+++ b/lid.rs"), "{text}");
    for kept_here in ["Ada", "example.org", "Signed-off", "hunter2", "not committed", "Make a lid"] {
        assert!(!text.contains(kept_here), "{kept_here}: {text}");
    }
}

#[test]
fn nothing_is_sent_unless_it_is_confirmed() {
    let dir = repository();
    let folder = dir.path().to_str().unwrap();
    let service = Service::new(Vec::new());
    let declined = answered(&service.url(), &["generate", "--repo", folder], "n\n");
    assert_eq!(declined.exit, Exit::Usage);
    assert!(declined.err.ends_with("error: nothing was sent\n"), "{}", declined.err);
    let unasked = cuepoint(&service.url(), &["estimate", "--repo", folder]);
    assert_eq!(unasked.exit, Exit::Usage);
    assert!(unasked.err.contains("give --yes"), "{}", unasked.err);
    assert_eq!(service.lines(), Vec::<String>::new());
}

#[test]
fn nothing_new_makes_no_episode() {
    let dir = repository();
    let folder = dir.path().to_str().unwrap();
    let service = Service::new(Vec::new());
    let run = cuepoint(&service.url(), &["generate", "--repo", folder, "--since", "HEAD", "--yes"]);
    assert_eq!((run.exit, run.err.as_str()), (Exit::Ok, "nothing new: no episode is made\n"));
    for (revision, said) in [("nowhere", "error: git: "), ("--output=x", "error: git: ")] {
        let line = ["generate", "--repo", folder, &format!("--since={revision}"), "--yes"];
        let run = cuepoint(&service.url(), &line);
        assert_eq!(run.exit, Exit::Usage);
        assert!(run.err.starts_with(said), "{}", run.err);
    }
    assert!(!dir.path().join("x").exists(), "a revision is never an option of git's");
    assert_eq!(service.lines(), Vec::<String>::new());
}

#[test]
fn a_pull_request_is_asked_of_its_host_and_sent_without_people() {
    let ada = json!({ "login": "ada-l", "type": "User", "html_url": "https://example.org/ada-l" });
    let ben = json!({ "login": "ben-b", "type": "User" });
    let pull = json!({ "title": "Widen the lid", "body": "Tins are wider now.", "user": ada, "state": "open", "head": { "sha": "abc123" } });
    let diff = "diff --git a/lid.rs b/lid.rs\n--- a/lid.rs\n+++ b/lid.rs\n@@ -1 +1 @@\n-pub fn lid() {}\n+pub fn wide_lid(width: u32) {}\n";
    let commits = json!([{ "sha": "abc123", "commit": { "message": "Widen the lid", "author": { "name": "Ada", "email": "ada@example.org" } } }]);
    let comment = json!([{ "id": 1, "path": "lid.rs", "line": 1, "side": "RIGHT", "position": 1, "commit_id": "abc123", "user": ben, "body": "@ada-l, how wide?", "pull_request_review_id": 4 }]);
    let host = Service::new(vec![
        ok(&pull),
        bytes(diff.as_bytes()),
        ok(&commits),
        ok(&json!([])),
        ok(&comment),
        ok(&json!([])),
    ]);
    let service = Service::new(vec![created()]);
    let url = format!("{}/owner/name/pull/7", host.url());
    let run = cuepoint(&service.url(), &["generate", "--pr", &url, "--yes", "--no-wait"]);
    assert_eq!(run.exit, Exit::Ok, "{}", run.err);
    for said in
        ["  abc123 Widen the lid", "  lid.rs (+1 -1)", "1 comments, 0 reviews, 1 threads", "asked without a token"]
    {
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
    let asked = host.asked();
    let lines: Vec<&str> = asked.iter().map(|asked| asked.line.as_str()).collect();
    let pull = "GET /api/v3/repos/owner/name/pulls/7";
    let page = "per_page=100&page=1";
    assert_eq!(
        lines,
        [
            pull,
            pull,
            &format!("{pull}/commits?{page}"),
            &format!("{pull}/reviews?{page}"),
            &format!("{pull}/comments?{page}"),
            &format!("GET /api/v3/repos/owner/name/issues/7/comments?{page}"),
        ]
    );
    assert_eq!(asked[1].headers["accept"], "application/vnd.github.diff");
    assert!(asked.iter().all(|asked| !asked.headers.contains_key("authorization")), "{asked:?}");
    let body: CreateJob = serde_json::from_str(&service.asked()[0].body).unwrap();
    assert_eq!(body.source.format, SourceFormat::Review);
    let text = &body.source.text;
    assert!(text.contains("how wide?") && text.contains("wide_lid"), "{text}");
    for kept_here in ["ada-l", "ben-b", "example.org", "Ada"] {
        assert!(!text.contains(kept_here), "{kept_here}: {text}");
    }
}

#[test]
fn a_host_that_refuses_is_told() {
    let refusal = |status| Answer::Http { status, headers: "", body: br#"{"message":"Not Found"}"#.to_vec() };
    for (status, exit) in [(404, Exit::Refused), (502, Exit::Unreachable), (301, Exit::Refused)] {
        let host = Service::new(vec![refusal(status)]);
        let url = format!("{}/group/sub/name/-/merge_requests/3", host.url());
        let run = cuepoint("http://127.0.0.1:9", &["generate", "--pr", &url, "--yes"]);
        assert_eq!(run.exit, exit, "{}", run.err);
        let told =
            format!("cannot get the pull request from {}: status {status}", host.url().trim_start_matches("http://"));
        assert!(run.err.contains(&told), "{}", run.err);
        assert_eq!(host.lines(), ["GET /api/v4/projects/group%2Fsub%2Fname/merge_requests/3"]);
    }
    let run = cuepoint("http://127.0.0.1:9", &["generate", "--pr", "https://github.com/owner/name", "--yes"]);
    assert_eq!(run.exit, Exit::Usage);
    assert!(run.err.contains("--pr takes the address"), "{}", run.err);
}
