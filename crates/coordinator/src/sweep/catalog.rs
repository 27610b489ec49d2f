//! The index and the objects as the sweep sees them: one statement for a page of rows, one call for a job.

use std::collections::BTreeSet;

use job::Failure;
use pipeline::{Catalog, Check, Clock, Entry, Kept, Place, Progress, Row, Shelved};
use protocol::{Code, JobCounts, JobId, JobStatus, Problem, Timestamp};
use serde::Deserialize;
use serde_json::json;
use worker::{D1Database, D1Type, Env};

use crate::db::jobs;
use crate::db::jobs::D1Index;
use crate::db::stats::first_id;
use crate::platform::bindings;
use crate::platform::clock::PlatformClock;
use crate::rpc::call::Call;
use crate::rpc::namespaces;

const ROW: &str = "SELECT id, status, rev, created_at, trashed_at, master, check_at FROM jobs";

const SETTLE: &str = "
    UPDATE jobs SET check_at = checks.at
    FROM (SELECT value ->> 0 AS id, value ->> 1 AS rev, value ->> 2 AS at FROM json_each(?1)) AS checks
    WHERE jobs.id = checks.id AND jobs.rev = checks.rev";

const SAVE: &str = "
    INSERT INTO sweep (only, version, body) VALUES (1, ?1, ?2)
    ON CONFLICT (only) DO UPDATE SET version = excluded.version, body = excluded.body
    WHERE sweep.version = excluded.version - 1
    RETURNING version";

/// Ids sort by time.
const FORGET: &str = "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE id < ?1 ORDER BY id LIMIT ?2)";

const COUNTS: &str = "
    SELECT COUNT(*) AS known, COUNT(trashed_at) AS trashed, COUNT(erased_at) AS erased,
        COALESCE(SUM(check_at < ?1), 0) AS overdue,
        COALESCE(SUM(caught_cleanup), 0) AS cleanup, COALESCE(SUM(caught_stragglers), 0) AS stragglers
    FROM jobs";

pub(crate) struct Everything<'a> {
    env: &'a Env,
    database: D1Database,
    index: D1Index,
}

/// What the index says of all jobs, and what their own passes have caught.
#[derive(Debug, Deserialize)]
pub(crate) struct Counts {
    #[serde(flatten)]
    pub(crate) jobs: JobCounts,
    pub(crate) cleanup: u64,
    pub(crate) stragglers: u64,
}

#[derive(Deserialize)]
struct Found {
    id: String,
    status: String,
    rev: f64,
    created_at: f64,
    trashed_at: Option<f64>,
    master: Option<String>,
    check_at: Option<f64>,
}

impl Found {
    fn row(self) -> Row {
        let at = |ms: f64| Timestamp::from_ms(ms as i64);
        let status = serde_json::from_value::<JobStatus>(json!(self.status)).ok();
        Row {
            id: self.id,
            status,
            rev: self.rev as u64,
            created_at: at(self.created_at),
            trashed_at: self.trashed_at.map(at),
            master: self.master,
            check_at: self.check_at.map(at),
        }
    }
}

impl<'a> Everything<'a> {
    pub(crate) fn open(env: &'a Env) -> worker::Result<Self> {
        Ok(Self { env, database: bindings::index(env)?, index: jobs::open(env)? })
    }

    pub(crate) async fn progress(&self) -> worker::Result<Progress> {
        #[derive(Deserialize)]
        struct Saved {
            body: String,
        }
        let saved: Option<Saved> = self.database.prepare("SELECT body FROM sweep").first(None).await?;
        Ok(saved.map(|saved| serde_json::from_str(&saved.body)).transpose()?.unwrap_or_default())
    }

    pub(crate) async fn counts(&self, overdue: Timestamp) -> worker::Result<Counts> {
        let statement = self.database.prepare(COUNTS).bind_refs(&D1Type::Real(overdue.as_ms() as f64))?;
        statement.first(None).await?.ok_or_else(|| worker::Error::RustError("no counts".to_owned()))
    }

