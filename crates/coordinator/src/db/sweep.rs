//! The sweep's progress, and the rows of all tenants' jobs as the sweep reads and settles them: one statement per page.

use std::collections::BTreeSet;

use pipeline::{Check, Kept, Place, Progress, Row, Shelved};
use protocol::{JobCounts, JobId, JobStatus, Timestamp};
use serde::Deserialize;
use serde_json::json;
use worker::{D1Database, D1Type};

use super::row::{self, Number};
use super::{jobs, statement};

const ROW: &str = "
    SELECT id, status, rev, created_at, trashed_at, master, check_at, (master IS NOT NULL AND episode IS NULL) AS unlisted FROM jobs";
const DUE: &str = "check_at <= ?1 AND (check_at, id) > (?2, ?3) ORDER BY check_at, id LIMIT ?4";
const OF: &str = "id IN (SELECT value FROM json_each(?1))";

const SETTLE: &str = "
    UPDATE jobs SET check_at = checks.at
    FROM (SELECT value ->> 0 AS id, value ->> 1 AS rev, value ->> 2 AS at FROM json_each(?1)) AS checks
    WHERE jobs.id = checks.id AND jobs.rev = checks.rev";

const READ: &str = "SELECT body FROM sweep";
const SAVE: &str = "
    INSERT INTO sweep (only, version, body) VALUES (1, ?1, ?2)
    ON CONFLICT (only) DO UPDATE SET version = excluded.version, body = excluded.body
    WHERE sweep.version = excluded.version - 1
    RETURNING version";

const EPISODES: &str = "SELECT COUNT(*) AS episodes FROM jobs WHERE master IS NOT NULL AND updated_at < ?1";
const USED: &str = "SELECT DISTINCT clip FROM clip_uses WHERE clip IN (SELECT value FROM json_each(?1))";
const KEPT: &str = "
    SELECT jobs.id, tenant, updated_at, bytes, keep_days, keep_bytes FROM jobs JOIN tenants ON tenants.id = tenant
    WHERE (keep_days IS NOT NULL OR keep_bytes IS NOT NULL) AND status = 'succeeded' AND trashed_at IS NULL
        AND (tenant > ?1 OR (tenant = ?1 AND jobs.id < ?2))
    ORDER BY tenant, jobs.id DESC LIMIT ?3";

/// Ids sort by time.
const FORGET_ACTS: &str = "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE id < ?1 ORDER BY id LIMIT ?2)";

const COUNTS: &str = "
    SELECT COUNT(*) AS known, COUNT(trashed_at) AS trashed, COUNT(erased_at) AS erased,
        COALESCE(SUM(check_at < ?1), 0) AS overdue,
        COALESCE(SUM(caught_cleanup), 0) AS cleanup, COALESCE(SUM(caught_stragglers), 0) AS stragglers
    FROM jobs";

/// All jobs counted, and the files their own cleanup passes have deleted.
#[derive(Debug, Deserialize)]
pub(crate) struct Counts {
    #[serde(flatten)]
    pub(crate) jobs: JobCounts,
    pub(crate) cleanup: u64,
    pub(crate) stragglers: u64,
}

pub(crate) async fn counts(database: &D1Database, overdue: Timestamp) -> worker::Result<Counts> {
    let counts = statement::first(database, COUNTS, &[row::at(overdue)]).await?;
    counts.ok_or_else(|| worker::Error::RustError("no counts".to_owned()))
}

pub(crate) async fn progress(database: &D1Database) -> worker::Result<Progress> {
    #[derive(Deserialize)]
    struct Saved {
        body: String,
    }
    let saved: Option<Saved> = statement::first(database, READ, &[]).await?;
    Ok(saved.map(|saved| serde_json::from_str(&saved.body)).transpose()?.unwrap_or_default())
}

/// Saves the progress, by optimistic locking; `false` when another run has saved meanwhile.
pub(crate) async fn save(database: &D1Database, progress: &Progress) -> worker::Result<bool> {
    #[derive(Deserialize)]
    struct Saved {}
    let body = serde_json::to_string(progress)?;
    let arguments = [row::number(progress.version), row::text(&body)];
    Ok(statement::first::<Saved>(database, SAVE, &arguments).await?.is_some())
}

