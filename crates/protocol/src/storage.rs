//! What is stored, whose it is, and what had to be deleted.

use serde::{Deserialize, Serialize};

use crate::{JobId, Timestamp};

/// `GET /admin/storage`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Storage {
    /// As of the last whole walk through the bucket; absent before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<Balance>,
    pub caught: CaughtByLayer,
    /// What no file should have come to, the latest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub defects: Vec<Defect>,
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

/// Files deleted, by the layer that found them. Those of the sweep and of the bucket are defects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CaughtByLayer {
    /// When a job ended.
    pub cleanup: u64,
    /// An hour later.
    pub stragglers: u64,
    /// By the sweep, after both.
    pub sweep: u64,
    /// What is left to the bucket's own rules, as of the last walk.
    #[serde(default)]
    pub bucket: u64,
    /// Clips no job uses any more.
    pub clips_aged: u64,
}

/// Files that the passes of their own job have missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Defect {
    pub layer: Layer,
    /// Absent when their names do not say whose they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<JobId>,
    /// When such files were last found.
    pub at: Timestamp,
    /// The most there were at once.
    pub files: u64,
}

/// The layers of deleting that should have nothing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    Sweep,
    /// The bucket's own rules.
    Bucket,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct JobCounts {
    pub known: u64,
    pub trashed: u64,
    /// Only their names are left.
    pub erased: u64,
    /// Waiting for the sweep for more than a quarter of an hour.
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
    /// Moved to the trash because their tenant keeps them no longer.
    #[serde(default)]
    pub episodes_expired: u64,
    pub files_listed: u64,
    pub files_deleted: u64,
}

/// How long a defect is talked about.
const RECENT_MS: i64 = 7 * 24 * 60 * 60 * 1000;

impl Storage {
    /// Why storage is not well, one sentence each; none when it is.
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
        let whose = job.map_or_else(|| "nobody".to_owned(), |job| format!("job {job}"));
        match layer {
            Layer::Sweep => format!("the sweep has caught {files} files of {whose} on {at}"),
            Layer::Bucket => format!("{files} files of {whose} were left to the bucket's own rules on {at}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_795_132_800_000);

    #[test]
    fn storage_complains_of_what_it_has_caught_lately_and_of_what_is_missing() {
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
