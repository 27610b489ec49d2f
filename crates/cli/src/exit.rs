//! Exit codes. Scripts depend on them: never renumbered.

use std::fmt::Write;
use std::process::ExitCode;

use protocol::{JobStatus, KnownOr, Verdict};

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
    Degraded = 8,
    Down = 9,
    Undrained = 10,
    /// As shells number an interrupt.
    Interrupted = 130,
}

impl Exit {
    const ALL: [Self; 12] = [
        Self::Ok,
        Self::Unexpected,
        Self::Usage,
        Self::Refused,
        Self::Unreachable,
        Self::Failed,
        Self::Cancelled,
        Self::Parked,
        Self::Degraded,
        Self::Down,
        Self::Undrained,
        Self::Interrupted,
    ];

    fn meaning(self) -> &'static str {
        match self {
            Self::Ok => "done",
            Self::Unexpected => "unexpected: a file cannot be read or written, or an answer cannot be understood",
            Self::Usage => "the command line is wrong",
            Self::Refused => "the service refuses the request",
            Self::Unreachable => "the service is unreachable or failing: try again later",
            Self::Failed => "the job failed permanently",
            Self::Cancelled => "the job was cancelled",
            Self::Parked => "the job is parked: `cuepoint get` says why, and what it waits for",
            Self::Degraded => "the service is degraded: `cuepoint admin health` says why",
            Self::Down => "the service is down: `cuepoint admin health` says why",
            Self::Undrained => "jobs are still under way when the timeout of `cuepoint admin drain` is over",
            Self::Interrupted => "interrupted while a file was made; no part of it is left",
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

/// The exit code for a job's final status.
impl From<&KnownOr<JobStatus>> for Exit {
    fn from(status: &KnownOr<JobStatus>) -> Self {
        match status {
            KnownOr::Known(JobStatus::Succeeded) => Self::Ok,
            KnownOr::Known(JobStatus::Failed) => Self::Failed,
            KnownOr::Known(JobStatus::Cancelled) => Self::Cancelled,
            KnownOr::Known(JobStatus::Parked) => Self::Parked,
            KnownOr::Known(JobStatus::Running) | KnownOr::Other(_) => Self::Unexpected,
        }
    }
}

/// The exit code for a health verdict; an unknown verdict is not a healthy one.
impl From<&KnownOr<Verdict>> for Exit {
    fn from(verdict: &KnownOr<Verdict>) -> Self {
        match verdict {
            KnownOr::Known(Verdict::Ok) => Self::Ok,
            KnownOr::Known(Verdict::Degraded) => Self::Degraded,
            KnownOr::Known(Verdict::Down) => Self::Down,
            KnownOr::Other(_) => Self::Unexpected,
        }
    }
}
