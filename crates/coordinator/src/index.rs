//! The index of all jobs in D1. Times are bound as real numbers: the binding's integers have 32 bits.

use job::{Digest, Failure, Job, Tenant};
use pipeline::{Index, Submission};
use protocol::{Code, JobId, JobStatus, JobSummary, Timestamp};
use serde::Deserialize;
use worker::{D1Database, D1Type, Env};

const BINDING: &str = "INDEX";

pub(crate) struct D1Index {
    database: D1Database,
}

/// What came of asking for a row.
pub(crate) enum Reservation {
    New,
    Existing {
        id: JobId,
        at: Timestamp,
    },
    /// The key belongs to another request.
    OtherRequest,
}

pub(crate) fn open(env: &Env) -> worker::Result<D1Index> {
    Ok(D1Index { database: env.d1(BINDING)? })
}

/// Writes a job's row before its object exists; the same submission twice finds the first one's.
pub(crate) async fn reserve(
    env: &Env,
    submission: &Submission,
    key: &Digest,
    request: &Digest,
) -> worker::Result<Reservation> {
    #[derive(Deserialize)]
    struct Row {
        id: JobId,
        request_digest: Digest,
        created_at: f64,
    }
    let Submission { spec, at, .. } = submission;
    let database = env.d1(BINDING)?;
    let id = spec.id.to_string();
    let at = D1Type::Real(at.as_ms() as f64);
    let texts = [&id, &spec.tenant.0, key.as_str(), request.as_str()].map(D1Type::Text);
    let [id_text, tenant, key, digest] = &texts;
    let insert = database
        .prepare(
            "INSERT INTO jobs (id, tenant, idempotency_digest, request_digest, status, rev, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, 'running', 0, ?5, ?5)
             ON CONFLICT (tenant, idempotency_digest) DO NOTHING",
        )
        .bind_refs([id_text, tenant, key, digest, &at])?;
    let select = database
        .prepare("SELECT id, request_digest, created_at FROM jobs WHERE tenant = ?1 AND idempotency_digest = ?2")
        .bind_refs([tenant, key])?;
    let results = database.batch(vec![insert, select]).await?;
    let rows: Vec<Row> = results.last().map(worker::D1Result::results).transpose()?.unwrap_or_default();
    match rows.into_iter().next() {
        Some(row) if row.id == spec.id => Ok(Reservation::New),
        Some(row) if row.request_digest == *request => {
            Ok(Reservation::Existing { id: row.id, at: Timestamp::from_ms(row.created_at as i64) })
        }
        Some(_) => Ok(Reservation::OtherRequest),
        None => Err(worker::Error::RustError("a reserved row is missing".to_owned())),
    }
}

impl D1Index {
    /// A page of jobs, newest first, after `cursor`.
    pub(crate) async fn page(
        &self,
        tenant: &Tenant,
        cursor: Option<JobId>,
        count: u32,
    ) -> worker::Result<Vec<JobSummary>> {
        #[derive(Deserialize)]
        struct Row {
            id: JobId,
            status: JobStatus,
            title: Option<String>,
            created_at: f64,
            updated_at: f64,
        }
        // Sorts after every id.
        let before = cursor.map_or_else(|| "~".to_owned(), |id| id.to_string());
        let statement = self.database.prepare(
            "SELECT id, status, title, created_at, updated_at FROM jobs
             WHERE tenant = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3",
        );
        let arguments = [D1Type::Text(&tenant.0), D1Type::Text(&before), D1Type::Real(f64::from(count))];
        let rows: Vec<Row> = statement.bind_refs(&arguments)?.all().await?.results()?;
        let summary = |row: Row| JobSummary {
            id: row.id,
            status: row.status,
            title: row.title,
            created_at: Timestamp::from_ms(row.created_at as i64),
            updated_at: Timestamp::from_ms(row.updated_at as i64),
        };
        Ok(rows.into_iter().map(summary).collect())
    }

    async fn write(&self, job: &Job) -> worker::Result<()> {
        let id = job.spec.id.to_string();
        let title = job.title().map_or(D1Type::Null, D1Type::Text);
        let arguments = [
            D1Type::Text(&id),
            D1Type::Text(job.status().as_str()),
            title,
            D1Type::Real(job.rev as f64),
            D1Type::Real(job.updated_at.as_ms() as f64),
        ];
        let statement = self
            .database
            .prepare("UPDATE jobs SET status = ?2, title = ?3, rev = ?4, updated_at = ?5 WHERE id = ?1 AND rev < ?4");
        statement.bind_refs(&arguments)?.run().await?;
        Ok(())
    }
}

impl Index for D1Index {
    async fn project(&self, job: &Job) -> Result<(), Failure> {
        self.write(job).await.map_err(|error| Failure::transient(Code::Unavailable, format!("index: {error}")))
    }
}
