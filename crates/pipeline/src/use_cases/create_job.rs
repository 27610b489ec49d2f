//! Creation of a job: a row is reserved under the client's idempotency key, then the submission is handed to the job's object.
//!
//! Wherever that stops, the same request again ends in the same one job: the row names it before its object exists. A row
//! whose object never came is the sweep's.

use job::{Failure, Tenant};
use protocol::{Code, JobId, Problem, TenantView};

use super::{Intake, JobObjects, Reservation, Reservations, SubmissionKey};
use crate::requests::{Submission, over_quota};

/// A job that was created, now or by the same request before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created<A> {
    pub id: JobId,
    pub is_new: bool,
    /// The object's own answer: the job, or a refusal.
    pub answer: A,
}

#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CreateError {
    #[error("{}", .0.title)]
    Refused(Problem),
    /// Asked again, it goes on where it was stopped.
    #[error("{}", .0.detail)]
    Failed(Failure),
}

impl From<Failure> for CreateError {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<Code> for CreateError {
    fn from(code: Code) -> Self {
        Self::Refused(Problem::new(code))
    }
}

/// Creates the job of a submission, or finds the one that the same request has created before.
///
/// # Errors
/// A refusal: the key belongs to another request, the quota is used up, the intake is paused. Or a failure of the index or
/// the object, after which the row may or may not be there.
pub async fn create_job<O: JobObjects>(
    reservations: &impl Reservations,
    objects: &O,
    tenant: Option<&TenantView>,
    mut submission: Submission,
    submitted: &SubmissionKey,
) -> Result<Created<O::Answer>, CreateError> {
    let owner = &submission.spec.tenant;
    let Some(row) = reservations.reserve(&submission, submitted, tenant).await? else {
        let intake = reservations.intake(owner).await?;
        return Err(CreateError::Refused(refusal(intake, tenant)));
    };
    let is_new = row.id == submission.spec.id;
    same_request(&row, submitted)?;
    if row.is_trashed {
        return Ok(Created { id: row.id, is_new, answer: trashed(objects, owner, row.id).await? });
    }
    (submission.spec.id, submission.at) = (row.id, row.at);
    let answer = objects.submit(submission).await?;
    Ok(Created { id: row.id, is_new, answer })
}

/// The job that the same request has created before; `None` when there is none, or its row only.
///
/// # Errors
/// As above.
pub async fn created_before<O: JobObjects>(
    reservations: &impl Reservations,
    objects: &O,
    tenant: &Tenant,
    submitted: &SubmissionKey,
) -> Result<Option<Created<O::Answer>>, CreateError> {
    let Some(row) = reservations.find(tenant, &submitted.key).await? else { return Ok(None) };
    same_request(&row, submitted)?;
    let read = objects.read(tenant, row.id).await?;
    Ok(read.map(|answer| Created { id: row.id, is_new: false, answer }))
}

/// A job in the trash is shown and never submitted: its object may have been erased, and would begin the job anew behind its
/// tombstone. Once that is written, the key is free for another job.
async fn trashed<O: JobObjects>(objects: &O, owner: &Tenant, id: JobId) -> Result<O::Answer, CreateError> {
    objects.read(owner, id).await?.ok_or_else(|| Code::Unavailable.into())
}

fn same_request(row: &Reservation, submitted: &SubmissionKey) -> Result<(), CreateError> {
    if row.request == submitted.request { Ok(()) } else { Err(Code::IdempotencyKeyReused.into()) }
}

/// The reason there is no row.
fn refusal(intake: Intake, tenant: Option<&TenantView>) -> Problem {
    if intake.is_paused {
        return Problem::new(Code::IntakePaused);
    }
    let quota = tenant.and_then(|tenant| over_quota(tenant, intake.usage));
    quota.unwrap_or_else(|| Problem::new(Code::JobsQuotaExceeded))
}
