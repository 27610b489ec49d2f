//! Errors of a command: their messages and their exit codes.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use protocol::{Code, Problem, WireVersion};

use crate::address::BaseUrl;
use crate::exit::Exit;

/// Printed after `error: `; further lines are indented.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("{0}")]
    Usage(String),
    #[error("{0}")]
    Refused(Refusal),
    #[error("cannot reach {url}: {why}{}", hint(*.is_refused))]
    Unreachable { url: BaseUrl, why: String, is_refused: bool },
    #[error("cannot get the pull request from {host}: {why}")]
    Host { host: String, why: String, is_passing: bool },
    #[error("cannot understand the service's answer: {0}")]
    Answer(String),
    #[error("{}: {source}", .path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{0}")]
    Media(#[from] media::Error),
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
}

fn hint(is_refused: bool) -> &'static str {
    if is_refused {
        "\n  nothing is listening there: start the service with `make serve`, or name another with --url"
    } else {
        ""
    }
}

impl Error {
    pub(crate) fn file(path: &Path, source: io::Error) -> Self {
        Self::File { path: path.to_owned(), source }
    }

    pub(crate) fn unreachable(url: &BaseUrl, error: &io::Error) -> Self {
        let is_refused = error.kind() == io::ErrorKind::ConnectionRefused;
        Self::Unreachable { url: url.clone(), why: error.to_string(), is_refused }
    }

    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Usage(_) => Exit::Usage,
            Self::Refused(refusal) if refusal.is_passing() => Exit::Unreachable,
            Self::Refused(_) => Exit::Refused,
            Self::Unreachable { .. } | Self::Host { is_passing: true, .. } => Exit::Unreachable,
            Self::Host { is_passing: false, .. } => Exit::Refused,
            Self::Answer(_) | Self::File { .. } => Exit::Unexpected,
            Self::Media(media::Error::Stopped) => Exit::Interrupted,
            Self::Media(media::Error::Lacking { .. } | media::Error::Unusable { .. }) => Exit::Usage,
            Self::Media(_) => Exit::Unexpected,
            Self::Output(_) if self.is_broken_pipe() => Exit::Ok,
            Self::Output(_) => Exit::Unexpected,
        }
    }

    /// True if the same request may succeed when retried.
    pub(crate) fn is_transient(&self) -> bool {
        match self {
            Self::Refused(refusal) => refusal.is_passing(),
            Self::Unreachable { .. } => true,
            Self::Usage(_)
            | Self::Host { .. }
            | Self::Answer(_)
            | Self::File { .. }
            | Self::Media(_)
            | Self::Output(_) => false,
        }
    }

    pub(crate) fn retry_after_ms(&self) -> Option<u64> {
        match self {
            Self::Refused(refusal) => refusal.retry_after_ms,
            Self::Usage(_)
            | Self::Unreachable { .. }
            | Self::Host { .. }
            | Self::Answer(_)
            | Self::File { .. }
            | Self::Media(_)
            | Self::Output(_) => None,
        }
    }

    /// True if the reader of our output is gone; not reported.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// An answer that is not a success.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    /// `None` when something between us and the service answered.
    pub(crate) problem: Option<Problem>,
    pub(crate) retry_after_ms: Option<u64>,
}

impl Refusal {
    fn is_passing(&self) -> bool {
        self.status >= 500 || self.status == 429
    }
}

impl From<Problem> for Error {
    /// The refusal the service would have given, made here.
    fn from(problem: Problem) -> Self {
        Self::Refused(Refusal { status: problem.status, problem: Some(problem), retry_after_ms: None })
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(problem) = &self.problem else {
            return write!(f, "the service answered {}", self.status);
        };
        f.write_str(&describe(problem))?;
        if problem.code == Code::Unauthorized {
            f.write_str("\n  set CUEPOINT_TOKEN, or give --token")?;
        }
        Ok(())
    }
}

/// A problem as text: title and code, then the detail.
pub(crate) fn describe(problem: &Problem) -> String {
    let mut text = format!("{} ({})", problem.title, problem.code);
    let versions: Vec<_> = problem.members.supported_versions.iter().map(WireVersion::to_string).collect();
    let lists = [("versions served", versions), ("allowed", problem.members.allowed_methods.clone())];
    let lists = lists.into_iter().filter(|(_, list)| !list.is_empty());
    for line in
        problem.detail.clone().into_iter().chain(lists.map(|(name, list)| format!("{name}: {}", list.join(", "))))
    {
        text.push_str(&format!("\n  {line}"));
    }
    text
}
