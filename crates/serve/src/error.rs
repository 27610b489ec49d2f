//! Reasons why a service could not be started, in words for the person who tried.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;

/// Shown after `error: `; further lines, indented, say what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "port {port} is in use by another program\n  choose another with --port or CUEPOINT_PORT; 0 takes any that is free"
    )]
    PortTaken { port: u16 },
    #[error("port {port} cannot be opened: {source}\n  choose another with --port or CUEPOINT_PORT")]
    Port { port: u16, source: io::Error },
    #[error(
        "{} is in use by {holder}\n  one state, one service: stop that one, ask it with `cuepoint`, or name another folder with --state or CUEPOINT_STATE",
        .state.display()
    )]
    StateHeld { state: PathBuf, holder: Holder },
    #[error(
        "{} was written by a newer release: this one does not have the migration {}\n  run that release, or name another folder with --state or CUEPOINT_STATE",
        .state.display(), .unknown.join(", ")
    )]
    StateNewer { state: PathBuf, unknown: Vec<String> },
    #[error(
        "{} cannot be written{}\n  the state has to belong to its operator: name a folder of your own with --state or CUEPOINT_STATE",
        .path.display(), owned(*.owner)
    )]
    NotYours { path: PathBuf, owner: Option<u32> },
    #[error(
        "{} is not in a checkout of Cuepoint\n  the service is run from its sources: start it in their folder, as `make serve` does",
        .folder.display()
    )]
    NoCheckout { folder: PathBuf },
    #[error("{}: {source}", .path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{program} does not run: {source}\n  `make setup` installs it")]
    Program { program: String, source: io::Error },
    #[error("{what} failed: see {}", .log.display())]
    Failed { what: String, log: PathBuf },
    #[error("the service ended with {status}:\n{log}")]
    Ended { status: ExitStatus, log: String },
    #[error("the service has ended by itself:\n{log}")]
    Died { log: String },
    #[error("the service did not answer within {seconds} s:\n{log}")]
    Silent { seconds: u64, log: String },
    #[error("the index cannot be read: {0}")]
    Index(String),
    #[error("the sweep could not be started: {0}")]
    Sweep(Box<ureq::Error>),
}

/// The process that holds a state folder; unknown while it has not yet written its number.
#[derive(Debug)]
pub struct Holder(pub(crate) Option<u32>);

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(process) => write!(f, "process {process}"),
            None => f.write_str("another service"),
        }
    }
}

fn owned(owner: Option<u32>) -> String {
    owner.map(|user| format!(": it belongs to user {user}")).unwrap_or_default()
}

impl Error {
    /// The error of an operation on a file; a refusal of permission names the owner of what stands in the way.
    pub(crate) fn file(path: &Path, source: io::Error) -> Self {
        if source.kind() == io::ErrorKind::PermissionDenied {
            return Self::NotYours { path: path.to_owned(), owner: owner(path) };
        }
        Self::File { path: path.to_owned(), source }
    }
}

/// The owner of a path, or of the nearest folder above it that exists.
fn owner(path: &Path) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    path.ancestors().find_map(|path| path.metadata().ok()).map(|metadata| metadata.uid())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_somebody_else_is_named_with_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("not/there/yet");
        let error = Error::file(&inside, io::ErrorKind::PermissionDenied.into()).to_string();
        let owner = owner(folder.path()).unwrap();
        assert!(error.contains(&format!("belongs to user {owner}")), "{error}");
        assert!(error.contains("CUEPOINT_STATE"), "{error}");
    }

    #[test]
    fn a_taken_port_is_named_with_the_way_to_another() {
        let error = Error::PortTaken { port: 8787 }.to_string();
        assert!(error.contains("8787") && error.contains("CUEPOINT_PORT") && error.contains("0 takes any"), "{error}");
    }
}
