//! The pull cycle: what is due is asked of the index, answered by the objects, and the bucket is held against both.
//!
//! It moves by cursor, a bounded number of pages per run; what fails is counted, put off and passed by. Everything it does
//! may be done twice, by two runs at once even.
#![expect(async_fn_in_trait, reason = "an isolate has one thread: no future here is ever sent to another")]

mod bucket;
mod jobs;
mod rules;

use std::collections::BTreeSet;

use job::Failure;
use protocol::{Amount, Balance, JobId, Shelf, SweepRun, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Artifacts, Clock, Entry, limits};
pub use rules::{Kind, Remedy, Row, Standing, judge_clip, judge_episode, kind, remedy};

/// The index and the objects, as the sweep sees them.
pub trait Catalog {
    /// Rows whose time has come and which follow `after`, in order of time and id.
    async fn due(&self, now: Timestamp, after: Option<&Place>, count: usize) -> Result<Vec<Row>, Failure>;

    async fn rows(&self, ids: &BTreeSet<JobId>) -> Result<Vec<Row>, Failure>;

    /// Episodes that were finished before.
    async fn episodes(&self, before: Timestamp) -> Result<u64, Failure>;

    /// Says when rows are to be looked at again; one that has changed since is left alone.
    async fn settle(&self, checks: &[Check]) -> Result<(), Failure>;

    async fn put(&self, entry: &Entry) -> Result<(), Failure>;

    async fn bury(&self, id: &str) -> Result<(), Failure>;

    /// Which of these keys some job uses.
    async fn used(&self, clips: &[&str]) -> Result<BTreeSet<String>, Failure>;

    /// The object's own word, its alarm repaired; `None` when it has no job.
    async fn ask(&self, id: JobId) -> Result<Option<Entry>, Failure>;

    /// Has a job that is over look through its files once more.
    async fn clean(&self, id: JobId) -> Result<(), Failure>;

    /// A run that began from an older state than another has saved since is not kept.
    async fn save(&self, progress: &mut Progress) -> Result<(), Failure>;
}

/// A row's place among those that are due.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    pub check_at: Timestamp,
    pub id: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    pub id: String,
    pub rev: u64,
    pub at: Option<Timestamp>,
}

/// Where the sweep is, and what it has seen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Counts the saves.
    pub version: u64,
    pub jobs_after: Option<Place>,
    pub bucket_after: Option<String>,
    /// Of the walk under way.
    pub walk: Balance,
    pub whole_files: u64,
    /// Of the last one that was finished.
    pub balance: Option<Balance>,
    pub run: SweepRun,
    pub files_caught: u64,
    pub clips_aged: u64,
}

/// One run.
pub async fn sweep(
    catalog: &impl Catalog,
    artifacts: &impl Artifacts,
    clock: &impl Clock,
    mut progress: Progress,
) -> Progress {
    progress.run = SweepRun { started_at: Some(clock.now()), ..SweepRun::default() };
    for _ in 0..limits::JOB_PAGES_MAX {
        let went_on = jobs::page(catalog, clock.now(), &mut progress).await;
        if !is_to_go_on(catalog, &mut progress, went_on).await {
            break;
        }
    }
    for _ in 0..limits::BUCKET_PAGES_MAX {
        let went_on = bucket::page(catalog, artifacts, clock.now(), &mut progress).await;
        if !is_to_go_on(catalog, &mut progress, went_on).await {
            break;
        }
    }
    progress.run.ended_at = Some(clock.now());
    is_to_go_on(catalog, &mut progress, Ok(false)).await;
    progress
}

/// Saves where it is; a page that failed ends this part of the run.
async fn is_to_go_on(catalog: &impl Catalog, progress: &mut Progress, page: Result<bool, Failure>) -> bool {
    let saved = catalog.save(progress).await;
    for failure in [page.as_ref().err(), saved.as_ref().err()].into_iter().flatten() {
        tracing::error!(detail = failure.detail, "a page of the sweep failed");
        progress.run.failures += 1;
    }
    saved.is_ok() && page.unwrap_or(false)
}

fn add(shelf: &mut Shelf, standing: Standing, bytes: u64) {
    let amount: &mut Amount = match standing {
        Standing::Referenced => &mut shelf.referenced,
        Standing::Pending => &mut shelf.pending,
        Standing::Stray | Standing::Unknown | Standing::Orphaned => &mut shelf.orphaned,
    };
    amount.objects = amount.objects.saturating_add(1);
    amount.bytes = amount.bytes.saturating_add(bytes);
}
