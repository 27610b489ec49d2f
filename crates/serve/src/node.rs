//! Commands of the pinned Node, whatever the machine has.

use std::fs::File;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::config::repository;

const NODE: &str = "node_modules/.bin/node";
const WRANGLER: &str = "node_modules/wrangler/bin/wrangler.js";

/// Wrangler, which prints into this log.
pub fn wrangler(log: &File) -> io::Result<Command> {
    let mut command = logged(&repository().join(NODE), log)?;
    command.arg(WRANGLER).env("CI", "true");
    Ok(command)
}

/// Node, in the repository.
pub(crate) fn node() -> Command {
    at_home(&repository().join(NODE))
}

/// Node, run by another program, which prints into this log.
pub(crate) fn launched(launcher: &[std::ffi::OsString], log: &File) -> io::Result<Command> {
    let node = repository().join(NODE);
    let Some((program, arguments)) = launcher.split_first() else { return logged(&node, log) };
    let mut command = logged(Path::new(program), log)?;
    command.args(arguments).arg(node);
    Ok(command)
}

fn logged(program: &Path, log: &File) -> io::Result<Command> {
    let mut command = at_home(program);
    command.stdout(log.try_clone()?).stderr(log.try_clone()?);
    Ok(command)
}

fn at_home(program: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(repository())
        .env("WRANGLER_SEND_METRICS", "false")
        .env("NODE_COMPILE_CACHE", repository().join("target/node"))
        .stdin(Stdio::null());
    command
}