pub(crate) async fn due(
    database: &D1Database,
    now: Timestamp,
    after: Option<&Place>,
    count: usize,
) -> worker::Result<Vec<Row>> {
    let (after_at, after_id) =
        after.map_or((D1Type::Real(f64::MIN), ""), |place| (row::at(place.check_at), place.id.as_str()));
    rows(database, DUE, &[row::at(now), after_at, row::text(after_id), row::count(count)]).await
}

pub(crate) async fn of(database: &D1Database, ids: &BTreeSet<JobId>) -> worker::Result<Vec<Row>> {
    rows(database, OF, &[row::text(&json!(ids).to_string())]).await
}

async fn rows(database: &D1Database, condition: &str, arguments: &[D1Type<'_>]) -> worker::Result<Vec<Row>> {
    #[derive(Deserialize)]
    struct Found {
        id: String,
        status: String,
        rev: Number,
        created_at: Number,
        trashed_at: Option<Number>,
        master: Option<String>,
        unlisted: Number,
        check_at: Option<Number>,
    }
    let found: Vec<Found> = statement::all(database, &format!("{ROW} WHERE {condition}"), arguments).await?;
    let row = |found: Found| Row {
        id: found.id,
        status: serde_json::from_value::<JobStatus>(json!(found.status)).ok(),
        rev: found.rev.u64(),
        created_at: found.created_at.at(),
        trashed_at: found.trashed_at.map(Number::at),
        master: found.master,
        is_unlisted: !found.unlisted.is_zero(),
        check_at: found.check_at.map(Number::at),
    };
    Ok(found.into_iter().map(row).collect())
}

pub(crate) async fn episodes(database: &D1Database, before: Timestamp) -> worker::Result<u64> {
    #[derive(Deserialize)]
    struct Counted {
        episodes: u64,
    }
    let counted: Option<Counted> = statement::first(database, EPISODES, &[row::at(before)]).await?;
    Ok(counted.map_or(0, |counted| counted.episodes))
}

pub(crate) async fn settle(database: &D1Database, checks: &[Check]) -> worker::Result<()> {
    if checks.is_empty() {
        return Ok(());
    }
    let check = |check: &Check| json!([check.id, check.rev, check.at.map(Timestamp::as_ms)]);
    let checks = json!(checks.iter().map(check).collect::<Vec<_>>()).to_string();
    statement::run(database, SETTLE, &[row::text(&checks)]).await
}

/// Those of the clips that a job uses.
pub(crate) async fn used(database: &D1Database, clips: &[&str]) -> worker::Result<BTreeSet<String>> {
    #[derive(Deserialize)]
    struct Used {
        clip: String,
    }
    let clips = json!(clips).to_string();
    let used: Vec<Used> = statement::all(database, USED, &[row::text(&clips)]).await?;
    Ok(used.into_iter().map(|used| used.clip).collect())
}

/// Finished episodes of tenants with a retention, newest first within a tenant.
pub(crate) async fn kept(database: &D1Database, after: Option<&Shelved>, count: usize) -> worker::Result<Vec<Kept>> {
    #[derive(Deserialize)]
    struct Found {
        id: JobId,
        tenant: String,
        updated_at: Number,
        bytes: Number,
        keep_days: Option<Number>,
        keep_bytes: Option<Number>,
    }
    let (tenant, before) = after.map_or(("", ""), |place| (place.tenant.as_str(), place.before.as_str()));
    let arguments = [row::text(tenant), row::text(before), row::count(count)];
    let found: Vec<Found> = statement::all(database, KEPT, &arguments).await?;
    let kept = |row: Found| Kept {
        id: row.id,
        tenant: row.tenant,
        finished_at: row.updated_at.at(),
        bytes: row.bytes.u64(),
        keep_days: row.keep_days.map(Number::u64),
        keep_bytes: row.keep_bytes.map(Number::u64),
    };
    Ok(found.into_iter().map(kept).collect())
}

/// Deletes acts of the audit log that are older than `before`.
pub(crate) async fn forget_acts(database: &D1Database, before: Timestamp, count: usize) -> worker::Result<()> {
    statement::run(database, FORGET_ACTS, &[row::text(&jobs::first_id(before)), row::count(count)]).await
}
