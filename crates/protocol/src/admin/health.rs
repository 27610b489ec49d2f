//! Health report for the operator: `application/health+json` (draft-inadarei-api-health-check) with fields of our own
//! beside it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Balance, Defect, SweepRun, Tenant};
use crate::values::{JobId, KnownOr, Money, Month, Timestamp, WireVersion};

/// `GET /admin/health`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Health {
    /// The verdict in the words of `application/health+json`: `ok`, `warn` or `down`.
    pub status: String,
    #[cfg_attr(test, schemars(with = "Verdict"))]
    pub verdict: KnownOr<Verdict>,
    /// Reasons for a verdict other than `ok`, the worst first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<HealthReason>,
    /// Version of the code that answers.
    pub version: String,
    /// Faults of the configuration: while there are any, nothing else is checked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub configuration: Vec<String>,
    #[serde(default, skip_serializing_if = "Deployment::is_unknown")]
    pub deployment: Deployment,
    pub asked_at: Timestamp,
    /// Probes, by component and measurement.
    pub checks: BTreeMap<String, Vec<HealthCheck>>,
    /// Absent when the index could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jobs: Option<JobFigures>,
    /// The last sweep; absent before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sweep: Option<SweepRun>,
    /// Files deleted since the beginning that the jobs themselves should have deleted.
    #[serde(default)]
    pub files_caught: u64,
    /// Files left to the bucket's lifecycle rules, as of the last walk.
    #[serde(default)]
    pub files_expired: u64,
    /// The bucket compared with the index, at the end of the last walk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<Balance>,
    /// Files that were missed, by job.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub defects: Vec<Defect>,
    /// Open circuit breakers: providers that are not called now, because they have failed many times in a row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breakers: Vec<OpenBreaker>,
    /// Money of this month by tenant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spending: Vec<TenantSpending>,
    /// Programs seen lately, the latest first: the basis for retiring a wire version.
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
    /// The service cannot be used.
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

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HealthReason {
    /// Stable code for programs, with a section in the runbook; never renamed.
    pub code: String,
    /// The verdict that this reason alone would give.
    #[cfg_attr(test, schemars(with = "Verdict"))]
    pub verdict: KnownOr<Verdict>,
    /// Sentence for people.
    pub says: String,
}

/// One probe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct HealthCheck {
    /// `datastore` or `component`.
    pub component_type: String,
    /// `ok`, `warn` or `down`.
    pub status: String,
    /// Time the probe took; for one that did not end, the time it was waited for.
    pub observed_value: u64,
    /// `ms`.
    pub observed_unit: String,
    pub time: Timestamp,
    /// The failure in one word: `timed_out`, `failed`, `refused`, `wrong_answer` or `not_configured`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
}

/// The deployed version, as the platform knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Deployment {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The tag given at deployment: the commit.
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

/// Figures on all jobs from the index, and on the stillest from the jobs themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct JobFigures {
    pub running: u64,
    /// Creation time of the oldest running job.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest_created_at: Option<Timestamp>,
    /// The running job in which nothing has happened for longest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stillest: Option<Stillest>,
    /// Parked jobs, by the code they are parked for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parked: BTreeMap<String, u64>,
    /// Ended jobs that still have something to report or delete.
    pub housekeeping: u64,
    /// Steps not done: the outbox.
    pub steps_owed: u64,
    /// Rows that the sweep should have visited and has not.
    pub overdue: u64,
    /// Expired leases, counted in the polled jobs only: the few in which nothing has happened for longest.
    pub leases_expired: u64,
    /// Unfinished jobs, by the engine they started with.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub by_engine: BTreeMap<String, u64>,
    /// Jobs of the last 24 hours, by outcome.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub last_day: BTreeMap<String, u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Stillest {
    pub job: JobId,
    pub since: Timestamp,
}

/// Money of a tenant in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TenantSpending {
    pub tenant: Tenant,
    pub month: Month,
    /// Spent and set aside, in micro-units.
    pub amount: Money,
}

/// An open circuit breaker: the provider is not called until `open_until`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OpenBreaker {
    pub provider: String,
    /// Consecutive failures.
    pub failures: u32,
    /// The moment at which one call tries again.
    pub open_until: Timestamp,
}

/// A version of a program speaking a version of the wire; nothing about its users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ClientSeen {
    /// `other` for every program that does not name itself as specified.
    pub client: String,
    pub version: String,
    pub wire_version: WireVersion,
    pub first_seen_at: Timestamp,
    /// Accurate to the day.
    pub last_seen_at: Timestamp,
}
