//! A job as the index keeps it.

use job::{Caught, Digest, Job, Tenant};
use protocol::{JobId, JobStatus, Subject, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{keys, limits};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub id: JobId,
    pub tenant: Tenant,
    #[serde(default)]
    pub subject: Option<Subject>,
    pub status: JobStatus,
    pub title: Option<String>,
    pub rev: u64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// Names the files of the finished episode.
    pub master: Option<Digest>,
    /// Of the finished episode's sound.
    pub bytes: u64,
    pub trashed_at: Option<Timestamp>,
    /// When the sweep looks at the job; absent for one that waits for nothing.
    pub check_at: Option<Timestamp>,
    pub caught: Caught,
    /// Keys of the clips the job is, or may again be, put together from.
    pub clips: Vec<String>,
}

impl Entry {
    pub fn of(job: &Job, now: Timestamp) -> Self {
        let due = job.next_deadline().map(|deadline| deadline.at.max(now));
        Self {
            id: job.spec.id,
            tenant: job.spec.tenant.clone(),
            subject: job.spec.subject.clone(),
            status: job.status(),
            title: job.title().map(str::to_owned),
            rev: job.rev,
            created_at: job.created_at,
            updated_at: job.updated_at,
            master: job.published.as_ref().map(|published| published.master.clone()),
            bytes: job.published.as_ref().map_or(0, |published| published.mastered.size_bytes),
            trashed_at: job.trashed_at,
            check_at: due.map(|due| due.plus_ms(limits::CHECK_AFTER_MS)),
            caught: job.caught,
            clips: clips(job),
        }
    }
}

/// A job that ended without an episode can be revised, and speaks then what it has to.
fn clips(job: &Job) -> Vec<String> {
    if job.status().is_terminal() && job.published.is_none() {
        return Vec::new();
    }
    let turns = job.spoken_turns().unwrap_or_default();
    turns.iter().map(|turn| keys::clip(&job.spec.tenant, &turn.speech)).collect()
}
