//! The audit log: a row per admin act, inserted before it runs and updated with the status it returned.

use protocol::{Act, JobId, Subject, Timestamp, limits};
use serde::Deserialize;
use worker::D1Database;

use super::row::{self, Number};
use super::statement;

const BEGIN: &str = "INSERT INTO audit (id, at, actor, act, object, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
const END: &str = "UPDATE audit SET status = ?2, ended_at = ?3 WHERE id = ?1";
const PAGE: &str = "SELECT * FROM audit WHERE id < ?1 ORDER BY id DESC LIMIT ?2";
const ABOUT: &str = "SELECT * FROM audit WHERE object = ?1 ORDER BY id DESC LIMIT ?2";

/// An act that is about to run.
pub(crate) struct Entry<'a> {
    pub(crate) id: &'a str,
    pub(crate) at: Timestamp,
    /// A pseudonym.
    pub(crate) actor: Option<&'a Subject>,
    pub(crate) act: &'a str,
    pub(crate) object: Option<&'a str>,
    pub(crate) reason: Option<&'a str>,
}

pub(crate) async fn begin(database: &D1Database, entry: &Entry<'_>) -> worker::Result<()> {
    let arguments = [
        row::text(entry.id),
        row::at(entry.at),
        row::text_or_null(entry.actor.map(|actor| actor.0.as_str())),
        row::text(entry.act),
        row::text_or_null(entry.object),
        row::text_or_null(entry.reason),
    ];
    statement::run(database, BEGIN, &arguments).await
}

pub(crate) async fn end(database: &D1Database, id: &str, status: u16, now: Timestamp) -> worker::Result<()> {
    statement::run(database, END, &[row::text(id), row::number(status.into()), row::at(now)]).await
}

/// Acts before an id, latest first: a page, and one more if there are more.
pub(crate) async fn page(database: &D1Database, before: &str) -> worker::Result<Vec<Act>> {
    list(database, PAGE, before, limits::PAGE_ACTS.saturating_add(1)).await
}

/// Acts on one job, latest first.
pub(crate) async fn about(database: &D1Database, id: JobId) -> worker::Result<Vec<Act>> {
    list(database, ABOUT, &id.to_string(), limits::JOB_ACTS_MAX).await
}

async fn list(database: &D1Database, statement: &str, which: &str, count: u32) -> worker::Result<Vec<Act>> {
    #[derive(Deserialize)]
    struct Row {
        id: String,
        at: Number,
        actor: Option<String>,
        act: String,
        object: Option<String>,
        reason: Option<String>,
        status: Option<Number>,
        ended_at: Option<Number>,
    }
    let rows: Vec<Row> = statement::all(database, statement, &[row::text(which), row::number(count.into())]).await?;
    let act = |row: Row| Act {
        id: row.id,
        at: row.at.at(),
        actor: row.actor,
        act: row.act,
        object: row.object,
        reason: row.reason,
        status: row.status.map(Number::u16),
        ended_at: row.ended_at.map(Number::at),
    };
    Ok(rows.into_iter().map(act).collect())
}
