//! What was tried and read.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use protocol::{Balance, ClientSeen, Defect, Deployment, JobId, OpenBreaker, SweepRun, Timestamp};

#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    pub at: Timestamp,
    pub version: String,
    pub deployment: Deployment,
    /// What is wrong with what the service is given.
    pub faults: Vec<String>,
    /// The generations of jobs that this code takes to their end.
    pub engines: RangeInclusive<u32>,
    pub probes: Vec<Probe>,
    /// `None` when it could not be read.
    pub index: Option<Indexed>,
    /// What the jobs have said in which the index has seen nothing happen for longest.
    pub heard: Vec<Heard>,
}

/// Something that was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Probe {
    pub component: Component,
    pub took_ms: i64,
    pub trouble: Option<Trouble>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Component {
    IndexRead,
    IndexWrite,
    Artifacts,
    Objects,
    Voice,
    /// Part of this code, and fails only with it.
    Script,
}

impl Component {
    /// Component and way, as `application/health+json` names what was measured.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::IndexRead => "index:read",
            Self::IndexWrite => "index:write",
            Self::Artifacts => "artifacts:put-get-delete",
            Self::Objects => "objects:call",
            Self::Voice => "voice:models",
            Self::Script => "script:embedded",
        }
    }

    pub(crate) fn kind(self) -> &'static str {
        match self {
            Self::IndexRead | Self::IndexWrite | Self::Artifacts | Self::Objects => "datastore",
            Self::Voice | Self::Script => "component",
        }
    }
}

/// What was wrong: a word that names no address and quotes nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    TimedOut,
    /// The platform says so.
    Failed,
    /// The other side does not want us.
    Refused,
    WrongAnswer,
    NotConfigured,
}

impl Trouble {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::TimedOut => "timed_out",
            Self::Failed => "failed",
            Self::Refused => "refused",
            Self::WrongAnswer => "wrong_answer",
            Self::NotConfigured => "not_configured",
        }
    }
}

/// What the index says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Indexed {
    pub running: u64,
    pub oldest_created_at: Option<Timestamp>,
    pub housekeeping: u64,
    pub steps_owed: u64,
    /// Rows the sweep should have come to.
    pub overdue: u64,
    /// Of jobs that are not over; those of a code that noted none are not in it.
    pub by_engine: BTreeMap<u32, u64>,
    pub parked: BTreeMap<String, u64>,
    pub parked_lately: u64,
    pub last_day: BTreeMap<String, u64>,
    /// Running, and when something last happened in them, as the index knows it: it lags.
    pub stillest: Vec<(JobId, Timestamp)>,
    /// While no new jobs are taken.
    pub pause: Option<Pause>,
    /// Since when there is an index.
    pub since: Option<Timestamp>,
    pub sweep: Option<SweepRun>,
    pub files_caught: u64,
    pub files_expired: u64,
    pub balance: Option<Balance>,
    pub defects: Vec<Defect>,
    pub breakers: Vec<OpenBreaker>,
    pub clients: Vec<ClientSeen>,
}

/// Somebody takes no new jobs.
#[derive(Clone, Debug, PartialEq)]
pub struct Pause {
    pub since: Timestamp,
    pub reason: String,
    /// As a pseudonym, where there was a key to make one with.
    pub actor: Option<String>,
}

/// A job's own word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heard {
    pub job: JobId,
    pub is_running: bool,
    pub updated_at: Timestamp,
    /// When it wanted to be woken.
    pub due_at: Option<Timestamp>,
    pub leases_expired: u32,
}
