//! What the exit code says to scripts; never renumbered.

use std::fmt::Write;
use std::process::ExitCode;

use protocol::{JobStatus, Open};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Ok = 0,
    Unexpected = 1,
    Usage = 2,
    Refused = 3,
    Unreachable = 4,
    Failed = 5,
    Cancelled = 6,
    Parked = 7,
}

impl Exit {
    const ALL: [Self; 8] = [
        Self::Ok,
        Self::Unexpected,
        Self::Usage,
        Self::Refused,
        Self::Unreachable,
        Self::Failed,
        Self::Cancelled,
        Self::Parked,
    ];

    fn meaning(self) -> &'static str {
        match self {
            Self::Ok => "done",
            Self::Unexpected => "something unexpected: a file that cannot be read or written, an answer not understood",
            Self::Usage => "the command line is wrong",
            Self::Refused => "the service refuses the request",
            Self::Unreachable => "the service is unreachable or failing: try again later",
            Self::Failed => "the job failed for good",
            Self::Cancelled => "the job was cancelled",
            Self::Parked => "the job is parked: `cuepoint resume` gives it new attempts",
        }
    }

    /// The exit codes, as the help shows them.
    pub(crate) fn table() -> String {
        Self::ALL.into_iter().fold("Exit codes:".to_owned(), |mut table, exit| {
            let _ = write!(table, "\n  {}  {}", exit as u8, exit.meaning());
            table
        })
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// What a job followed to `status` ends the command with.
impl From<&Open<JobStatus>> for Exit {
    fn from(status: &Open<JobStatus>) -> Self {
        match status {
            Open::Known(JobStatus::Succeeded) => Self::Ok,
            Open::Known(JobStatus::Failed) => Self::Failed,
            Open::Known(JobStatus::Cancelled) => Self::Cancelled,
            Open::Known(JobStatus::Parked) => Self::Parked,
            Open::Known(JobStatus::Running) | Open::Other(_) => Self::Unexpected,
        }
    }
}
