//! Commits of a repository, as git tells them here: messages and diffs, without their authors.

use std::path::Path;
use std::process::{Command, Stdio};

use changes::SourceKind;
use protocol::{Code, Problem, Source, SourceFormat, limits};

use super::{Gathered, listing};
use crate::error::Error;

/// A commit as a mailed patch, without the lines that name people.
const FORMAT: &str = "--format=From %H Mon Sep 17 00:00:00 2001%nSubject: [PATCH] %s%n%n%b%n---";
/// Settings that a repository or its user may have otherwise, and by which a diff is another.
const SETTINGS: [&str; 6] =
    ["-c", "diff.noprefix=false", "-c", "diff.mnemonicPrefix=false", "-c", "diff.submodule=short"];
/// Lines around a change; fewer where all are too many.
const CONTEXTS: [&str; 3] = ["-U3", "-U1", "-U0"];

/// The commits between two revisions; `None` if there are none. What git ignores is in no commit.
pub(super) fn commits(folder: &Path, since: Option<&str>, until: &str) -> Result<Option<Gathered>, Error> {
    let since = match since {
        Some(since) => since.to_owned(),
        None => git(folder, &["describe", "--tags", "--abbrev=0", "--end-of-options", until])
            .map(trimmed)
            .map_err(|_| Error::Usage("there is no tag to go on from: name a revision with --since".to_owned()))?,
    };
    let range = format!("{since}..{until}");
    if trimmed(git(folder, &["rev-list", "--count", "--no-merges", "--end-of-options", &range, "--"])?) == "0" {
        return Ok(None);
    }
    let name = folder.canonicalize().map_err(|error| Error::file(folder, error))?;
    let name = name.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let what = format!("the commits of {name} since {since}");
    for context in CONTEXTS {
        let text = without_credits(&git(folder, &log(context, &range))?);
        if text.len() <= limits::SOURCE_BYTES_MAX {
            let source = Source { format: SourceFormat::Diff, text };
            return listing::listed(SourceKind::Diff, source, &what).map(Some);
        }
    }
    let detail = format!("{what} are more than {} bytes: name a later one with --since", limits::SOURCE_BYTES_MAX);
    Err(Problem::because(Code::SourceTooLarge, detail).into())
}

/// Prints patches alone: no program that the repository names is run.
fn log<'a>(context: &'a str, range: &'a str) -> [&'a str; 14] {
    [
        "log",
        "--reverse",
        "--no-merges",
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        "--no-show-signature",
        "--find-renames",
        "--patch",
        context,
        FORMAT,
        "--end-of-options",
        range,
        "--",
    ]
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String, Error> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).arg("--no-pager").args(SETTINGS).args(arguments).stdin(Stdio::null());
    let output = command.output().map_err(|error| Error::Usage(format!("git cannot be run: {error}")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Error::Usage(format!("git: {}", said.trim())));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn trimmed(text: String) -> String {
    text.trim().to_owned()
}

/// The patches without the lines of their messages that credit people.
fn without_credits(patches: &str) -> String {
    let mut is_message = false;
    let lines = patches.split_inclusive('\n').filter(|line| {
        if line.starts_with("From ") {
            is_message = true;
        } else if line.starts_with("diff --git ") {
            is_message = false;
        }
        !(is_message && changes::is_credit(line))
    });
    lines.collect()
}
