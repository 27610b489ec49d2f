//! Tenants in D1, and what whoever runs the service does with them.

use job::Tenant;
use protocol::{Code, Redaction, TenantChange, TenantList, TenantView, Timestamp, parse_body};
use serde::Deserialize;
use serde_json::json;
use worker::{D1Result, D1Type, Env, Request};

use crate::answer::{Answer, Stop, json};
use crate::http::jobs::create;
use crate::platform::bindings;
use crate::platform::random;

/// More than anybody runs this for.
const SHOWN_MAX: u32 = 1_000;

const INSERT: &str = "INSERT INTO tenants (id, created_at) VALUES (?1, ?2)";

/// `?2` is the change as JSON: what it does not name stays, and what it names as null becomes null.
const CHANGE: &str = "
    UPDATE tenants SET
        keep_days = iif(json_type(?2, '$.keep_days') IS NULL, keep_days, ?2 ->> '$.keep_days'),
        keep_bytes = iif(json_type(?2, '$.keep_bytes') IS NULL, keep_bytes, ?2 ->> '$.keep_bytes'),
        jobs_max = iif(json_type(?2, '$.jobs_max') IS NULL, jobs_max, ?2 ->> '$.jobs_max'),
        bytes_max = iif(json_type(?2, '$.bytes_max') IS NULL, bytes_max, ?2 ->> '$.bytes_max'),
        redaction = coalesce(?2 ->> '$.redaction', redaction),
        suspended_at = CASE ?2 ->> '$.suspended' WHEN 1 THEN coalesce(suspended_at, ?3) WHEN 0 THEN NULL ELSE suspended_at END
    WHERE id = ?1 RETURNING *";

#[derive(Deserialize)]
struct Row {
    id: Tenant,
    created_at: f64,
    keep_days: Option<f64>,
    keep_bytes: Option<f64>,
    jobs_max: Option<f64>,
    bytes_max: Option<f64>,
    redaction: Redaction,
    suspended_at: Option<f64>,
}

impl Row {
    fn view(self) -> TenantView {
        let at = |ms: f64| Timestamp::from_ms(ms as i64);
        let count = |number: f64| number as u64;
        TenantView {
            id: self.id,
            created_at: at(self.created_at),
            keep_days: self.keep_days.map(count),
            keep_bytes: self.keep_bytes.map(count),
            jobs_max: self.jobs_max.map(count),
            bytes_max: self.bytes_max.map(count),
            redaction: self.redaction,
            suspended_at: self.suspended_at.map(at),
        }
    }
}

pub(crate) async fn list(env: &Env) -> Answer {
    let statement = bindings::index(env)?.prepare("SELECT * FROM tenants ORDER BY created_at, id LIMIT ?1");
    let rows: Vec<Row> = statement.bind_refs(&D1Type::Real(SHOWN_MAX.into()))?.all().await?.results()?;
    json(200, &TenantList { tenants: rows.into_iter().map(Row::view).collect() })
}

/// What holds for a tenant's jobs; `None` for one nobody has made.
pub(crate) async fn find(env: &Env, id: &Tenant) -> worker::Result<Option<TenantView>> {
    let statement = bindings::index(env)?.prepare("SELECT * FROM tenants WHERE id = ?1");
    let row: Option<Row> = statement.bind_refs(&D1Type::Text(&id.0))?.first(None).await?;
    Ok(row.map(Row::view))
}

pub(crate) async fn create(request: &mut Request, env: &Env, now: Timestamp) -> Answer {
    let change = change(request).await?;
    let id = Tenant(random::name()?);
    let insert = bindings::index(env)?.prepare(INSERT);
    insert.bind_refs(&[D1Type::Text(&id.0), D1Type::Real(now.as_ms() as f64)])?.run().await?;
    let created = apply(env, &id.0, &change, now).await?.ok_or(Code::Internal)?;
    json(201, &created)
}

pub(crate) async fn update(request: &mut Request, env: &Env, id: &str, now: Timestamp) -> Answer {
    let change = change(request).await?;
    json(200, &apply(env, id, &change, now).await?.ok_or(Code::TenantNotFound)?)
}

async fn change(request: &mut Request) -> Result<TenantChange, Stop> {
    let change: TenantChange = parse_body(&create::json_body(request).await?)?;
    change.check()?;
    Ok(change)
}

async fn apply(env: &Env, id: &str, change: &TenantChange, now: Timestamp) -> worker::Result<Option<TenantView>> {
    let change = json!(change).to_string();
    let statement = bindings::index(env)?.prepare(CHANGE);
    let arguments = [D1Type::Text(id), D1Type::Text(&change), D1Type::Real(now.as_ms() as f64)];
    let changed: D1Result = statement.bind_refs(&arguments)?.all().await?;
    Ok(changed.results::<Row>()?.into_iter().next().map(Row::view))
}
