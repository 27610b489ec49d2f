//! The row that reserves a job before its object exists, under the client's idempotency key.
//!
//! The statement is the guard: it inserts nothing over the quota or while the intake is paused. `pipeline::over_quota` is its
//! twin, and only tells which bound was met; `pipeline/tests/quota_twins.rs` holds one against the other.

use job::{Digest, Failure, Tenant};
use pipeline::{Intake, Reservation, Reservations, Submission, SubmissionKey, Usage, limits};
use protocol::{Code, JobId, TenantView};
use serde::Deserialize;
use worker::D1Database;

use super::reserve::{RESERVE, USAGE};
use super::row::{self, Number};
use super::statement;

const RESERVED: &str = "
    SELECT id, request_digest, created_at, trashed_at FROM jobs WHERE tenant = ?1 AND idempotency_digest = ?2";

pub(crate) struct D1Reservations {
    pub(crate) database: D1Database,
}

impl Reservations for D1Reservations {
    async fn reserve(
        &self,
        submission: &Submission,
        submitted: &SubmissionKey,
        tenant: Option<&TenantView>,
    ) -> Result<Option<Reservation>, Failure> {
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
        let statements = [(&*reserve, &insert[..]), (RESERVED, &select[..])];
        let results = statement::batch(&self.database, &statements).await.map_err(failed)?;
        let rows: Vec<Reserved> = statement::rows(results.last()).map_err(failed)?;
        Ok(rows.into_iter().next().map(Reserved::into_reservation))
    }

    async fn find(&self, tenant: &Tenant, key: &Digest) -> Result<Option<Reservation>, Failure> {
        let arguments = [row::text(&tenant.0), row::text(key.as_str())];
        let row: Option<Reserved> = statement::first(&self.database, RESERVED, &arguments).await.map_err(failed)?;
        Ok(row.map(Reserved::into_reservation))
    }

    async fn intake(&self, tenant: &Tenant) -> Result<Intake, Failure> {
        #[derive(Deserialize)]
        struct Row {
            jobs: Number,
            bytes: Number,
            paused: Number,
        }
        let row: Option<Row> =
            statement::first(&self.database, USAGE, &[row::text(&tenant.0)]).await.map_err(failed)?;
        Ok(row.map_or_else(Intake::default, |row| Intake {
            usage: Usage { jobs: row.jobs.u64(), bytes: row.bytes.u64() },
            is_paused: !row.paused.is_zero(),
        }))
    }
}

#[derive(Deserialize)]
struct Reserved {
    id: JobId,
    request_digest: Digest,
    created_at: Number,
    trashed_at: Option<Number>,
}

impl Reserved {
    fn into_reservation(self) -> Reservation {
        let Self { id, request_digest, created_at, trashed_at } = self;
        Reservation { id, request: request_digest, at: created_at.at(), is_trashed: trashed_at.is_some() }
    }
}

fn failed(error: worker::Error) -> Failure {
    Failure::transient(Code::Unavailable, format!("reservations: {error}"))
}
