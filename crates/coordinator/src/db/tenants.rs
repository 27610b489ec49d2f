//! Tenants: their quotas, retention and redaction, and when they were suspended.

use job::Tenant;
use protocol::{Redaction, Show, TenantChange, TenantView, Timestamp};
use serde::Deserialize;
use serde_json::json;
use worker::D1Database;

use super::row::{self, Number};
use super::statement;

/// Far above any expected number of tenants.
const SHOWN_MAX: u64 = 1_000;

const LIST: &str = "SELECT * FROM tenants ORDER BY created_at, id LIMIT ?1";
const FIND: &str = "SELECT * FROM tenants WHERE id = ?1";
const INSERT: &str = "INSERT INTO tenants (id, created_at) VALUES (?1, ?2)";

/// `?2` is the change as JSON: what it does not name stays, and what it names as null becomes null.
const CHANGE: &str = "
    UPDATE tenants SET
        keep_days = iif(json_type(?2, '$.keep_days') IS NULL, keep_days, ?2 ->> '$.keep_days'),
        keep_bytes = iif(json_type(?2, '$.keep_bytes') IS NULL, keep_bytes, ?2 ->> '$.keep_bytes'),
        jobs_max = iif(json_type(?2, '$.jobs_max') IS NULL, jobs_max, ?2 ->> '$.jobs_max'),
        bytes_max = iif(json_type(?2, '$.bytes_max') IS NULL, bytes_max, ?2 ->> '$.bytes_max'),
        monthly_budget = iif(json_type(?2, '$.monthly_budget') IS NULL, monthly_budget, ?2 ->> '$.monthly_budget'),
        show = iif(json_type(?2, '$.show') IS NULL, show, ?2 ->> '$.show'),
        redaction = coalesce(?2 ->> '$.redaction', redaction),
        show_addresses = coalesce(?2 ->> '$.show_addresses', show_addresses),
        suspended_at = CASE ?2 ->> '$.suspended' WHEN 1 THEN coalesce(suspended_at, ?3) WHEN 0 THEN NULL ELSE suspended_at END
    WHERE id = ?1 RETURNING *";

#[derive(Deserialize)]
struct Row {
    id: Tenant,
    created_at: Number,
    keep_days: Option<Number>,
    keep_bytes: Option<Number>,
    jobs_max: Option<Number>,
    bytes_max: Option<Number>,
    monthly_budget: Option<Number>,
    show: Option<String>,
    redaction: Redaction,
    show_addresses: Number,
    suspended_at: Option<Number>,
}

impl Row {
    fn view(self) -> TenantView {
        TenantView {
            id: self.id,
            created_at: self.created_at.at(),
            keep_days: self.keep_days.map(Number::u64),
            keep_bytes: self.keep_bytes.map(Number::u64),
            jobs_max: self.jobs_max.map(Number::u64),
            bytes_max: self.bytes_max.map(Number::u64),
            monthly_budget: self.monthly_budget.map(Number::u64),
            show: show(self.show.as_deref()),
            redaction: self.redaction,
            show_addresses: !self.show_addresses.is_zero(),
            suspended_at: self.suspended_at.map(Number::at),
        }
    }
}

/// A show profile as it is stored; one that newer code has written, and this does not know, is none.
pub(super) fn show(stored: Option<&str>) -> Option<Show> {
    serde_json::from_str(stored?).ok()
}

pub(crate) async fn list(database: &D1Database) -> worker::Result<Vec<TenantView>> {
    let rows: Vec<Row> = statement::all(database, LIST, &[row::number(SHOWN_MAX)]).await?;
    Ok(rows.into_iter().map(Row::view).collect())
}

/// One tenant; `None` when there is no such row.
pub(crate) async fn find(database: &D1Database, id: &Tenant) -> worker::Result<Option<TenantView>> {
    let row: Option<Row> = statement::first(database, FIND, &[row::text(&id.0)]).await?;
    Ok(row.map(Row::view))
}

pub(crate) async fn insert(database: &D1Database, id: &Tenant, now: Timestamp) -> worker::Result<()> {
    statement::run(database, INSERT, &[row::text(&id.0), row::at(now)]).await
}

/// Applies a change; `None` when there is no such tenant.
pub(crate) async fn change(
    database: &D1Database,
    id: &str,
    change: &TenantChange,
    now: Timestamp,
) -> worker::Result<Option<TenantView>> {
    let change = json!(change).to_string();
    let arguments = [row::text(id), row::text(&change), row::at(now)];
    let changed: Vec<Row> = statement::all(database, CHANGE, &arguments).await?;
    Ok(changed.into_iter().next().map(Row::view))
}
