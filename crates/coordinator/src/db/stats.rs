//! What the index says of all jobs at once, for health: one batch, which looks at what is not over and at one day's jobs.

use std::collections::BTreeMap;

use health::{Indexed, Pause, Trouble, limits};
use pipeline::Progress;
use protocol::{JobId, Timestamp};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use worker::{D1Database, D1Result, D1Type, Env};

use crate::http::admin::probes::failed;
use crate::http::clients;
use crate::platform::bindings;
use crate::providers::circuit_breaker;

/// A job whose engine is not deployed is shown as parked, and runs: nobody has to decide about it.
const LIVE: &str = "
    SELECT status = 'running' OR problem IS 'engine_unknown' AS is_running, engine, COUNT(*) AS jobs, SUM(owed) AS owed,
        SUM(check_at < ?1) AS overdue, MIN(created_at) AS oldest
    FROM jobs WHERE check_at IS NOT NULL GROUP BY 1, 2";
const PARKED: &str = "
    SELECT problem, COUNT(*) AS jobs, SUM(updated_at > ?1 AND problem IS NOT 'engine_unknown') AS lately
    FROM jobs WHERE status = 'parked' GROUP BY problem";
/// Ids begin with the time.
const LAST_DAY: &str = "SELECT status, COUNT(*) AS jobs FROM jobs WHERE id >= ?1 GROUP BY status";
const STILLEST: &str = "
    SELECT id, updated_at FROM jobs WHERE check_at IS NOT NULL AND status = 'running' ORDER BY updated_at LIMIT ?1";
/// There was nothing to sweep before there was a tenant.
const HOUSE: &str = "
    SELECT (SELECT body FROM sweep) AS sweep, (SELECT created_at FROM tenants WHERE id = 'default') AS since,
        paused_at, reason, actor
    FROM (SELECT 1) LEFT JOIN intake_pause";

#[derive(Deserialize)]
struct Live {
    is_running: f64,
    engine: Option<f64>,
    jobs: f64,
    owed: f64,
    overdue: f64,
    oldest: f64,
}

#[derive(Deserialize)]
struct Parked {
    problem: Option<String>,
    jobs: f64,
    lately: f64,
}

#[derive(Deserialize)]
struct Ended {
    status: String,
    jobs: f64,
}

#[derive(Deserialize)]
struct Still {
    id: JobId,
    updated_at: f64,
}

#[derive(Deserialize)]
struct House {
    sweep: Option<String>,
    since: Option<f64>,
    paused_at: Option<f64>,
    reason: Option<String>,
    actor: Option<String>,
}

pub(crate) async fn read(env: &Env, now: Timestamp) -> Result<Indexed, Trouble> {
    let read = async {
        let database = bindings::index(env)?;
        let mut indexed = figures(&database, now).await?;
        // One after the other: the platform allows six connections, and the other probes have theirs.
        indexed.breakers = circuit_breaker::list(env, now).await?;
        indexed.clients = clients::list(env).await?;
        worker::Result::Ok(indexed)
    };
    read.await.map_err(failed)
}

async fn figures(database: &D1Database, now: Timestamp) -> worker::Result<Indexed> {
    let before = |ms: i64| D1Type::Real(now.plus_ms(-ms).as_ms() as f64);
    let yesterday = first_id(now.plus_ms(-pipeline::limits::DAY_MS));
    let statements = [
        (LIVE, Some(before(limits::ROW_OVERDUE_MS))),
        (PARKED, Some(before(limits::PARKED_MS))),
        (LAST_DAY, Some(D1Type::Text(&yesterday))),
        (STILLEST, Some(D1Type::Real(limits::ASKED_MAX as f64))),
        (HOUSE, None),
    ];
    let prepare = |(statement, argument): (&str, Option<D1Type<'_>>)| {
        let statement = database.prepare(statement);
        argument.map_or(Ok(statement.clone()), |argument| statement.bind_refs(&argument))
    };
    let batch = statements.into_iter().map(prepare).collect::<worker::Result<_>>()?;
    let mut results = database.batch(batch).await?.into_iter();
    let mut indexed = Indexed::default();
    for live in rows::<Live>(results.next())? {
        count_live(&mut indexed, &live);
    }
    for Parked { problem, jobs, lately } in rows(results.next())? {
        indexed.parked_lately += lately as u64;
        *indexed.parked.entry(problem.unwrap_or_else(|| "unknown".to_owned())).or_default() += jobs as u64;
    }
    let ended = rows::<Ended>(results.next())?;
    indexed.last_day = ended.into_iter().map(|row| (row.status, row.jobs as u64)).collect::<BTreeMap<_, _>>();
    let still = rows::<Still>(results.next())?;
    indexed.stillest = still.into_iter().map(|row| (row.id, at(row.updated_at))).collect();
    for House { sweep, since, paused_at, reason, actor } in rows(results.next())? {
        indexed.since = since.map(at);
        indexed.pause = paused_at.zip(reason).map(|(since, reason)| Pause { since: at(since), reason, actor });
        if let Some(progress) = sweep.map(|body| serde_json::from_str::<Progress>(&body)).transpose()? {
            note_sweep(&mut indexed, progress);
        }
    }
    Ok(indexed)
}

fn count_live(indexed: &mut Indexed, live: &Live) {
    let jobs = live.jobs as u64;
    indexed.steps_owed += live.owed as u64;
    indexed.overdue += live.overdue as u64;
    if live.is_running == 0.0 {
        indexed.housekeeping += jobs;
        return;
    }
    indexed.running += jobs;
    let oldest = at(live.oldest);
    indexed.oldest_created_at = Some(indexed.oldest_created_at.map_or(oldest, |known| known.min(oldest)));
    if let Some(engine) = live.engine {
        *indexed.by_engine.entry(engine as u32).or_default() += jobs;
    }
}

fn note_sweep(indexed: &mut Indexed, progress: Progress) {
    indexed.sweep = Some(progress.run).filter(|run| run.started_at.is_some());
    indexed.files_caught = progress.files_caught;
    indexed.files_expired = progress.files_expired;
    indexed.balance = progress.balance;
    indexed.defects = progress.defects;
}

fn rows<T: DeserializeOwned>(result: Option<D1Result>) -> worker::Result<Vec<T>> {
    result.map_or_else(|| Ok(Vec::new()), |result| result.results())
}

fn at(ms: f64) -> Timestamp {
    Timestamp::from_ms(ms as i64)
}

/// No id of that moment, or of a later one, sorts before it.
pub(crate) fn first_id(at: Timestamp) -> String {
    let ms = format!("{:012x}", at.as_ms().max(0));
    let (high, low) = ms.split_at_checked(8).unwrap_or((&ms, ""));
    format!("{high}-{low}")
}
