//! Diffs, reviews, issues and change logs as sources: from the recorded answer to the line of code behind a spoken line.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};
use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Client, CodeHost, repository};

use crate::browser::Browser;
use crate::command::{cuepoint, ended};
use crate::trial::shared;
use crate::work;
use crate::world::{World, folder};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(a_review_becomes_an_episode_that_names_its_lines_of_code),
        shared(every_kind_of_change_becomes_an_episode),
        shared(open_points_are_in_the_feed_where_the_tenant_wants_them),
        shared(generate_tells_the_commits_of_a_repository),
        shared(generate_asks_a_code_host_with_the_askers_token),
        shared(the_extension_and_the_command_line_send_the_same),
        shared(a_source_of_another_kind_is_refused_with_its_code),
    ]
}

const REVIEW: &str = "changes/reviews/cuepoint-github.json";

fn finished(client: &Client, format: &str, fixture: &str) -> Result<(String, Value)> {
    let view = work::finish(client, &work::source(format, &work::fixture(fixture)?))?;
    Ok((work::id(&view)?, view))
}

fn body(client: &Client, id: &str, name: &str) -> Result<String> {
    let answer = client.get(&format!("/v1/jobs/{id}/{name}"))?;
    ensure!(answer.status == 200, "{name}: {} {}", answer.status, answer.text());
    Ok(String::from_utf8(answer.body)?)
}

/// The lines of code in a list of entries.
fn code(entries: &Value) -> Vec<&Value> {
    let lists = entries.as_array().into_iter().flatten().filter_map(|entry| entry.get("code")?.as_array());
    lists.flatten().collect()
}