    async fn found(&self, condition: &str, arguments: &[D1Type<'_>]) -> Result<Vec<Row>, Failure> {
        let found = async {
            let statement = self.database.prepare(format!("{ROW} WHERE {condition}")).bind_refs(arguments)?;
            statement.all().await?.results::<Found>()
        };
        Ok(found.await.map_err(failed)?.into_iter().map(Found::row).collect())
    }

    async fn run(&self, statement: &str, arguments: &[D1Type<'_>]) -> Result<(), Failure> {
        let run = async { self.database.prepare(statement).bind_refs(arguments)?.run().await };
        run.await.map(|_| ()).map_err(failed)
    }
}

impl Catalog for Everything<'_> {
    async fn due(&self, now: Timestamp, after: Option<&Place>, count: usize) -> Result<Vec<Row>, Failure> {
        let (at, id) = after.map_or((f64::MIN, ""), |place| (place.check_at.as_ms() as f64, place.id.as_str()));
        let condition = "check_at <= ?1 AND (check_at, id) > (?2, ?3) ORDER BY check_at, id LIMIT ?4";
        let now = D1Type::Real(now.as_ms() as f64);
        self.found(condition, &[now, D1Type::Real(at), D1Type::Text(id), D1Type::Real(count as f64)]).await
    }

    async fn rows(&self, ids: &BTreeSet<JobId>) -> Result<Vec<Row>, Failure> {
        let ids = json!(ids).to_string();
        self.found("id IN (SELECT value FROM json_each(?1))", &[D1Type::Text(&ids)]).await
    }

    async fn episodes(&self, before: Timestamp) -> Result<u64, Failure> {
        #[derive(Deserialize)]
        struct Counted {
            episodes: u64,
        }
        let count = async {
            let statement = "SELECT COUNT(*) AS episodes FROM jobs WHERE master IS NOT NULL AND updated_at < ?1";
            let statement = self.database.prepare(statement).bind_refs(&D1Type::Real(before.as_ms() as f64))?;
            statement.first::<Counted>(None).await
        };
        Ok(count.await.map_err(failed)?.map_or(0, |counted| counted.episodes))
    }

    async fn settle(&self, checks: &[Check]) -> Result<(), Failure> {
        if checks.is_empty() {
            return Ok(());
        }
        let check = |check: &Check| json!([check.id, check.rev, check.at.map(Timestamp::as_ms)]);
        let checks = json!(checks.iter().map(check).collect::<Vec<_>>()).to_string();
        self.run(SETTLE, &[D1Type::Text(&checks)]).await
    }

    async fn put(&self, entry: &Entry) -> Result<(), Failure> {
        self.index.write(entry).await.map_err(failed)
    }

    async fn bury(&self, id: &str) -> Result<(), Failure> {
        self.index.forget(id, PlatformClock.now()).await.map_err(failed)
    }

    async fn used(&self, clips: &[&str]) -> Result<BTreeSet<String>, Failure> {
        #[derive(Deserialize)]
        struct Used {
            clip: String,
        }
        let clips = json!(clips).to_string();
        let used = async {
            let statement = "SELECT DISTINCT clip FROM clip_uses WHERE clip IN (SELECT value FROM json_each(?1))";
            let statement = self.database.prepare(statement).bind_refs(&D1Type::Text(&clips))?;
            statement.all().await?.results::<Used>()
        };
        Ok(used.await.map_err(failed)?.into_iter().map(|used| used.clip).collect())
    }

    async fn ask(&self, id: JobId) -> Result<Option<Entry>, Failure> {
        let asked = async {
            let mut answer = namespaces::call(self.env, None, id, Call::Look, None).await?;
            if answer.status_code() == 200 {
                return answer.json().await.map(Some).map(Ok);
            }
            Ok(Err(answer.json::<Problem>().await?))
        };
        match asked.await.map_err(failed)? {
            Ok(entry) => Ok(entry),
            // Only this says that there is no job: an older object would not know the question.
            Err(problem) if problem.code == Code::JobNotFound => Ok(None),
            Err(problem) => Err(Failure::transient(problem.code, problem.title)),
        }
    }

    async fn kept(&self, after: Option<&Shelved>, count: usize) -> Result<Vec<Kept>, Failure> {
        #[derive(Deserialize)]
        struct Shelf {
            id: JobId,
            tenant: String,
            updated_at: f64,
            bytes: f64,
            keep_days: Option<f64>,
            keep_bytes: Option<f64>,
        }
        let (tenant, before) = after.map_or(("", ""), |place| (place.tenant.as_str(), place.before.as_str()));
        let shelf = async {
            let statement = self.database.prepare(
                "SELECT jobs.id, tenant, updated_at, bytes, keep_days, keep_bytes FROM jobs JOIN tenants ON tenants.id = tenant
                 WHERE (keep_days IS NOT NULL OR keep_bytes IS NOT NULL) AND status = 'succeeded' AND trashed_at IS NULL
                     AND (tenant > ?1 OR (tenant = ?1 AND jobs.id < ?2))
                 ORDER BY tenant, jobs.id DESC LIMIT ?3",
            );
            let arguments = [D1Type::Text(tenant), D1Type::Text(before), D1Type::Real(count as f64)];
            statement.bind_refs(&arguments)?.all().await?.results::<Shelf>()
        };
        let count = |number: f64| number as u64;
        let kept = |row: Shelf| Kept {
            id: row.id,
            tenant: row.tenant,
            finished_at: Timestamp::from_ms(row.updated_at as i64),
            bytes: count(row.bytes),
            keep_days: row.keep_days.map(count),
            keep_bytes: row.keep_bytes.map(count),
        };
        Ok(shelf.await.map_err(failed)?.into_iter().map(kept).collect())
    }

    async fn expire(&self, id: JobId) -> Result<(), Failure> {
        let answer = namespaces::call(self.env, None, id, Call::Expire, None).await.map_err(failed)?;
        let refused = || Failure::transient(Code::Unavailable, format!("expire: {}", answer.status_code()));
        if answer.status_code() == 200 { Ok(()) } else { Err(refused()) }
    }

    async fn forget(&self, before: Timestamp, count: usize) -> Result<(), Failure> {
        self.run(FORGET, &[D1Type::Text(&first_id(before)), D1Type::Real(count as f64)]).await
    }

    async fn clean(&self, id: JobId) -> Result<(), Failure> {
        namespaces::call(self.env, None, id, Call::Clean, None).await.map(|_| ()).map_err(failed)
    }

    async fn save(&self, progress: &Progress) -> Result<bool, Failure> {
        #[derive(Deserialize)]
        struct Kept {}
        let body = serde_json::to_string(progress).map_err(|error| failed(error.into()))?;
        let save = async {
            let arguments = [D1Type::Real(progress.version as f64), D1Type::Text(&body)];
            self.database.prepare(SAVE).bind_refs(&arguments)?.first::<Kept>(None).await
        };
        Ok(save.await.map_err(failed)?.is_some())
    }
}

fn failed(error: worker::Error) -> Failure {
    Failure::transient(Code::Unavailable, format!("sweep: {error}"))
}
