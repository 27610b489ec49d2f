//! The command line against the service.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::{env, fs};

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;
use tests::{Socket, repository};

use crate::trial::shared;
use crate::work::{self, ARTIFACTS};
use crate::world::{World, folder};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(generate_saves_an_episode_and_tells_in_plain_lines_how_it_went),
        shared(generate_as_json_is_one_object_per_line),
        shared(a_refused_source_ends_with_3_and_says_why),
        shared(a_wrong_token_ends_with_3_and_no_service_with_4),
        shared(a_killed_watch_continues_where_it_was),
        shared(the_watch_of_a_cancelled_job_ends_with_6),
        shared(a_voice_nobody_has_fails_the_job_and_ends_with_5),
        shared(get_and_list_show_what_there_is),
        shared(get_saves_the_same_files_again),
    ]
}

/// The command, in a folder of its own, knowing the service as a user would have told it.
pub(crate) fn cuepoint(world: &World, name: &str) -> Result<Command> {
    let binary = env::var_os("CUEPOINT_BIN").map_or_else(|| repository().join("target/debug/cuepoint"), PathBuf::from);
    ensure!(binary.exists(), "{} is missing: run `make build`", binary.display());
    let scratch = folder().join("command").join(name);
    if scratch.exists() {
        fs::remove_dir_all(&scratch)?;
    }
    fs::create_dir_all(&scratch)?;
    let mut command = Command::new(binary);
    command.current_dir(scratch).stdin(Stdio::null());
    command.env("CUEPOINT_URL", &world.client.url).env("CUEPOINT_TOKEN", &world.client.token);
    Ok(command)
}

fn fixture(name: &str) -> PathBuf {
    repository().join("tests/fixtures").join(name)
}

/// What it said on stdout and stderr, once its exit code is as expected.
fn ended(output: &Output, code: i32) -> Result<(String, String)> {
    let said = (String::from_utf8(output.stdout.clone())?, String::from_utf8(output.stderr.clone())?);
    ensure!(output.status.code() == Some(code), "{} is not {code}:\n{}\n{}", output.status, said.0, said.1);
    Ok(said)
}

fn ensure_saved(folder: &Path) -> Result<()> {
    let mut names: Vec<_> = fs::read_dir(folder)?.flatten().map(|file| file.file_name()).collect();
    let mut expected = ARTIFACTS.map(|(name, _)| name);
    names.sort();
    expected.sort_unstable();
    ensure!(names == expected, "{names:?}");
    Ok(())
}

fn generate_saves_an_episode_and_tells_in_plain_lines_how_it_went(world: &World) -> Result<()> {
    let output =
        cuepoint(world, "generate")?.arg("generate").arg(fixture("page.html")).args(["--out", "here"]).output()?;
    let (out, err) = ended(&output, 0)?;
    ensure_saved(&folder().join("command/generate/here"))?;
    for word in ["job ", "speech, lines ", "master", "succeeded after "] {
        ensure!(err.lines().any(|line| line.contains(word)), "no {word:?} in:\n{err}");
    }
    ensure!(!(out.clone() + &err).contains(['\r', '\u{1b}']), "not plain: {out:?} {err:?}");
    ensure!(err.contains(" left") || err.lines().count() < 6, "nothing says how long it takes:\n{err}");
    ensure!(out.contains("saved in") && out.contains("episode.mp3") && out.contains("LUFS"), "{out}");
    Ok(())
}

fn generate_as_json_is_one_object_per_line(world: &World) -> Result<()> {
    let file = fixture("commit.txt");
    let output =
        cuepoint(world, "json")?.args(["--json", "generate"]).arg(&file).args(["--title", "A patch"]).output()?;
    let (out, err) = ended(&output, 0)?;
    ensure!(err.is_empty(), "{err}");
    let lines = out.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
    let kinds: Vec<&str> = lines.iter().filter_map(|line| line.get("type")?.as_str()).collect();
    ensure!(kinds.first() == Some(&"snapshot") && kinds.iter().skip(1).all(|kind| *kind == "update"), "{kinds:?}");
    let last = lines.last().context("no line")?;
    ensure!(work::status(last) == "succeeded", "the last line is not the job: {last}");
    // Without --out, the folder is named after the episode.
    let id = work::id(last)?;
    let short = id.split('-').next().unwrap_or_default();
    ensure_saved(&folder().join(format!("command/json/episodes/a-patch-{short}")))
}

