//! The pause of the intake: one row while no new jobs are taken.

use protocol::{Intake, Subject, Timestamp};
use serde::Deserialize;
use worker::D1Database;

use super::row::{self, Number};
use super::statement;

const PAUSE: &str = "
    INSERT INTO intake_pause (only, paused_at, reason, actor) VALUES (1, ?1, ?2, ?3)
    ON CONFLICT (only) DO UPDATE SET reason = excluded.reason, actor = excluded.actor";
const OPEN: &str = "DELETE FROM intake_pause";
const READ: &str = "
    SELECT paused_at, reason, actor, (SELECT COUNT(*) FROM jobs WHERE check_at IS NOT NULL AND status = 'running') AS running
    FROM (SELECT 1) LEFT JOIN intake_pause";

pub(crate) async fn pause(
    database: &D1Database,
    reason: &str,
    actor: Option<&Subject>,
    now: Timestamp,
) -> worker::Result<()> {
    let actor = row::text_or_null(actor.map(|actor| actor.0.as_str()));
    statement::run(database, PAUSE, &[row::at(now), row::text(reason), actor]).await
}

pub(crate) async fn open(database: &D1Database) -> worker::Result<()> {
    statement::run(database, OPEN, &[]).await
}

pub(crate) async fn read(database: &D1Database) -> worker::Result<Option<Intake>> {
    #[derive(Deserialize)]
    struct Row {
        paused_at: Option<Number>,
        reason: Option<String>,
        actor: Option<String>,
        running: Number,
    }
    let row: Option<Row> = statement::first(database, READ, &[]).await?;
    Ok(row.map(|row| Intake {
        paused_at: row.paused_at.map(Number::at),
        reason: row.reason,
        actor: row.actor,
        running: row.running.u64(),
    }))
}
