//! The index of all jobs in D1. Times are bound as real numbers: the binding's integers have 32 bits.

use job::{Digest, Failure, Job, Tenant};
use pipeline::{Clock, Entry, Index, Submission, Usage, limits, over_quota};
use protocol::dataflow::Exit;
use protocol::{Code, JobId, JobStatus, JobSummary, Problem, TenantView, Timestamp};
use serde::Deserialize;
use worker::{D1Database, D1Type, Env};

use crate::faults::exfiltration;
use crate::platform::bindings;
use crate::platform::clock::PlatformClock;

/// A row that was lost comes back without the client's own key, which only the row has known.
const PUT: &str = "
    INSERT INTO jobs (id, tenant, idempotency_digest, request_digest, status, title, rev, created_at, updated_at,
        master, bytes, trashed_at, check_at, caught_cleanup, caught_stragglers,
        subject, engine, problem, owed)
    VALUES (?1, ?2, ?1, '', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
    ON CONFLICT (id) DO UPDATE SET status = excluded.status, title = excluded.title, rev = excluded.rev,
        updated_at = excluded.updated_at, master = excluded.master, bytes = excluded.bytes,
        trashed_at = excluded.trashed_at, check_at = excluded.check_at,
        caught_cleanup = excluded.caught_cleanup, caught_stragglers = excluded.caught_stragglers,
        subject = coalesce(excluded.subject, jobs.subject), engine = excluded.engine, problem = excluded.problem,
        owed = excluded.owed
    WHERE excluded.rev >= jobs.rev AND jobs.erased_at IS NULL";

/// Only what the newest state of the job says counts: a line that was changed no longer needs what was said before.
const USE_CLIPS: &str = "
    INSERT OR IGNORE INTO clip_uses (job, clip) SELECT ?1, value FROM json_each(?2)
    WHERE EXISTS (SELECT 1 FROM jobs WHERE id = ?1 AND rev = ?3 AND erased_at IS NULL)";
const UNUSE_CLIPS: &str = "
    DELETE FROM clip_uses WHERE job = ?1 AND clip NOT IN (SELECT value FROM json_each(?2))
        AND EXISTS (SELECT 1 FROM jobs WHERE id = ?1 AND rev = ?3)";

/// Says nothing any more about whose it was, or what.
const BURY: &str = "
    UPDATE jobs SET tenant = '', subject = NULL, idempotency_digest = id, request_digest = '', status = 'erased', title = NULL,
        master = NULL, bytes = 0, trashed_at = NULL, check_at = NULL, problem = NULL, owed = 0, erased_at = ?2
    WHERE id = ?1 AND erased_at IS NULL";
const FORGET_CLIPS: &str = "DELETE FROM clip_uses WHERE job = ?1 AND ?2 > 0";

/// A job under way counts as one, and as what it keeps.
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
    /// The tenant has what it may have.
    Refused(Problem),
}

pub(crate) fn open(env: &Env) -> worker::Result<D1Index> {
    Ok(D1Index { database: bindings::index(env)? })
}

/// Writes a job's row before its object exists; the same submission twice finds the first one's.
pub(crate) async fn reserve(
    env: &Env,
    submission: &Submission,
    tenant: Option<&TenantView>,
    (key, request): (&Digest, &Digest),
) -> worker::Result<Reservation> {
    let Submission { spec, at, .. } = submission;
    let database = bindings::index(env)?;
    let id = spec.id.to_string();
    let check_at = D1Type::Real(at.plus_ms(limits::CHECK_AFTER_MS).as_ms() as f64);
    let at = D1Type::Real(at.as_ms() as f64);
    let subject = spec.subject.as_ref().map_or(D1Type::Null, |subject| D1Type::Text(&subject.0));
    let bound =
        |max: fn(&TenantView) -> Option<u64>| tenant.and_then(max).map_or(D1Type::Null, |max| D1Type::Real(max as f64));
    let (jobs_max, bytes_max) = (bound(|tenant| tenant.jobs_max), bound(|tenant| tenant.bytes_max));
    let texts = [&spec.tenant.0, key.as_str(), &id, request.as_str()].map(D1Type::Text);
    let [owner, key, id, digest] = &texts;
    let insert = database
        .prepare(format!("WITH usage AS ({USAGE}) {RESERVE}"))
        .bind_refs([owner, key, id, digest, &at, &check_at, &subject, &jobs_max, &bytes_max])?;
    let select = database.prepare(RESERVED).bind_refs([owner, key])?;
    let results = database.batch(vec![insert, select]).await?;
    let rows: Vec<Reserved> = results.last().map(worker::D1Result::results).transpose()?.unwrap_or_default();
    match rows.into_iter().next() {
        Some(row) if row.id == spec.id => Ok(Reservation::New),
        Some(row) => Ok(row.found(request)),
        None => refused(&database, tenant, owner).await,
    }
}

/// What came of a submission under this key before; `None` when there was none.
pub(crate) async fn reserved(
    env: &Env,
    tenant: &Tenant,
    (key, request): (&Digest, &Digest),
) -> worker::Result<Option<Reservation>> {
    let arguments = [&tenant.0, key.as_str()].map(D1Type::Text);
    let row: Option<Reserved> = bindings::index(env)?.prepare(RESERVED).bind_refs(&arguments)?.first(None).await?;
    Ok(row.map(|row| row.found(request)))
}