fn a_review_becomes_an_episode_that_names_its_lines_of_code(world: &World) -> Result<()> {
    let client = &world.client;
    let (id, view) = finished(client, "review", REVIEW)?;
    let action = body(client, &id, "action.md")?;
    let points = action.lines().filter(|line| line.starts_with("- [ ] ")).count();
    ensure!(points > 0 && view.get("open_points") == Some(&json!(points)), "{points} of {view}");
    ensure!(action.contains("Add a line to the change log") && action.contains("lib/parcel/label"), "{action}");
    let script: Value = serde_json::from_str(&body(client, &id, "script")?)?;
    let transcript: Value = serde_json::from_str(&body(client, &id, "transcript.json")?)?;
    let chapters: Value = serde_json::from_str(&body(client, &id, "chapters.json")?)?;
    let said = code(script.get("turns").context("turns")?);
    ensure!(!said.is_empty(), "{script}");
    ensure!(said == code(transcript.get("segments").context("segments")?), "the transcript has the same lines of code");
    let known: BTreeSet<String> = said.iter().map(|line| line.to_string()).collect();
    let of_chapters: BTreeSet<String> =
        code(chapters.get("chapters").context("chapters")?).iter().map(|line| line.to_string()).collect();
    ensure!(known == of_chapters, "{known:?} {of_chapters:?}");
    let place = said.first().context("a line of code")?;
    let (path, line) = (place.get("path").and_then(Value::as_str).context("a path")?, place.get("line"));
    let page = Browser::sign_in(client, &client.token)?.page(&format!("/jobs/{id}"))?;
    ensure!(page.contains(&format!("<code>{path}:{}", line.and_then(Value::as_u64).unwrap_or_default())), "{page}");
    ensure!(page.contains("Left to do") && page.contains("data-copy=\"action-text\""), "{page}");
    ensure!(page.contains("\n- [ ] ") && !page.contains('\u{FFFD}'), "each point has a line of its own");
    // No line of its code is said.
    let spoken: String = script
        .get("turns")
        .and_then(Value::as_array)
        .context("turns")?
        .iter()
        .filter_map(|turn| turn.get("text")?.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    ensure!(!spoken.contains("number=") && !spoken.contains("%r|"), "{spoken}");
    Ok(())
}

fn every_kind_of_change_becomes_an_episode(world: &World) -> Result<()> {
    for (format, fixture, has_points) in [
        ("diff", "changes/diffs/fd-10.2.0.diff", false),
        ("review", "changes/reviews/cuepoint-gitlab.json", true),
        ("issue", "changes/issues/github3-187.json", false),
        ("changelog", "changes/changelogs/regex.md", false),
    ] {
        let (id, view) = finished(&world.client, format, fixture)?;
        let action = body(&world.client, &id, "action.md")?;
        let points = view.get("open_points").and_then(Value::as_u64).unwrap_or_default();
        ensure!(!has_points || points > 0, "{fixture}: {view}");
        ensure!((points == 0) == action.starts_with("# Nothing is open"), "{fixture}: {action}");
    }
    Ok(())
}

fn open_points_are_in_the_feed_where_the_tenant_wants_them(world: &World) -> Result<()> {
    let tenant = world.client.new_tenant()?;
    let client = world.client.tenant(&tenant)?;
    for wanted in [false, true] {
        world.client.administer(&format!("/admin/tenants/{tenant}"), &json!({ "show": { "open_points": wanted } }))?;
        let name = format!("feed-{wanted}");
        let made = client.ask("POST", "/v1/feeds").json(&json!({ "name": name, "title": "Changes" })).send()?.json()?;
        let url = made.pointer("/addresses/0/href").and_then(Value::as_str).context("an address")?;
        let path = url.split_once("/f/").map(|(_, rest)| format!("/f/{rest}")).context("a path")?;
        let mut asked = work::source("review", &work::fixture(REVIEW)?);
        asked.as_object_mut().context("a body")?.insert("feed".to_owned(), json!(name));
        work::finish(&client, &asked)?;
        let feed = String::from_utf8(client.ask("GET", &path).without("Authorization").send()?.body)?;
        ensure!(feed.contains("Add a line to the change log") == wanted, "{wanted}: {feed}");
    }
    Ok(())
}

fn git(folder: &Path, arguments: &[&str]) -> Result<()> {
    let who = ["-c", "user.name=Ada Lovelace", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").arg("-C").arg(folder).args(who).args(arguments).output()?;
    ensure!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

fn generate_tells_the_commits_of_a_repository(world: &World) -> Result<()> {
    let mut command = cuepoint(&world.client, "repository")?;
    let repository = folder().join("command/repository");
    git(&repository, &["init", "--quiet", "--initial-branch=main"])?;
    fs::write(repository.join("lid.rs"), "pub fn lid() {}\n")?;
    git(&repository, &["add", "--all"])?;
    git(&repository, &["commit", "--quiet", "--message", "Make a lid"])?;
    git(&repository, &["tag", "v1"])?;
    fs::write(repository.join("lid.rs"), "// TODO: ask how wide tins are.\npub fn wide_lid(width: u32) {}\n")?;
    git(
        &repository,
        &[
            "commit",
            "--quiet",
            "--all",
            "--message",
            "Widen the lid\n\nTins have become wider, and the old lid falls into them.",
        ],
    )?;
    let output = command.args(["generate", "--repo", "--yes", "--out", "out"]).output()?;
    let (out, err) = ended(&output, 0)?;
    ensure!(err.contains(" Widen the lid") && err.contains("  lid.rs (+2 -1)"), "{err}");
    ensure!(out.contains("to do ") && out.contains("action.md"), "{out}");
    let action = fs::read_to_string(repository.join("out/action.md"))?;
    ensure!(action.contains("ask how wide tins are") && action.contains("lid.rs:1"), "{action}");
    let transcript = fs::read_to_string(repository.join("out/transcript.json"))?;
    ensure!(transcript.contains("wide lid") && !transcript.contains("Lovelace"), "{transcript}");
    let again = cuepoint(&world.client, "repository-again")?
        .args(["generate", "--repo"])
        .arg(&repository)
        .args(["--since", "HEAD", "--yes"])
        .output()?;
    let (_, err) = ended(&again, 0)?;
    ensure!(err.contains("nothing new: no episode is made"), "{err}");
    Ok(())
}

fn generate_asks_a_code_host_with_the_askers_token(world: &World) -> Result<()> {
    let host = CodeHost::start(serde_json::from_str(&work::fixture(REVIEW)?)?)?;
    let generate = |name: &str, token: &str| -> Result<std::process::Output> {
        let mut command = cuepoint(&world.client, name)?;
        command.env("GH_HOST", host.name()).env("GITHUB_TOKEN", "of-another-host");
        command.env("GITHUB_ENTERPRISE_TOKEN", token);
        Ok(command.args(["generate", "--pr", &host.url(), "--yes", "--no-wait"]).output()?)
    };
    let (out, err) = ended(&generate("pull-request", "the-askers-own")?, 0)?;
    ensure!(err.contains("threads that are not resolved") && !err.contains("asked without a token"), "{err}");
    let asked = host.asked();
    ensure!(
        asked.len() == 7 && asked.iter().all(|(_, token)| token.as_deref() == Some("Bearer the-askers-own")),
        "{asked:?}"
    );
    let view = work::follow(&world.client, out.trim())?;
    ensure!(view.get("open_points").and_then(Value::as_u64).is_some_and(|points| points > 0), "{view}");
    // Without one, nobody tells which threads are resolved.
    let (_, err) = ended(&generate("pull-request-alone", "")?, 0)?;
    ensure!(err.contains("asked without a token: set GITHUB_ENTERPRISE_TOKEN"), "{err}");
    ensure!(host.asked().iter().skip(7).all(|(line, token)| token.is_none() && !line.contains("graphql")));
    Ok(())
}

/// The extension sends on what the command line sends on: answers without people.
fn the_extension_and_the_command_line_send_the_same(_: &World) -> Result<()> {
    let module = repository().join("crates/extension/src/core/review.ts");
    let code = format!(
        "import {{ reduced }} from {:?}; import {{ readFileSync }} from 'node:fs'; \
         process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0)).map(reduced)));",
        module.display().to_string()
    );
    let mut reviews: Vec<Value> = Vec::new();
    for file in fs::read_dir(repository().join("tests/fixtures/changes/reviews"))? {
        reviews.push(serde_json::from_str(&fs::read_to_string(file?.path())?)?);
    }
    ensure!(reviews.len() > 5, "{} reviews", reviews.len());
    let mut node = Command::new(repository().join("node_modules/.bin/node"))
        .args(["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--input-type=module", "--eval", &code])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    node.stdin.take().context("its input")?.write_all(Value::from(reviews.clone()).to_string().as_bytes())?;
    let output = node.wait_with_output()?;
    let sent: Vec<Value> = serde_json::from_slice(&output.stdout)?;
    for (review, sent) in reviews.iter().zip(&sent) {
        ensure!(*sent == ::changes::reduced(review), "{sent}\n\n{}", ::changes::reduced(review));
    }
    ensure!(sent.len() == reviews.len());
    Ok(())
}

fn a_source_of_another_kind_is_refused_with_its_code(world: &World) -> Result<()> {
    for (format, code) in [
        ("diff", "diff_malformed"),
        ("review", "review_malformed"),
        ("issue", "issue_malformed"),
        ("changelog", "changelog_malformed"),
    ] {
        let answer = world.client.submit(&work::key(), &work::source(format, "A lid is a lid.")).send()?;
        let said = answer.json()?.get("code").cloned();
        ensure!(answer.status == 422 && said == Some(json!(code)), "{format}: {} {}", answer.status, answer.text());
    }
    Ok(())
}
