//! Any tenant's jobs, for whoever runs the service: how they stand, and nothing of what is in them.

use protocol::{Code, JobFilter, JobId, JobSet, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};
use worker::{D1Type, Env, Url};

use crate::answer::{Answer, json, text};
use crate::db::stats;
use crate::http::admin::audit;
use crate::platform::bindings;
use crate::rpc::call;
use crate::rpc::call::Call;

/// A line as `protocol::AdminJob` has it, made where it lies. A patch takes away what is null.
const COLUMNS: &str = "
    SELECT id, json_patch('{}', json_object('id', id, 'tenant', tenant, 'subject', subject, 'status', status,
        'problem', problem, 'engine', engine, 'steps_owed', owed,
        'created_at', strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000, 'unixepoch'),
        'updated_at', strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000, 'unixepoch'),
        'trashed_at', strftime('%Y-%m-%dT%H:%M:%fZ', trashed_at / 1000, 'unixepoch'))) AS line FROM";

/// Each looks at the jobs that are meant: left alone, the index walks through all there are for the few that run.
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
struct Row {
    id: String,
    line: String,
}

pub(crate) async fn list(url: &Url, env: &Env, now: Timestamp) -> Answer {
    let mut filter = JobFilter::default();
    for (name, value) in url.query_pairs() {
        filter.read(&name, &value)?;
    }
    filter.check()?;
    let limit = filter.page.limit;
    let ago = |ms: i64| now.plus_ms(ms.saturating_neg());
    // Sorts after every id.
    let after = filter.page.cursor.map_or_else(|| "~".to_owned(), |id| id.to_string());
    // Ids begin with the time.
    let before = filter.older_than_ms.map_or(after.clone(), |ms| stats::first_id(ago(ms)).min(after));
    let arguments = [
        D1Type::Text(&before),
        D1Type::Real(f64::from(limit.saturating_add(1))),
        filter.parked_for.map_or(D1Type::Null, |code| D1Type::Text(Code::as_str(code))),
        filter.engine.map_or(D1Type::Null, |engine| D1Type::Real(engine.into())),
        filter.still_for_ms.map_or(D1Type::Null, |ms| D1Type::Real(ago(ms).as_ms() as f64)),
        filter.tenant.as_ref().map_or(D1Type::Null, |tenant| D1Type::Text(&tenant.0)),
    ];
    let statement = bindings::index(env)?.prepare(statement(&filter)).bind_refs(&arguments)?;
    let mut rows: Vec<Row> = statement.all().await?.results()?;
    let has_more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let lines = rows.iter().map(|row| row.line.as_str()).collect::<Vec<_>>().join(",");
    let next = rows.last().filter(|_| has_more).map(|row| format!(r#","next_cursor":"{}""#, row.id));
    text("application/json", &format!(r#"{{"jobs":[{lines}]{}}}"#, next.unwrap_or_default()))
}

/// How a job stands by its own word, and what was done to it.
pub(crate) async fn read(env: &Env, id: JobId) -> Answer {
    let mut answer = call::call(env, None, id, Call::Standing, None).await?;
    if answer.status_code() != 200 {
        return Ok(answer);
    }
    let mut view: Value = answer.json().await?;
    if let Some(view) = view.as_object_mut() {
        view.insert("acts".to_owned(), json!(audit::about(env, id).await?));
    }
    json(200, &view)
}

/// What the index is to be searched by is said in words of its own: a bound value finds no partial index.
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
