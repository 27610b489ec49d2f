//! The row that reserves a job before its object exists, under the client's idempotency key.
//!
//! The statement is the guard: it inserts nothing over the quota or while the intake is paused. `pipeline::over_quota` is its
//! twin, and only tells which bound was met.

use job::{Digest, Tenant};
use pipeline::{Submission, Usage, limits, over_quota};
use protocol::{Code, JobId, Problem, TenantView, Timestamp};
use serde::Deserialize;
use worker::D1Database;

use super::row::{self, Number};
use super::statement;

/// A running job counts against both quotas: as a job, and with the bytes it keeps.
const USAGE: &str = "
    SELECT COUNT(iif(status = 'running', 1, NULL)) AS jobs, COALESCE(SUM(bytes), 0) AS bytes,
        EXISTS (SELECT 1 FROM intake_pause) AS paused
    FROM jobs WHERE tenant = ?1 AND (status = 'running' OR bytes > 0)";
const RESERVE: &str = "
    INSERT INTO jobs (tenant, idempotency_digest, id, request_digest, status, rev, created_at, updated_at, check_at, subject)
    SELECT ?1, ?2, ?3, ?4, 'running', 0, ?5, ?5, ?6, ?7 FROM usage
    WHERE (?8 IS NULL OR usage.jobs < ?8) AND (?9 IS NULL OR usage.bytes < ?9) AND NOT usage.paused
    ON CONFLICT (tenant, idempotency_digest) DO NOTHING";
const RESERVED: &str = "SELECT id, request_digest, created_at FROM jobs WHERE tenant = ?1 AND idempotency_digest = ?2";

/// The identity of a submission.
pub(crate) struct SubmissionKey {
    /// The digest of the client's idempotency key.
    pub(crate) key: Digest,
    /// The digest of everything that was asked for under it.
    pub(crate) request: Digest,
}

/// The outcome of a reservation.
pub(crate) enum Reservation {
    New,
    Existing {
        id: JobId,
        at: Timestamp,
    },
    /// The key belongs to another request.
    OtherRequest,
    /// The quota is used up, or the intake is paused.
    Refused(Problem),
}

/// Writes a job's row before its object exists; the same submission twice finds the first one's.
pub(crate) async fn reserve(
    database: &D1Database,
    submission: &Submission,
    tenant: Option<&TenantView>,
    submitted: &SubmissionKey,
) -> worker::Result<Reservation> {
    let Submission { spec, at, .. } = submission;
    let id = spec.id.to_string();
    let key = submitted.key.as_str();
    let insert = [
        row::text(&spec.tenant.0),
        row::text(key),
        row::text(&id),
        row::text(submitted.request.as_str()),
        row::at(*at),
        row::at(at.plus_ms(limits::CHECK_AFTER_MS)),
        row::text_or_null(spec.subject.as_ref().map(|subject| subject.0.as_str())),
        row::number_or_null(tenant.and_then(|tenant| tenant.jobs_max)),
        row::number_or_null(tenant.and_then(|tenant| tenant.bytes_max)),
    ];
    let select = [row::text(&spec.tenant.0), row::text(key)];
    let reserve = format!("WITH usage AS ({USAGE}) {RESERVE}");
    let results = statement::batch(database, &[(&reserve, &insert), (RESERVED, &select)]).await?;
    match statement::rows::<Reserved>(results.last())?.into_iter().next() {
        Some(row) if row.id == spec.id => Ok(Reservation::New),
        Some(row) => Ok(row.found(&submitted.request)),
        None => refused(database, tenant, &spec.tenant).await,
    }
}

/// The reservation that a submission under this key has made before; `None` when there was none.
pub(crate) async fn reserved(
    database: &D1Database,
    tenant: &Tenant,
    submitted: &SubmissionKey,
) -> worker::Result<Option<Reservation>> {
    let arguments = [row::text(&tenant.0), row::text(submitted.key.as_str())];
    let row: Option<Reserved> = statement::first(database, RESERVED, &arguments).await?;
    Ok(row.map(|row| row.found(&submitted.request)))
}

#[derive(Deserialize)]
struct Reserved {
    id: JobId,
    request_digest: Digest,
    created_at: Number,
}

impl Reserved {
    fn found(self, request: &Digest) -> Reservation {
        if self.request_digest == *request {
            Reservation::Existing { id: self.id, at: self.created_at.at() }
        } else {
            Reservation::OtherRequest
        }
    }
}

/// The reason there is no row: what the tenant has now may already be less.
async fn refused(database: &D1Database, tenant: Option<&TenantView>, owner: &Tenant) -> worker::Result<Reservation> {
    #[derive(Deserialize)]
    struct Row {
        jobs: Number,
        bytes: Number,
        paused: Number,
    }
    let row: Option<Row> = statement::first(database, USAGE, &[row::text(&owner.0)]).await?;
    if row.as_ref().is_some_and(|row| !row.paused.is_zero()) {
        return Ok(Reservation::Refused(Problem::new(Code::IntakePaused)));
    }
    let usage = row.map_or(Usage::default(), |row| Usage { jobs: row.jobs.u64(), bytes: row.bytes.u64() });
    let problem = tenant.and_then(|tenant| over_quota(tenant, usage));
    Ok(Reservation::Refused(problem.unwrap_or_else(|| Problem::new(Code::JobsQuotaExceeded))))
}
