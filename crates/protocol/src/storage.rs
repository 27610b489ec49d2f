//! What is stored, whose it is, and what had to be deleted.

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// `GET /admin/storage`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Storage {
    /// As of the last whole walk through the bucket; absent before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<Balance>,
    pub caught: CaughtByLayer,
    pub jobs: JobCounts,
    /// The sweep's own last run; absent before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sweep: Option<SweepRun>,
}

/// The bucket against the index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Balance {
    pub started_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub episodes: Shelf,
    pub clips: Shelf,
    /// Under names nobody gives; never deleted by itself.
    pub other: Shelf,
    /// Files of finished episodes that are not there.
    pub missing_files: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest_orphan_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Shelf {
    pub referenced: Amount,
    /// To be deleted when its time has come, or judged again.
    pub pending: Amount,
    /// Nobody's; what was found of it is deleted.
    pub orphaned: Amount,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Amount {
    pub objects: u64,
    pub bytes: u64,
}

/// Files deleted, by the layer that found them. Only the sweep's are defects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CaughtByLayer {
    /// When a job ended.
    pub cleanup: u64,
    /// An hour later.
    pub stragglers: u64,
    /// By the sweep, after both.
    pub sweep: u64,
    /// Clips no job uses any more.
    pub clips_aged: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct JobCounts {
    pub known: u64,
    pub trashed: u64,
    /// Only their names are left.
    pub erased: u64,
    /// Waiting for the sweep for more than an hour.
    pub overdue: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SweepRun {
    pub started_at: Option<Timestamp>,
    /// Absent while it runs, or when it died.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    pub jobs_asked: u64,
    pub rows_repaired: u64,
    pub rows_buried: u64,
    /// Jobs whose object has lost them.
    pub jobs_missing: u64,
    /// Rows that could not be looked at, and are put off; and pages.
    pub failures: u64,
    pub files_listed: u64,
    pub files_deleted: u64,
}
