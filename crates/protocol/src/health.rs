//! How the service is, for whoever runs it: fields of `application/health+json` (draft-inadarei-api-health-check) where they
//! fit, and beside them what it has no words for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Balance, Defect, JobId, Open, SweepRun, Timestamp, WireVersion};

/// `GET /admin/health`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Health {
    /// The verdict as `application/health+json` says it: `ok`, `warn` or `down`.
    pub status: String,
    #[cfg_attr(test, schemars(with = "Verdict"))]
    pub verdict: Open<Verdict>,
    /// Why it is not `ok`, the worst first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<HealthReason>,
    /// Of the code that answers.
    pub version: String,
    /// What is wrong with the configuration: nothing else is asked until it is set right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub configuration: Vec<String>,
    #[serde(default, skip_serializing_if = "Deployment::is_unknown")]
    pub deployment: Deployment,
    pub asked_at: Timestamp,
    /// What was tried, by component and way.
    pub checks: BTreeMap<String, Vec<HealthCheck>>,
    /// Absent when the index could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jobs: Option<JobFigures>,
    /// The sweep's last run; absent before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sweep: Option<SweepRun>,
    /// What had to be deleted that the jobs themselves should have, ever.
    #[serde(default)]
    pub files_caught: u64,
    /// What is left to the bucket's own rules, as of the last walk.
    #[serde(default)]
    pub files_expired: u64,
    /// The bucket against the index, at the end of the last walk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<Balance>,
    /// Files that were missed, by job.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub defects: Vec<Defect>,
    /// Providers that are left alone at this moment, because they have failed many times in a row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breakers: Vec<OpenBreaker>,
    /// Which programs were here, the latest first: what retiring a wire version is decided on.
    pub clients: Vec<ClientSeen>,
}

impl Health {
    pub const CONTENT_TYPE: &str = "application/health+json";
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Ok,
    /// Something is wrong, and jobs go on or wait.
    Degraded,
    /// Nothing can be asked of it.
    Down,
}

impl Verdict {
    pub const ALL: [Self; 3] = [Self::Ok, Self::Degraded, Self::Down];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Degraded => "degraded",
            Self::Down => "down",
        }
    }
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HealthReason {
    /// For programs, and to be looked up in the runbook; never renamed.
    pub code: String,
    /// What it alone makes of the verdict.
    #[cfg_attr(test, schemars(with = "Verdict"))]
    pub verdict: Open<Verdict>,
    /// For people.
    pub says: String,
}

/// One thing that was tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct HealthCheck {
    /// `datastore` or `component`.
    pub component_type: String,
    /// `ok`, `warn` or `down`.
    pub status: String,
    /// How long it took; of one that did not end, how long it was waited for.
    pub observed_value: u64,
    /// `ms`.
    pub observed_unit: String,
    pub time: Timestamp,
    /// What was wrong, in one word: `timed_out`, `failed`, `refused`, `wrong_answer` or `not_configured`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
}

/// What was deployed, as the platform knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Deployment {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What whoever deployed it has called it: the commit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub built_at: Option<String>,
}

impl Deployment {
    fn is_unknown(&self) -> bool {
        *self == Self::default()
    }
}

/// What the index says of all jobs, and the oldest of them of themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct JobFigures {
    pub running: u64,
    /// Since when the oldest of them runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest_created_at: Option<Timestamp>,
    /// Of those that run, the one in which nothing has happened for longest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stillest: Option<Stillest>,
    /// By what they are parked for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parked: BTreeMap<String, u64>,
    /// Over, with something left to tell or to delete.
    pub housekeeping: u64,
    /// Steps that are owed: the outbox.
    pub steps_owed: u64,
    /// Not looked after when they should have been.
    pub overdue: u64,
    /// Attempts whose time is over, of the jobs that were asked: the few in which nothing has happened for longest.
    pub leases_expired: u64,
    /// Those that are not over, by the engine they have started with.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub by_engine: BTreeMap<String, u64>,
    /// Those of the last 24 hours, by what became of them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub last_day: BTreeMap<String, u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Stillest {
    pub job: JobId,
    pub since: Timestamp,
}

/// A provider that is left alone for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OpenBreaker {
    pub provider: String,
    /// In a row.
    pub failures: u32,
    /// When the next call tries for all.
    pub open_until: Timestamp,
}

/// A program of one version, speaking one version of the wire; nothing of who uses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ClientSeen {
    /// `other` for all that do not name themselves as asked.
    pub client: String,
    pub version: String,
    pub wire_version: WireVersion,
    pub first_seen_at: Timestamp,
    /// To the day.
    pub last_seen_at: Timestamp,
}
