//! Findings: the results of probes and queries.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use protocol::{Balance, ClientSeen, Defect, Deployment, JobId, OpenBreaker, SweepRun, TenantSpending, Timestamp};

#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    pub at: Timestamp,
    pub version: String,
    pub deployment: Deployment,
    /// Faults of the configuration.
    pub faults: Vec<String>,
    /// Engines of jobs that this code can run to their end.
    pub engines: RangeInclusive<u32>,
    pub probes: Vec<Probe>,
    /// `None` when the index could not be read.
    pub index: Option<Indexed>,
    /// Answers of the polled jobs: those in which, by the index, nothing has happened for longest.
    pub heard: Vec<Heard>,
}

/// A probe and its result.
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
    /// A part of this code, which fails only with it.
    Script,
}

impl Component {
    /// Component and measurement, as in `application/health+json`.
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

/// The failure of a probe: a word that names no address and quotes nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    TimedOut,
    /// The platform reports a failure.
    Failed,
    /// The other side refuses our credentials.
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

/// Figures from the index.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Indexed {
    pub running: u64,
    pub oldest_created_at: Option<Timestamp>,
    pub housekeeping: u64,
    pub steps_owed: u64,
    /// Rows overdue for the sweep.
    pub overdue: u64,
    /// Unfinished jobs by engine; jobs of code that noted no engine are not counted.
    pub by_engine: BTreeMap<u32, u64>,
    pub parked: BTreeMap<String, u64>,
    pub parked_lately: u64,
    pub last_day: BTreeMap<String, u64>,
    /// Running jobs, and when something last happened in each, as the index knows it: it lags.
    pub stillest: Vec<(JobId, Timestamp)>,
    /// Present while intake is paused.
    pub pause: Option<Pause>,
    /// The moment the index was created.
    pub since: Option<Timestamp>,
    pub sweep: Option<SweepRun>,
    pub files_caught: u64,
    pub files_expired: u64,
    pub balance: Option<Balance>,
    pub defects: Vec<Defect>,
    pub breakers: Vec<OpenBreaker>,
    /// Money of this month by tenant.
    pub spending: Vec<TenantSpending>,
    pub clients: Vec<ClientSeen>,
}

/// A pause of intake.
#[derive(Clone, Debug, PartialEq)]
pub struct Pause {
    pub since: Timestamp,
    pub reason: String,
    /// The operator as a pseudonym, if there was a key to make one with.
    pub actor: Option<String>,
}

/// A polled job's own answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heard {
    pub job: JobId,
    pub is_running: bool,
    pub updated_at: Timestamp,
    /// The job's next deadline.
    pub due_at: Option<Timestamp>,
    pub leases_expired: u32,
}
