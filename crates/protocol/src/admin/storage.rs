//! Storage report: files referenced, pending and orphaned, and files that had to be deleted.

use serde::{Deserialize, Serialize};

use crate::values::{JobId, Timestamp};

/// `GET /admin/storage`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Storage {
    /// As of the last complete walk through the bucket; absent before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<Balance>,
    pub caught: CaughtByLayer,
    /// Files that their own job failed to delete, the latest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub defects: Vec<Defect>,
    pub jobs: JobCounts,
    /// The last sweep; absent before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sweep: Option<SweepRun>,
}

/// The bucket compared with the index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Balance {
    pub started_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub episodes: Shelf,
    pub clips: Shelf,
    /// Files under unknown names; never deleted automatically.
    pub other: Shelf,
    /// Files of finished episodes that are missing from the bucket.
    pub missing_files: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest_orphan_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Shelf {
    pub referenced: Amount,
    /// To be deleted later, or to be judged again.
    pub pending: Amount,
    /// Belongs to no job; deleted as it was found.
    pub orphaned: Amount,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Amount {
    pub objects: u64,
    pub bytes: u64,
}

/// Deleted files, by the layer that found them. Those of the sweep and of the bucket are defects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CaughtByLayer {
    /// By the job's own cleanup, when it ended.
    pub cleanup: u64,
    /// By the late cleanup, an hour after that.
    pub stragglers: u64,
    /// By the sweep, after both.
    pub sweep: u64,
    /// Files left to the bucket's lifecycle rules, as of the last walk.
    #[serde(default)]
    pub bucket: u64,
    /// Clips that no job uses any more.
    pub clips_aged: u64,
}

/// Files that both cleanups of their own job missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Defect {
    pub layer: Layer,
    /// Absent when the file names do not tell the job.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<JobId>,
    /// The moment such files were last found.
    pub at: Timestamp,
    /// The most that were found at once.
    pub files: u64,
}

/// Layers of deletion that should have nothing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    Sweep,
    /// The bucket's lifecycle rules.
    Bucket,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct JobCounts {
    pub known: u64,
    pub trashed: u64,
    /// Erased jobs: only their ids are left.
    pub erased: u64,
    /// Overdue for the sweep by more than a quarter of an hour.
    pub overdue: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SweepRun {
    pub started_at: Option<Timestamp>,
    /// Absent while the sweep runs, or when it died.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    pub jobs_asked: u64,
    pub rows_repaired: u64,
    pub rows_buried: u64,
    /// Jobs that their object has lost.
    pub jobs_missing: u64,
    /// Rows that could not be reconciled and are put off; and pages.
    pub failures: u64,
    /// Moved to the trash because their tenant's retention has passed.
    #[serde(default)]
    pub episodes_expired: u64,
    pub files_listed: u64,
    pub files_deleted: u64,
}

/// Time for which a defect is reported.
const RECENT_MS: i64 = 7 * 24 * 60 * 60 * 1000;

impl Storage {
    /// Faults of storage, one sentence each; empty when there are none.
    pub fn complaints(&self, now: Timestamp) -> Vec<String> {
        let recent = self.defects.iter().filter(|defect| now.since_ms(defect.at) < RECENT_MS);
        let mut complaints: Vec<String> = recent.map(Defect::sentence).collect();
        match self.balance.as_ref().map_or(0, |balance| balance.missing_files) {
            0 => {}
            files => complaints.push(format!("{files} files of finished episodes are missing")),
        }
        match self.sweep.map_or(0, |run| run.jobs_missing) {
            0 => {}
            jobs => complaints.push(format!("{jobs} objects have lost their jobs")),
        }
        complaints
    }
}

impl Defect {
    fn sentence(&self) -> String {
        let Self { layer, job, at, files } = self;
        let whose = job.map_or_else(|| "no known job".to_owned(), |job| format!("job {job}"));
        match layer {
            Layer::Sweep => format!("the sweep caught {files} files of {whose} on {at}"),
            Layer::Bucket => format!("{files} files of {whose} were left to the bucket's lifecycle rules on {at}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_795_132_800_000);

    #[test]
    fn storage_reports_recent_defects_and_missing_files() {
        let job: JobId = "0198c0de-0000-7000-8000-00000000abcd".parse().unwrap();
        let mut storage = Storage::default();
        assert_eq!(storage.complaints(NOW), Vec::<String>::new());
        storage.defects = [(Layer::Sweep, Some(job), NOW), (Layer::Bucket, None, NOW.plus_ms(-RECENT_MS))]
            .map(|(layer, job, at)| Defect { layer, job, at, files: 5 })
            .to_vec();
        storage.balance = Some(Balance { missing_files: 2, ..Balance::default() });
        let complaints = storage.complaints(NOW);
        assert_eq!(complaints.len(), 2, "{complaints:?}");
        assert!(complaints[0].contains(&job.to_string()) && complaints[1].contains("missing"), "{complaints:?}");
    }
}