#[derive(Deserialize)]
struct Reserved {
    id: JobId,
    request_digest: Digest,
    created_at: f64,
}

impl Reserved {
    fn found(self, request: &Digest) -> Reservation {
        if self.request_digest == *request {
            Reservation::Existing { id: self.id, at: Timestamp::from_ms(self.created_at as i64) }
        } else {
            Reservation::OtherRequest
        }
    }
}

/// Why there is no row: what the tenant has now may already be less.
async fn refused(
    database: &D1Database,
    tenant: Option<&TenantView>,
    owner: &D1Type<'_>,
) -> worker::Result<Reservation> {
    #[derive(Deserialize)]
    struct Row {
        jobs: f64,
        bytes: f64,
        paused: f64,
    }
    let row: Option<Row> = database.prepare(USAGE).bind_refs(owner)?.first(None).await?;
    if row.as_ref().is_some_and(|row| row.paused > 0.0) {
        return Ok(Reservation::Refused(Problem::new(Code::IntakePaused)));
    }
    let usage = row.map_or(Usage::default(), |row| Usage { jobs: row.jobs as u64, bytes: row.bytes as u64 });
    let problem = tenant.and_then(|tenant| over_quota(tenant, usage));
    Ok(Reservation::Refused(problem.unwrap_or_else(|| Problem::new(Code::JobsQuotaExceeded))))
}

/// A job that is marked as one of the older class of objects is none any more.
pub(crate) async fn note_moved(env: &Env, id: JobId) -> worker::Result<()> {
    let statement = bindings::index(env)?.prepare("UPDATE jobs SET in_older_class = 0 WHERE id = ?1");
    statement.bind_refs([&D1Type::Text(&id.to_string())])?.run().await?;
    Ok(())
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
             WHERE tenant = ?1 AND id < ?2 AND trashed_at IS NULL ORDER BY id DESC LIMIT ?3",
        );
        let arguments = [D1Type::Text(&tenant.0), D1Type::Text(&before), D1Type::Real(f64::from(count))];
        let rows: Vec<Row> = statement.bind_refs(&arguments)?.all().await?.results()?;
        let summary = |row: Row| JobSummary {
            id: row.id,
            status: row.status.into(),
            title: row.title,
            created_at: Timestamp::from_ms(row.created_at as i64),
            updated_at: Timestamp::from_ms(row.updated_at as i64),
        };
        Ok(rows.into_iter().map(summary).collect())
    }

    /// The job's row as the job has it, should it be missing even; what is buried stays buried.
    pub(crate) async fn write(&self, entry: &Entry) -> worker::Result<()> {
        let (id, leaked) = (entry.id.to_string(), exfiltration::at(Exit::Index));
        let real = |time: Option<Timestamp>| time.map_or(D1Type::Null, |at| D1Type::Real(at.as_ms() as f64));
        let job = [
            D1Type::Text(&id),
            D1Type::Text(&entry.tenant.0),
            D1Type::Text(entry.status.as_str()),
            leaked.as_deref().or(entry.title.as_deref()).map_or(D1Type::Null, D1Type::Text),
            D1Type::Real(entry.rev as f64),
            real(Some(entry.created_at)),
            real(Some(entry.updated_at)),
            entry.master.as_ref().map_or(D1Type::Null, |master| D1Type::Text(master.as_str())),
            D1Type::Real(entry.bytes as f64),
            real(entry.trashed_at),
            real(entry.check_at),
            D1Type::Real(f64::from(entry.caught.cleanup)),
            D1Type::Real(f64::from(entry.caught.stragglers)),
            entry.subject.as_ref().map_or(D1Type::Null, |subject| D1Type::Text(&subject.0)),
            entry.engine.map_or(D1Type::Null, |engine| D1Type::Real(engine.into())),
            entry.problem.map_or(D1Type::Null, |problem| D1Type::Text(problem.as_str())),
            D1Type::Real(entry.owed.into()),
        ];
        let clips = serde_json::to_string(&entry.clips)?;
        let uses = [D1Type::Text(&id), D1Type::Text(&clips), D1Type::Real(entry.rev as f64)];
        let statements = [(PUT, job.as_slice()), (UNUSE_CLIPS, uses.as_slice()), (USE_CLIPS, uses.as_slice())];
        let prepared = statements.map(|(statement, arguments)| self.database.prepare(statement).bind_refs(arguments));
        self.database.batch(prepared.into_iter().collect::<worker::Result<_>>()?).await?;
        Ok(())
    }

    pub(crate) async fn forget(&self, id: &str, at: Timestamp) -> worker::Result<()> {
        let arguments = [D1Type::Text(id), D1Type::Real(at.as_ms() as f64)];
        let prepared = [BURY, FORGET_CLIPS].map(|statement| self.database.prepare(statement).bind_refs(&arguments));
        self.database.batch(prepared.into_iter().collect::<worker::Result<_>>()?).await?;
        Ok(())
    }
}

impl Index for D1Index {
    async fn project(&self, job: &Job) -> Result<(), Failure> {
        self.write(&Entry::of(job, PlatformClock.now())).await.map_err(failed)
    }

    async fn bury(&self, id: JobId) -> Result<(), Failure> {
        self.forget(&id.to_string(), PlatformClock.now()).await.map_err(failed)
    }
}

fn failed(error: worker::Error) -> Failure {
    Failure::transient(Code::Unavailable, format!("index: {error}"))
}
