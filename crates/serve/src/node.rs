//! Commands of the pinned Node, whatever the machine has.

use std::ffi::OsString;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::checkout::repository;
use crate::error::Error;

const NODE: &str = "node_modules/.bin/node";
const WRANGLER: &str = "node_modules/wrangler/bin/wrangler.js";

/// Wrangler, which prints into this log.
pub fn wrangler(log: &File) -> Result<Command, Error> {
    let mut command = logged(node()?, log)?;
    command.arg(WRANGLER).env("CI", "true");
    Ok(command)
}

/// Node, in the repository.
pub(crate) fn node() -> Result<Command, Error> {
    let repository = repository()?;
    Ok(at_home(&repository.join(NODE), &repository))
}

/// Node, run by another program, which prints into this log.
pub(crate) fn launched(launcher: &[OsString], log: &File) -> Result<Command, Error> {
    let Some((program, arguments)) = launcher.split_first() else { return logged(node()?, log) };
    let repository = repository()?;
    let mut command = at_home(Path::new(program), &repository);
    command.args(arguments).arg(repository.join(NODE));
    logged(command, log)
}

fn logged(mut command: Command, log: &File) -> Result<Command, Error> {
    let copy = || log.try_clone().map_err(|source| Error::Program { program: "Node".to_owned(), source });
    command.stdout(copy()?).stderr(copy()?);
    Ok(command)
}

fn at_home(program: &Path, repository: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(repository)
        .env("WRANGLER_SEND_METRICS", "false")
        .env("NODE_COMPILE_CACHE", repository.join("target/node"))
        .stdin(Stdio::null());
    command
}
