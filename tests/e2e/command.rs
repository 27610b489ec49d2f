//! The command line against the service.

pub(crate) mod following;
mod showing;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fs};

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;
use tests::{Client, Socket, repository, tools};

use crate::trial::shared;
use crate::work::{self, ARTIFACTS};
use crate::world::{World, folder};

pub(crate) fn trials() -> Vec<Trial> {
    [generating(), following::trials(), showing::trials()].into_iter().flatten().collect()
}

fn generating() -> Vec<Trial> {
    vec![
        shared(generate_saves_an_episode_and_tells_in_plain_lines_how_it_went),
        shared(on_a_terminal_a_bar_shows_stage_lines_and_time_left),
        shared(generate_as_json_is_one_object_per_line),
        shared(a_refused_source_ends_with_3_and_says_why),
        shared(a_voice_nobody_has_fails_the_job_and_ends_with_5),
    ]
}

/// The command, in a folder of its own, knowing the service as a user would have told it.
pub(crate) fn cuepoint(client: &Client, name: &str) -> Result<Command> {
    let binary = env::var_os("CUEPOINT_BIN").map_or_else(|| repository().join("target/debug/cuepoint"), PathBuf::from);
    ensure!(binary.exists(), "{} is missing: run `make build`", binary.display());
    let scratch = folder().join("command").join(name);
    if scratch.exists() {
        fs::remove_dir_all(&scratch)?;
    }
    fs::create_dir_all(&scratch)?;
    let mut command = Command::new(binary);
    command.current_dir(scratch).stdin(Stdio::null());
    command.env("CUEPOINT_URL", &client.url).env("CUEPOINT_TOKEN", &client.token);
    Ok(command)
}

fn fixture(name: &str) -> PathBuf {
    repository().join("tests/fixtures").join(name)
}

/// Output on stdout and stderr, once the exit code is as expected.
pub(crate) fn ended(output: &Output, code: i32) -> Result<(String, String)> {
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
    let output = cuepoint(&world.client, "generate")?
        .arg("generate")
        .arg(fixture("page.html"))
        .args(["--out", "here"])
        .output()?;
    let (out, err) = ended(&output, 0)?;
    ensure_saved(&folder().join("command/generate/here"))?;
    for word in ["job ", "speech, lines ", "master", "succeeded after "] {
        ensure!(err.lines().any(|line| line.contains(word)), "no {word:?} in:\n{err}");
    }
    ensure!(!(out.clone() + &err).contains(['\r', '\u{1b}']), "not plain: {out:?} {err:?}");
    ensure!(err.contains(" left"), "nothing says how long it will take:\n{err}");
    ensure!(out.contains("saved in") && out.contains("episode.mp3") && out.contains("LUFS"), "{out}");
    Ok(())
}

fn on_a_terminal_a_bar_shows_stage_lines_and_time_left(world: &World) -> Result<()> {
    let mut command = cuepoint(&world.client, "terminal")?;
    command.arg("generate").arg(fixture("benchmark.md")).args(["--out", "here"]);
    let shown = String::from_utf8(tools::on_a_terminal(&command)?.stdout)?;
    ensure_saved(&folder().join("command/terminal/here"))?;
    let frames: Vec<&str> = shown.split(['\r', '\n']).filter(|frame| frame.contains("] lines ")).collect();
    ensure!(
        frames.iter().any(|frame| frame.contains("speech") && frame.contains(" left")),
        "no bar with its time: {shown}"
    );
    let lines: BTreeSet<&str> =
        frames.iter().filter_map(|frame| frame.split_once("lines ")?.1.split_whitespace().next()).collect();
    ensure!(lines.len() >= 3, "the bar does not move: {lines:?}");
    ensure!(shown.contains("succeeded after") && shown.contains("saved in"), "{shown}");
    Ok(())
}

fn generate_as_json_is_one_object_per_line(world: &World) -> Result<()> {
    let file = fixture("commit.txt");
    let output = cuepoint(&world.client, "json")?
        .args(["--json", "generate"])
        .arg(&file)
        .args(["--title", "A patch"])
        .output()?;
    let (out, err) = ended(&output, 0)?;
    ensure!(err.is_empty(), "{err}");
    let lines = out.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
    let kinds: Vec<&str> = lines.iter().filter_map(|line| line.get("type")?.as_str()).collect();
    ensure!(kinds.first() == Some(&"snapshot") && kinds.iter().skip(1).all(|kind| *kind == "update"), "{kinds:?}");
    let last = lines.last().context("no line")?;
    ensure!(work::status(last) == "succeeded", "the last line is not the job: {last}");
    // Without --out, the folder is named after the episode.
    let id = work::id(last)?;
    let folders = fs::read_dir(folder().join("command/json/episodes"))?.collect::<Result<Vec<_>, _>>()?;
    let [saved] = folders.as_slice() else { anyhow::bail!("{folders:?}") };
    let name = saved.file_name().to_string_lossy().into_owned();
    let part = name.strip_prefix("a-patch-").with_context(|| name.clone())?;
    ensure!(part.len() >= 8 && id.contains(part), "{name} is not that of {id}");
    ensure_saved(&saved.path())
}

fn a_refused_source_ends_with_3_and_says_why(world: &World) -> Result<()> {
    let over = folder().join("command/too-large.txt");
    fs::create_dir_all(folder().join("command"))?;
    fs::write(&over, "word ".repeat(300_000))?;
    let invalid = folder().join("command/latin1.txt");
    fs::write(&invalid, b"caf\xe9")?;
    for (file, code) in [
        (fixture("bad/source_language_unsupported.nl.txt"), "source_language_unsupported"),
        (fixture("bad/source_empty.txt"), "source_empty"),
        (fixture("bad/source_unreadable.html"), "source_unreadable"),
        (over, "source_too_large"),
        (invalid, "body_not_utf8"),
    ] {
        let (out, err) = ended(&cuepoint(&world.client, "refused")?.arg("generate").arg(&file).output()?, 3)?;
        ensure!(out.is_empty() && err.contains(code), "{}: {out} {err}", file.display());
    }
    let (_, err) = ended(&cuepoint(&world.client, "refused")?.args(["generate", "no-such-file.md"]).output()?, 1)?;
    ensure!(err.contains("no-such-file.md"), "{err}");
    Ok(())
}

fn a_voice_nobody_has_fails_the_job_and_ends_with_5(world: &World) -> Result<()> {
    let mut command = cuepoint(&world.client, "failed")?;
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
