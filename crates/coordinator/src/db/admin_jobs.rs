//! Any tenant's jobs, for the operator: one query over the partial index that fits the filter.

use protocol::{Code, JobFilter, JobSet, Timestamp};
use serde::Deserialize;
use worker::D1Database;

use super::{jobs, row, statement};

/// A line is a `protocol::AdminJob`, made in SQL. A patch takes away what is null.
const COLUMNS: &str = "
    SELECT id, json_patch('{}', json_object('id', id, 'tenant', tenant, 'subject', subject, 'status', status,
        'problem', problem, 'engine', engine, 'steps_owed', owed,
        'created_at', strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000, 'unixepoch'),
        'updated_at', strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000, 'unixepoch'),
        'trashed_at', strftime('%Y-%m-%dT%H:%M:%fZ', trashed_at / 1000, 'unixepoch'))) AS line FROM";

/// Each names its index: left alone, SQLite walks through all jobs for the few that run.
const ALL: &str = "jobs";
const RUNNING: &str = "
    (SELECT * FROM jobs INDEXED BY jobs_by_check WHERE check_at IS NOT NULL AND status = 'running')";
const PARKED: &str = "(SELECT * FROM jobs INDEXED BY jobs_parked WHERE status = 'parked')";
const UNFINISHED: &str = "
    (SELECT * FROM jobs INDEXED BY jobs_by_check WHERE check_at IS NOT NULL AND status = 'running'
     UNION ALL SELECT * FROM jobs INDEXED BY jobs_parked WHERE status = 'parked')";

const CONDITIONS: &str = "
    WHERE id < ?1 AND erased_at IS NULL AND (?3 IS NULL OR problem = ?3) AND (?4 IS NULL OR engine = ?4)
        AND (?5 IS NULL OR updated_at <= ?5)";
const PAGE: &str = "ORDER BY id DESC LIMIT ?2";

#[derive(Deserialize)]
pub(crate) struct Row {
    pub(crate) id: String,
    /// JSON.
    pub(crate) line: String,
}

/// A page, newest first, and one row more if there are more.
pub(crate) async fn page(database: &D1Database, filter: &JobFilter, now: Timestamp) -> worker::Result<Vec<Row>> {
    let ago = |ms: i64| now.plus_ms(ms.saturating_neg());
    // Sorts after every id.
    let after = filter.page.cursor.map_or_else(|| "~".to_owned(), |id| id.to_string());
    // Ids begin with the time.
    let before = filter.older_than_ms.map_or(after.clone(), |ms| jobs::first_id(ago(ms)).min(after));
    let arguments = [
        row::text(&before),
        row::number(filter.page.limit.saturating_add(1).into()),
        row::text_or_null(filter.parked_for.map(Code::as_str)),
        row::number_or_null(filter.engine.map(u64::from)),
        row::at_or_null(filter.still_for_ms.map(ago)),
        row::text_or_null(filter.tenant.as_ref().map(|tenant| tenant.0.as_str())),
    ];
    statement::all(database, &statement(filter), &arguments).await
}

/// Conditions that choose the index are written out: a bound value finds no partial index.
fn statement(filter: &JobFilter) -> String {
    let set = match filter.set() {
        JobSet::All => ALL,
        JobSet::Running => RUNNING,
        JobSet::Parked => PARKED,
        JobSet::Unfinished => UNFINISHED,
    };
    let tenant = if filter.tenant.is_some() { "tenant = ?6" } else { "?6 IS NULL" };
    let status = filter.status.map(|status| format!("AND status = '{}'", status.as_str())).unwrap_or_default();
    format!("{COLUMNS} {set} {CONDITIONS} AND {tenant} {status} {PAGE}")
}
