//! `watch`: killed, cancelled, and to the end.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;

use super::{cuepoint, ended};
use crate::trial::shared;
use crate::work;
use crate::world::World;

pub(super) fn trials() -> Vec<Trial> {
    vec![shared(a_killed_watch_continues_where_it_was), shared(the_watch_of_a_cancelled_job_ends_with_6)]
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
    let mut watching = Watching::start(cuepoint(&world.client, "killed")?, &[&id])?;
    let seen = loop {
        let message = watching.next()?.context("it ended early")?;
        if work::turns_spoken(&message) >= 3 {
            break work::seq(&message)?;
        }
    };
    // SIGKILL: it has no chance to say goodbye.
    watching.0.kill()?;
    ensure!(watching.exit_code()?.is_none(), "it was not killed");
    let mut watching = Watching::start(cuepoint(&world.client, "killed")?, &[&id, "--after", &seen.to_string()])?;
    let messages = watching.rest()?;
    ensure!(watching.exit_code()? == Some(0), "{:?}", messages.last());
    let (view, updates) = messages.split_last().context("no message")?;
    ensure!(work::status(view) == "succeeded", "{view}");
    let seqs = updates.iter().map(work::seq).collect::<Result<Vec<_>>>()?;
    ensure!(seqs == (seen + 1..=work::seq(view)?).collect::<Vec<_>>(), "after {seen}: {seqs:?}");
    let (out, _) = ended(&cuepoint(&world.client, "killed")?.args(["watch", &id]).output()?, 0)?;
    ensure!(out.contains("succeeded"), "{out}");
    Ok(())
}

fn the_watch_of_a_cancelled_job_ends_with_6(world: &World) -> Result<()> {
    let id = work::create(&world.client, &work::long_by("rms", "slt")?)?;
    let mut watching = Watching::start(cuepoint(&world.client, "cancelled")?, &[&id])?;
    watching.next()?.context("it ended early")?;
    for _ in ["once", "and again"] {
        let (out, _) = ended(&cuepoint(&world.client, "cancel")?.args(["--json", "cancel", &id]).output()?, 0)?;
        ensure!(work::status(&serde_json::from_str(&out)?) == "cancelled", "{out}");
    }
    watching.rest()?;
    ensure!(watching.exit_code()? == Some(6), "the exit code is not 6");
    ended(&cuepoint(&world.client, "cancelled")?.args(["watch", &id]).output()?, 6)?;
    let (_, err) = ended(&cuepoint(&world.client, "cancelled")?.args(["get", &id, "--out", "here"]).output()?, 3)?;
    ensure!(err.contains("artifact_not_ready"), "{err}");
    let (_, err) = ended(&cuepoint(&world.client, "cancelled")?.args(["resume", &id]).output()?, 3)?;
    ensure!(err.contains("job_finished"), "{err}");
    Ok(())
}
