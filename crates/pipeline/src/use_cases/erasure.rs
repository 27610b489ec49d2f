//! Erasure of a subject (GDPR): its jobs are trashed and purged as their owner could, and clips that nobody else uses are
//! deleted.
//!
//! Two calls: the first announces and returns a confirmation token, the second presents it. A confirmed erasure is noted
//! before anything is deleted; stopped anywhere and repeated, it goes on and ends in the same receipt.

use futures::stream::{self, StreamExt};
use job::{Failure, Tenant};
use protocol::{Code, ErasedJob, Erasure, JobId, Purge, Timestamp, limits};

use super::{Erasures, JobObjects, NotedJob};
use crate::ports::Artifacts;

/// Purges under way at once: each is two calls of an object.
const PURGED_AT_ONCE: usize = 6;

/// An erasure whose confirmation token was presented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmedErasure {
    pub id: String,
    pub tenant: Tenant,
    /// The subject's pseudonyms under all keys, as a JSON array.
    pub subjects: String,
    pub at: Timestamp,
}

/// The jobs that would be erased, and the token that confirms it; nothing is written.
///
/// # Errors
/// When the index fails.
pub async fn announce_erasure(
    erasures: &impl Erasures,
    tenant: Tenant,
    subjects: &str,
    confirm: String,
) -> Result<Erasure, Failure> {
    let found = erasures.find(&tenant, subjects).await?;
    let jobs: Vec<ErasedJob> = found.into_iter().map(|id| ErasedJob { id, erased_at: None }).collect();
    let jobs_pending = jobs.len() as u64;
    let (id, asked_at, finished_at) = (None, None, None);
    Ok(Erasure { tenant, id, confirm: Some(confirm), asked_at, finished_at, jobs, jobs_pending, clips_deleted: 0 })
}

/// Erases as far as is possible now, and says how far that is.
///
/// # Errors
/// When the index or the bucket fails; a job whose object does not answer is left for the next call.
pub async fn erase(
    erasures: &impl Erasures,
    objects: &impl JobObjects,
    artifacts: &impl Artifacts,
    confirmed: &ConfirmedErasure,
) -> Result<Erasure, Failure> {
    erasures.note(confirmed).await?;
    purge_all(erasures, objects, confirmed).await?;
    delete_clips(erasures, artifacts, confirmed).await?;
    receipt(erasures, confirmed).await
}

/// Purges the jobs that are left, so many as one call may.
async fn purge_all(
    erasures: &impl Erasures,
    objects: &impl JobObjects,
    confirmed: &ConfirmedErasure,
) -> Result<(), Failure> {
    let jobs = erasures.jobs(&confirmed.id).await?;
    let pending = jobs.into_iter().filter(is_pending).take(limits::ERASURE_JOBS_AT_ONCE);
    let purged = stream::iter(pending.map(|job| job.id))
        .map(|id| async move {
            if let Err(failure) = purge(objects, &confirmed.tenant, id).await {
                tracing::warn!(detail = failure.detail, job = %id, "a job is not purged yet");
            }
        })
        .buffer_unordered(PURGED_AT_ONCE);
    purged.collect::<()>().await;
    Ok(())
}

/// Trashes and purges a job as its owner would; one that is gone already needs neither.
async fn purge(objects: &impl JobObjects, tenant: &Tenant, id: JobId) -> Result<(), Failure> {
    let Some(trash) = objects.trash(tenant, id).await? else { return Ok(()) };
    objects.purge(tenant, id, Purge { token: trash.purge_token }).await
}

/// Deletes the clips once no job is left: deleted first, counted and forgotten afterwards.
async fn delete_clips(
    erasures: &impl Erasures,
    artifacts: &impl Artifacts,
    confirmed: &ConfirmedErasure,
) -> Result<(), Failure> {
    if erasures.jobs(&confirmed.id).await?.iter().any(is_pending) {
        return Ok(());
    }
    let clips = erasures.unused_clips(&confirmed.id).await?;
    artifacts.delete(&clips).await?;
    let is_last = clips.len() < limits::ERASURE_CLIPS_AT_ONCE as usize;
    erasures.note_deleted(&confirmed.id, &clips, is_last.then_some(confirmed.at)).await
}

async fn receipt(erasures: &impl Erasures, confirmed: &ConfirmedErasure) -> Result<Erasure, Failure> {
    let jobs = erasures.jobs(&confirmed.id).await?;
    let receipt = erasures.receipt(&confirmed.id).await?;
    let receipt = receipt.ok_or_else(|| Failure::permanent(Code::Internal, "the erasure was not noted"))?;
    Ok(Erasure {
        tenant: confirmed.tenant.clone(),
        id: Some(confirmed.id.clone()),
        confirm: None,
        asked_at: Some(receipt.asked_at),
        finished_at: receipt.finished_at,
        jobs_pending: jobs.iter().filter(|job| is_pending(job)).count() as u64,
        jobs: jobs.into_iter().map(|job| ErasedJob { id: job.id, erased_at: job.erased_at }).collect(),
        clips_deleted: receipt.clips_deleted,
    })
}

fn is_pending(job: &NotedJob) -> bool {
    job.erased_at.is_none()
}
