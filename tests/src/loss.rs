//! Losses that a platform could suffer of a job's object, inflicted on a service that does not run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::repository;
use crate::stored::{Stored, scheduler};

/// A database, a statement and what is bound to it in; how many rows have changed out.
const WRITER: &str = "
const { DatabaseSync } = require('node:sqlite');
const [, database, statement, bound] = process.argv;
console.log(new DatabaseSync(database, { timeout: 10000 }).prepare(statement).run(bound).changes);";

const LOSE_ALARM: &str = "DELETE FROM _cf_ALARM WHERE actor_id = ?";

/// Nobody wakes the job any more, until somebody asks for it.
pub(crate) fn alarm(state: &Path, job: &str) -> Result<()> {
    let object = object(state, job)?;
    let id = object.file_stem().context("an object's name")?;
    let mut command = Command::new(repository().join("node_modules/.bin/node"));
    command.args(["--no-warnings", "-e", WRITER, "--"]).arg(scheduler(state)).arg(LOSE_ALARM).arg(id);
    let output = command.stdin(Stdio::null()).output()?;
    let changed = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    ensure!(changed == "1", "{changed} alarms of {job} are lost: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

/// Everything the object has kept.
pub(crate) fn storage(state: &Path, job: &str) -> Result<()> {
    let object = object(state, job)?;
    fs::remove_file(&object)?;
    for beside in ["sqlite-wal", "sqlite-shm"].map(|extension| object.with_extension(extension)) {
        if beside.exists() {
            fs::remove_file(beside)?;
        }
    }
    Ok(())
}

fn object(state: &Path, job: &str) -> Result<PathBuf> {
    Stored::object(state, job)?.with_context(|| format!("no object has the job {job}"))
}