fn a_refused_source_ends_with_3_and_says_why(world: &World) -> Result<()> {
    let over = folder().join("command/too-large.txt");
    fs::create_dir_all(folder().join("command"))?;
    fs::write(&over, "word ".repeat(300_000))?;
    let invalid = folder().join("command/latin1.txt");
    fs::write(&invalid, b"caf\xe9")?;
    for (file, code) in [
        (fixture("bad/source_language_unsupported.de.txt"), "source_language_unsupported"),
        (fixture("bad/source_empty.txt"), "source_empty"),
        (fixture("bad/source_unreadable.html"), "source_unreadable"),
        (over, "source_too_large"),
        (invalid, "body_not_utf8"),
    ] {
        let (out, err) = ended(&cuepoint(world, "refused")?.arg("generate").arg(&file).output()?, 3)?;
        ensure!(out.is_empty() && err.contains(code), "{}: {out} {err}", file.display());
    }
    let (_, err) = ended(&cuepoint(world, "refused")?.args(["generate", "no-such-file.md"]).output()?, 1)?;
    ensure!(err.contains("no-such-file.md"), "{err}");
    Ok(())
}

fn a_wrong_token_ends_with_3_and_no_service_with_4(world: &World) -> Result<()> {
    let (_, err) = ended(&cuepoint(world, "token")?.arg("list").env("CUEPOINT_TOKEN", "wrong").output()?, 3)?;
    ensure!(err.contains("unauthorized") && err.contains("CUEPOINT_TOKEN"), "{err}");
    // Nothing can listen on port 0.
    let (_, err) = ended(&cuepoint(world, "token")?.args(["list", "--url", "http://127.0.0.1:0"]).output()?, 4)?;
    ensure!(err.contains("cannot reach"), "{err}");
    Ok(())
}

/// A watch whose messages are read one by one.
pub(crate) struct Watching(Child, std::io::Lines<BufReader<std::process::ChildStdout>>);

impl Watching {
    pub(crate) fn start(mut command: Command, arguments: &[&str]) -> Result<Self> {
        let mut child = command.args(["--json", "watch"]).args(arguments).stdout(Stdio::piped()).spawn()?;
        let lines = BufReader::new(child.stdout.take().context("a piped stdout")?).lines();
        Ok(Self(child, lines))
    }

    pub(crate) fn next(&mut self) -> Result<Option<Value>> {
        Ok(self.1.next().transpose()?.map(|line| serde_json::from_str(&line)).transpose()?)
    }

    pub(crate) fn rest(&mut self) -> Result<Vec<Value>> {
        std::iter::from_fn(|| self.next().transpose()).collect()
    }

