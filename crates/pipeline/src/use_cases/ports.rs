//! Ports of the use cases, each documented by what it guarantees across a crash.
#![expect(async_fn_in_trait, reason = "an isolate has one thread: no future here is ever sent to another")]

use job::{Digest, Failure, Tenant};
use protocol::{JobId, Purge, TenantView, Timestamp, Trash};

use super::ConfirmedErasure;
use crate::requests::{Submission, Usage};

/// The identity of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionKey {
    /// The digest of the client's idempotency key.
    pub key: Digest,
    /// The digest of everything that was asked for under it.
    pub request: Digest,
}

/// A row under an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reservation {
    pub id: JobId,
    pub request: Digest,
    pub at: Timestamp,
    /// The job has told the index that it is in the trash.
    pub is_trashed: bool,
}

/// The state of the intake, which explains a refused reservation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Intake {
    pub usage: Usage,
    pub is_paused: bool,
}

/// Rows of the index under idempotency keys. A call that failed may or may not have taken effect; repeating it is safe.
pub trait Reservations {
    /// Writes the row of a job whose object does not exist yet, and returns the row under the key, whoever wrote it.
    ///
    /// The row is written only if the key is free, the tenant is within its quota, and the intake is not paused; this is
    /// checked and written as one, so that no two submissions get the same key or the same last place. `None`: no row.
    async fn reserve(
        &self,
        submission: &Submission,
        submitted: &SubmissionKey,
        tenant: Option<&TenantView>,
    ) -> Result<Option<Reservation>, Failure>;

    /// The row under a key; that of an erased job is under none.
    async fn find(&self, tenant: &Tenant, key: &Digest) -> Result<Option<Reservation>, Failure>;

    /// The state of the intake by now, which may already be another than the one that refused.
    async fn intake(&self, tenant: &Tenant) -> Result<Intake, Failure>;
}

/// The objects of jobs, as a client calls them. A call that failed may or may not have taken effect.
pub trait JobObjects {
    /// The object's own answer, to be passed on: a job, or a refusal.
    type Answer;

    /// Creates the job; the same submission again finds it.
    async fn submit(&self, submission: Submission) -> Result<Self::Answer, Failure>;

    /// `None` when the object has no job.
    async fn read(&self, tenant: &Tenant, id: JobId) -> Result<Option<Self::Answer>, Failure>;

    /// Throws the job away, as its owner would; `None` when the object has none. Repeated, it answers the same.
    async fn trash(&self, tenant: &Tenant, id: JobId) -> Result<Option<Trash>, Failure>;

    /// Has a job in the trash erased at once; what the object makes of that shows in the index.
    async fn purge(&self, tenant: &Tenant, id: JobId, purge: Purge) -> Result<(), Failure>;
}

/// A job that an erasure is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedJob {
    pub id: JobId,
    pub erased_at: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasureReceipt {
    pub asked_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    pub clips_deleted: u64,
}

/// Erasures as the index keeps them, with the jobs each is about and the clips these use. Every write is all or nothing, and
/// may be repeated.
pub trait Erasures {
    /// Jobs that would be erased for these pseudonyms, which are a JSON array.
    async fn find(&self, tenant: &Tenant, subjects: &str) -> Result<Vec<JobId>, Failure>;

    /// Notes the erasure, the subject's jobs, and the clips they use by now; what was noted before stays, and a finished
    /// erasure takes on no more.
    async fn note(&self, confirmed: &ConfirmedErasure) -> Result<(), Failure>;

    async fn jobs(&self, erasure: &str) -> Result<Vec<NotedJob>, Failure>;

    /// Noted clips that no job uses any more, at most so many as are deleted at once.
    async fn unused_clips(&self, erasure: &str) -> Result<Vec<String>, Failure>;

    /// Counts deleted clips, each once, and forgets them; the first `finished_at` stays.
    async fn note_deleted(
        &self,
        erasure: &str,
        clips: &[String],
        finished_at: Option<Timestamp>,
    ) -> Result<(), Failure>;

    async fn receipt(&self, erasure: &str) -> Result<Option<ErasureReceipt>, Failure>;
}
