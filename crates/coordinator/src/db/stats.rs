//! Figures of all jobs at once, for health: one batch, over the jobs that are not over and those of one day.

use std::collections::BTreeMap;

use health::{Indexed, Pause, limits};
use pipeline::Progress;
use protocol::{JobId, Month, Timestamp};
use serde::Deserialize;
use worker::D1Database;

use super::row::{self, Number};
use super::{breakers, clients, jobs, spending, statement};

/// A job whose engine is not deployed is shown as parked, but counts as running: no decision is needed.
const LIVE: &str = "
    SELECT status = 'running' OR problem IS 'engine_unknown' AS is_running, engine, COUNT(*) AS jobs, SUM(owed) AS owed,
        SUM(check_at < ?1) AS overdue, MIN(created_at) AS oldest
    FROM jobs WHERE check_at IS NOT NULL GROUP BY 1, 2";
const PARKED: &str = "
    SELECT problem, COUNT(*) AS jobs, SUM(updated_at > ?1 AND coalesce(problem, '') NOT IN ('engine_unknown', 'approval_needed')) AS lately
    FROM jobs WHERE status = 'parked' GROUP BY problem";
/// Ids begin with the time.
const LAST_DAY: &str = "SELECT status, COUNT(*) AS jobs FROM jobs WHERE id >= ?1 GROUP BY status";
const STILLEST: &str = "
    SELECT id, updated_at FROM jobs WHERE check_at IS NOT NULL AND status = 'running' ORDER BY updated_at LIMIT ?1";
/// The service began with its first tenant: before that there was nothing to sweep.
const SERVICE: &str = "
    SELECT (SELECT body FROM sweep) AS sweep, (SELECT created_at FROM tenants WHERE id = 'default') AS since,
        paused_at, reason, actor
    FROM (SELECT 1) LEFT JOIN intake_pause";

const PROBE: &str = "INSERT INTO probes (only, at) VALUES (1, ?1) ON CONFLICT DO UPDATE SET at = excluded.at";

#[derive(Deserialize)]
struct Live {
    is_running: Number,
    engine: Option<Number>,
    jobs: Number,
    owed: Number,
    overdue: Number,
    oldest: Number,
}

#[derive(Deserialize)]
struct Parked {
    problem: Option<String>,
    jobs: Number,
    lately: Number,
}

#[derive(Deserialize)]
struct Ended {
    status: String,
    jobs: Number,
}

#[derive(Deserialize)]
struct Still {
    id: JobId,
    updated_at: Number,
}

#[derive(Deserialize)]
struct ServiceRow {
    sweep: Option<String>,
    since: Option<Number>,
    paused_at: Option<Number>,
    reason: Option<String>,
    actor: Option<String>,
}

pub(crate) async fn read(database: &D1Database, now: Timestamp) -> worker::Result<Indexed> {
    let mut indexed = figures(database, now).await?;
    // One after the other: the platform allows six connections, and the other probes have theirs.
    indexed.breakers = breakers::list(database, now).await?;
    indexed.clients = clients::list(database).await?;
    indexed.spending = spending::of_month(database, Month::of(now)).await?;
    Ok(indexed)
}

/// Writes the one row of `probes`, to see that D1 can be written.
pub(crate) async fn probe(database: &D1Database, now: Timestamp) -> worker::Result<()> {
    statement::run(database, PROBE, &[row::at(now)]).await
}

async fn figures(database: &D1Database, now: Timestamp) -> worker::Result<Indexed> {
    let before = |ms: i64| row::at(now.plus_ms(ms.saturating_neg()));
    let yesterday = jobs::first_id(now.plus_ms(-pipeline::limits::DAY_MS));
    let batch: [statement::Bound<'_>; 5] = [
        (LIVE, &[before(limits::ROW_OVERDUE_MS)]),
        (PARKED, &[before(limits::PARKED_MS)]),
        (LAST_DAY, &[row::text(&yesterday)]),
        (STILLEST, &[row::count(limits::ASKED_MAX)]),
        (SERVICE, &[]),
    ];
    let results = statement::batch(database, &batch).await?;
    let mut results = results.iter();
    let mut indexed = Indexed::default();
    for live in statement::rows::<Live>(results.next())? {
        count_live(&mut indexed, &live);
    }
    for Parked { problem, jobs, lately } in statement::rows(results.next())? {
        indexed.parked_lately += lately.u64();
        *indexed.parked.entry(problem.unwrap_or_else(|| "unknown".to_owned())).or_default() += jobs.u64();
    }
    let ended = statement::rows::<Ended>(results.next())?;
    indexed.last_day = ended.into_iter().map(|row| (row.status, row.jobs.u64())).collect::<BTreeMap<_, _>>();
    let still = statement::rows::<Still>(results.next())?;
    indexed.stillest = still.into_iter().map(|row| (row.id, row.updated_at.at())).collect();
    for ServiceRow { sweep, since, paused_at, reason, actor } in statement::rows(results.next())? {
        indexed.since = since.map(Number::at);
        indexed.pause = paused_at.zip(reason).map(|(since, reason)| Pause { since: since.at(), reason, actor });
        if let Some(progress) = sweep.map(|body| serde_json::from_str::<Progress>(&body)).transpose()? {
            note_sweep(&mut indexed, progress);
        }
    }
    Ok(indexed)
}

fn count_live(indexed: &mut Indexed, live: &Live) {
    let jobs = live.jobs.u64();
    indexed.steps_owed += live.owed.u64();
    indexed.overdue += live.overdue.u64();
    if live.is_running.is_zero() {
        indexed.housekeeping += jobs;
        return;
    }
    indexed.running += jobs;
    let oldest = live.oldest.at();
    indexed.oldest_created_at = Some(indexed.oldest_created_at.map_or(oldest, |known| known.min(oldest)));
    if let Some(engine) = live.engine {
        *indexed.by_engine.entry(engine.u32()).or_default() += jobs;
    }
}

fn note_sweep(indexed: &mut Indexed, progress: Progress) {
    indexed.sweep = Some(progress.run).filter(|run| run.started_at.is_some());
    indexed.files_caught = progress.files_caught;
    indexed.files_expired = progress.files_expired;
    indexed.balance = progress.balance;
    indexed.defects = progress.defects;
}
