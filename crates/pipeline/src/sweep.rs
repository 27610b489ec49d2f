//! The sweep: periodic reconciliation of the index with the objects, and of the bucket with both.
//!
//! It moves by cursor, a bounded number of pages per run; what fails is counted, put off and passed by. What it does to rows
//! may be done twice, by two runs at once even; a page of the bucket belongs to the run that saves it first.
#![expect(async_fn_in_trait, reason = "an isolate has one thread: no future here is ever sent to another")]

mod bucket;
mod defects;
mod jobs;
mod retention;
mod rules;

use std::collections::BTreeSet;

use job::Failure;
use protocol::{Amount, Balance, Defect, JobId, Shelf, SweepRun, Timestamp};
use serde::{Deserialize, Serialize};

use crate::limits;
use crate::ports::{Artifacts, Clock, Entry};
pub use retention::{Kept, Shelved};
pub use rules::{Kind, Remedy, Row, Standing, judge_clip, judge_episode, judge_temporary, kind, remedy};

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

    /// The keys among these that some job uses.
    async fn used(&self, clips: &[&str]) -> Result<BTreeSet<String>, Failure>;

    /// The object's own word, its alarm repaired; `None` when it has no job.
    async fn ask(&self, id: JobId) -> Result<Option<Entry>, Failure>;

    /// Finished episodes of tenants that do not keep everything, by tenant, the newest first, after that place.
    async fn kept(&self, after: Option<&Shelved>, count: usize) -> Result<Vec<Kept>, Failure>;

    /// Has a finished job go to the trash, unless something is made of it again.
    async fn expire(&self, id: JobId) -> Result<(), Failure>;

    /// Deletes up to `count` acts of the audit log from before then, the oldest first.
    async fn forget(&self, before: Timestamp, count: usize) -> Result<(), Failure>;

    /// Has a job that is over look through its files once more.
    async fn clean(&self, id: JobId) -> Result<(), Failure>;

    /// Says whether it was kept: only what follows the version that was saved last is.
    async fn save(&self, progress: &Progress) -> Result<bool, Failure>;
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

/// Cursor and findings of the sweep.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Counts the saves.
    pub version: u64,
    pub jobs_after: Option<Place>,
    pub bucket_after: Option<String>,
    #[serde(default)]
    pub shelved: Option<Shelved>,
    /// Of the walk under way.
    pub walk: Balance,
    pub whole_files: u64,
    #[serde(default)]
    pub expired_files: u64,
    /// Of the last one that was finished.
    pub balance: Option<Balance>,
    pub run: SweepRun,
    pub files_caught: u64,
    pub clips_aged: u64,
    /// Files that the bucket's rules had to delete, as of the last walk.
    #[serde(default)]
    pub files_expired: u64,
    /// The latest last.
    #[serde(default)]
    pub defects: Vec<Defect>,
}

/// Another run has gone on from where this one began, or nobody knows: whoever comes next starts from what is stored.
struct Stopped;

/// One run.
pub async fn sweep(
    catalog: &impl Catalog,
    artifacts: &impl Artifacts,
    clock: &impl Clock,
    mut progress: Progress,
) -> Progress {
    progress.run = SweepRun { started_at: Some(clock.now()), ..SweepRun::default() };
    if run(catalog, artifacts, clock, &mut progress).await.is_err() {
        tracing::warn!(version = progress.version, "the sweep has stopped: another run has saved its progress");
    }
    progress
}

async fn run(
    catalog: &impl Catalog,
    artifacts: &impl Artifacts,
    clock: &impl Clock,
    progress: &mut Progress,
) -> Result<(), Stopped> {
    for _ in 0..limits::JOB_PAGES_MAX {
        let page = jobs::page(catalog, clock.now(), progress).await;
        let has_more = noted(page, progress);
        save(catalog, progress).await?;
        if !has_more {
            break;
        }
    }
    for _ in 0..limits::RETENTION_PAGES_MAX {
        let page = retention::page(catalog, clock.now(), progress).await;
        let has_more = noted(page, progress);
        save(catalog, progress).await?;
        if !has_more {
            break;
        }
    }
    let forgotten = catalog.forget(clock.now().plus_ms(-limits::ACT_MS_MAX), limits::ACTS_FORGOTTEN_MAX).await;
    noted(forgotten.map(|()| false), progress);
    for _ in 0..limits::BUCKET_PAGES_MAX {
        let page = match bucket::page(catalog, artifacts, clock.now(), progress).await {
            Ok((after, doomed)) => take(catalog, artifacts, progress, after, &doomed).await?,
            Err(failure) => Err(failure),
        };
        if !noted(page, progress) {
            break;
        }
    }
    progress.run.ended_at = Some(clock.now());
    save(catalog, progress).await
}

/// A page belongs to the run that saves it: what is on it is counted before it is deleted, and by nobody else.
async fn take(
    catalog: &impl Catalog,
    artifacts: &impl Artifacts,
    progress: &mut Progress,
    after: Progress,
    doomed: &[String],
) -> Result<Result<bool, Failure>, Stopped> {
    let before = std::mem::replace(progress, after);
    save(catalog, progress).await?;
    if !doomed.is_empty()
        && let Err(failure) = artifacts.delete(doomed).await
    {
        // It is read, and counted, again.
        *progress = Progress { version: progress.version, ..before };
        return Ok(Err(failure));
    }
    Ok(Ok(progress.bucket_after.is_some()))
}

/// A page that failed ends this part of the run.
fn noted(page: Result<bool, Failure>, progress: &mut Progress) -> bool {
    page.unwrap_or_else(|failure| {
        tracing::error!(detail = failure.detail, "a page of the sweep failed");
        progress.run.failures += 1;
        false
    })
}

async fn save(catalog: &impl Catalog, progress: &mut Progress) -> Result<(), Stopped> {
    progress.version = progress.version.saturating_add(1);
    match catalog.save(progress).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(Stopped),
        Err(failure) => {
            tracing::error!(detail = failure.detail, "the progress of the sweep was not saved");
            Err(Stopped)
        }
    }
}

fn add(shelf: &mut Shelf, standing: Standing, bytes: u64) {
    let amount: &mut Amount = match standing {
        Standing::Referenced => &mut shelf.referenced,
        Standing::Pending => &mut shelf.pending,
        Standing::Stray | Standing::Unknown | Standing::Orphaned | Standing::Expired => &mut shelf.orphaned,
    };
    amount.objects = amount.objects.saturating_add(1);
    amount.bytes = amount.bytes.saturating_add(bytes);
}