    pub(crate) fn exit_code(&mut self) -> Result<Option<i32>> {
        Ok(self.0.wait()?.code())
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn a_killed_watch_continues_where_it_was(world: &World) -> Result<()> {
    let id = work::create(&world.client, &work::source("text", &work::fixture("essay.txt")?))?;
    let mut watching = Watching::start(cuepoint(world, "killed")?, &[&id])?;
    let seen = loop {
        let message = watching.next()?.context("it ended early")?;
        if work::turns_spoken(&message) >= 3 {
            break work::seq(&message)?;
        }
    };
    // SIGKILL: it has no chance to say goodbye.
    watching.0.kill()?;
    ensure!(watching.exit_code()?.is_none(), "it was not killed");
    let mut watching = Watching::start(cuepoint(world, "killed")?, &[&id, "--after", &seen.to_string()])?;
    let messages = watching.rest()?;
    ensure!(watching.exit_code()? == Some(0), "{:?}", messages.last());
    let (view, updates) = messages.split_last().context("no message")?;
    ensure!(work::status(view) == "succeeded", "{view}");
    let seqs = updates.iter().map(work::seq).collect::<Result<Vec<_>>>()?;
    ensure!(seqs == (seen + 1..=work::seq(view)?).collect::<Vec<_>>(), "after {seen}: {seqs:?}");
    let (out, _) = ended(&cuepoint(world, "killed")?.args(["watch", &id]).output()?, 0)?;
    ensure!(out.contains("succeeded"), "{out}");
    Ok(())
}

fn the_watch_of_a_cancelled_job_ends_with_6(world: &World) -> Result<()> {
    let id = work::create(&world.client, &work::article_by("rms", "slt")?)?;
    let mut watching = Watching::start(cuepoint(world, "cancelled")?, &[&id])?;
    watching.next()?.context("it ended early")?;
    for _ in ["once", "and again"] {
        let (out, _) = ended(&cuepoint(world, "cancel")?.args(["--json", "cancel", &id]).output()?, 0)?;
        ensure!(work::status(&serde_json::from_str(&out)?) == "cancelled", "{out}");
    }
    watching.rest()?;
    ensure!(watching.exit_code()? == Some(6), "the exit code is not 6");
    ended(&cuepoint(world, "cancelled")?.args(["watch", &id]).output()?, 6)?;
    let (_, err) = ended(&cuepoint(world, "cancelled")?.args(["get", &id, "--out", "here"]).output()?, 3)?;
    ensure!(err.contains("artifact_not_ready"), "{err}");
    let (_, err) = ended(&cuepoint(world, "cancelled")?.args(["resume", &id]).output()?, 3)?;
    ensure!(err.contains("job_finished"), "{err}");
    Ok(())
}

fn a_voice_nobody_has_fails_the_job_and_ends_with_5(world: &World) -> Result<()> {
    let mut command = cuepoint(world, "failed")?;
    let arguments = ["--host", "Ada=nobody", "--host", "Bo=rms", "--idempotency-key", "a-voice-nobody-has"];
    let (_, err) = ended(&command.arg("generate").arg(fixture("commit.txt")).args(arguments).output()?, 5)?;
    ensure!(err.contains("step_failed"), "{err}");
    let id = err.lines().find_map(|line| line.strip_prefix("job ")).context("no job")?.trim().to_owned();
    let view = work::read(&world.client, &id)?;
    ensure!(work::status(&view) == "failed", "{view}");
    ensure!(view.pointer("/problem/code").is_some_and(|code| code == "step_failed"), "{view}");
    let (updates, _) = Socket::watch(&world.client, &id, Some(0))?.hear_out()?;
    ensure!(updates.last().is_some_and(|update| work::change(update) == "failed"), "{updates:?}");
    let answer = world.client.get(&format!("/v1/jobs/{id}/episode.mp3"))?;
    ensure!(answer.status == 409, "{} {}", answer.status, answer.text());
    Ok(())
}

fn get_and_list_show_what_there_is(world: &World) -> Result<()> {
    let id = &world.article.id;
    let (out, _) = ended(&cuepoint(world, "get")?.args(["get", id]).output()?, 0)?;
    let title = world.article.view.get("title").and_then(Value::as_str).context("title")?;
    ensure!(out.contains(id.as_str()) && out.contains("succeeded") && out.contains(title), "{out}");
    let (out, _) = ended(&cuepoint(world, "get")?.args(["--json", "get", id]).output()?, 0)?;
    ensure!(serde_json::from_str::<Value>(&out)? == world.article.view, "{out}");
    let (mut listed, mut cursor) = (String::new(), None);
    loop {
        let mut command = cuepoint(world, "list")?;
        command.args(["--json", "list"]).args(cursor.iter().flat_map(|cursor: &String| ["--cursor", cursor]));
        let (out, _) = ended(&command.output()?, 0)?;
        listed.push_str(&out);
        let page: Value = serde_json::from_str(&out)?;
        cursor = page.get("next_cursor").and_then(Value::as_str).map(str::to_owned);
        if cursor.is_none() {
            break;
        }
    }
    ensure!(listed.contains(id.as_str()), "{listed}");
    let (out, _) = ended(&cuepoint(world, "list")?.arg("list").output()?, 0)?;
    ensure!((1..=20).contains(&out.lines().count()), "{out}");
    let nobody = "0198c0de-0000-7000-8000-00000000abcd";
    let (_, err) = ended(&cuepoint(world, "get")?.args(["get", nobody]).output()?, 3)?;
    ensure!(err.contains("job_not_found"), "{err}");
    let (_, err) = ended(&cuepoint(world, "get")?.args(["watch", nobody]).output()?, 3)?;
    ensure!(err.contains("job_not_found"), "{err}");
    Ok(())
}

fn get_saves_the_same_files_again(world: &World) -> Result<()> {
    ended(&cuepoint(world, "again")?.args(["get", &world.article.id, "--out", "here"]).output()?, 0)?;
    let here = folder().join("command/again/here");
    ensure_saved(&here)?;
    for (name, _) in ARTIFACTS {
        ensure!(fs::read(here.join(name))? == world.article.bytes(name)?, "{name} differs");
    }
    Ok(())
}
