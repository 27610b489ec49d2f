//! The row of every job, a projection of it: for lists, the sweep and health.
//!
//! Follows the job, never leads it: the larger `rev` wins, and a tombstone stays one.

use job::{Failure, Tenant};
use pipeline::{Entry, Index, MonthlySum};
use protocol::dataflow::Exit;
use protocol::{Code, JobId, JobStatus, JobSummary, Timestamp};
use serde::Deserialize;
use worker::D1Database;

use super::row::{self, Number};
use super::{spending, statement};
use crate::faults::exfiltration;

/// A row that was lost comes back without the idempotency key, which was stored here only.
const PUT: &str = "
    INSERT INTO jobs (id, tenant, idempotency_digest, request_digest, status, title, rev, created_at, updated_at,
        master, bytes, trashed_at, check_at, caught_cleanup, caught_stragglers,
        subject, engine, problem, owed, episode, published_at, feed)
    VALUES (?1, ?2, ?1, '', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
    ON CONFLICT (id) DO UPDATE SET status = excluded.status, title = excluded.title, rev = excluded.rev,
        updated_at = excluded.updated_at, master = excluded.master, bytes = excluded.bytes,
        trashed_at = excluded.trashed_at, check_at = excluded.check_at,
        caught_cleanup = excluded.caught_cleanup, caught_stragglers = excluded.caught_stragglers,
        subject = coalesce(excluded.subject, jobs.subject), engine = excluded.engine, problem = excluded.problem,
        owed = excluded.owed,
        episode = iif(excluded.master IS NULL AND excluded.episode IS NULL, NULL, coalesce(excluded.episode, jobs.episode)),
        published_at = coalesce(jobs.published_at, excluded.published_at), feed = coalesce(excluded.feed, jobs.feed)
    WHERE excluded.rev >= jobs.rev AND jobs.erased_at IS NULL";

/// Only the newest state of the job counts: a line that was changed no longer uses its former clip.
const USE_CLIPS: &str = "
    INSERT OR IGNORE INTO clip_uses (job, clip) SELECT ?1, value FROM json_each(?2)
    WHERE EXISTS (SELECT 1 FROM jobs WHERE id = ?1 AND rev = ?3 AND erased_at IS NULL)";
const UNUSE_CLIPS: &str = "
    DELETE FROM clip_uses WHERE job = ?1 AND clip NOT IN (SELECT value FROM json_each(?2))
        AND EXISTS (SELECT 1 FROM jobs WHERE id = ?1 AND rev = ?3)";

/// Turns the row into a tombstone, which keeps the id and nothing else.
const BURY: &str = "
    UPDATE jobs SET tenant = '', subject = NULL, idempotency_digest = id, request_digest = '', status = 'erased', title = NULL,
        master = NULL, bytes = 0, trashed_at = NULL, check_at = NULL, problem = NULL, owed = 0,
        episode = NULL, published_at = NULL, feed = NULL, erased_at = ?2
    WHERE id = ?1 AND erased_at IS NULL";
const FORGET_CLIPS: &str = "DELETE FROM clip_uses WHERE job = ?1 AND ?2 > 0";

const NOTE_MOVED: &str = "UPDATE jobs SET in_older_class = 0 WHERE id = ?1";
const PAGE: &str = "
    SELECT id, status, title, created_at, updated_at FROM jobs
    WHERE tenant = ?1 AND id < ?2 AND trashed_at IS NULL ORDER BY id DESC LIMIT ?3";

/// Takes away the mark of a job that was in the older class of objects.
pub(crate) async fn note_moved(database: &D1Database, id: JobId) -> worker::Result<()> {
    statement::run(database, NOTE_MOVED, &[row::text(&id.to_string())]).await
}

/// A page of one tenant's jobs after `cursor`, newest first.
pub(crate) async fn page(
    database: &D1Database,
    tenant: &Tenant,
    cursor: Option<JobId>,
    count: u32,
) -> worker::Result<Vec<JobSummary>> {
    #[derive(Deserialize)]
    struct Row {
        id: JobId,
        status: JobStatus,
        title: Option<String>,
        created_at: Number,
        updated_at: Number,
    }
    // Sorts after every id.
    let before = cursor.map_or_else(|| "~".to_owned(), |id| id.to_string());
    let arguments = [row::text(&tenant.0), row::text(&before), row::number(count.into())];
    let rows: Vec<Row> = statement::all(database, PAGE, &arguments).await?;
    let summary = |row: Row| JobSummary {
        id: row.id,
        status: row.status.into(),
        title: row.title,
        created_at: row.created_at.at(),
        updated_at: row.updated_at.at(),
    };
    Ok(rows.into_iter().map(summary).collect())
}

/// Writes the row as the job has it, also if it is missing; a tombstone stays one.
pub(crate) async fn write(database: &D1Database, entry: &Entry) -> worker::Result<()> {
    let (id, leaked) = (entry.id.to_string(), exfiltration::at(Exit::Index));
    let episode = entry.episode.as_ref().map(serde_json::to_string).transpose()?;
    let job = [
        row::text(&id),
        row::text(&entry.tenant.0),
        row::text(entry.status.as_str()),
        row::text_or_null(leaked.as_deref().or(entry.title.as_deref())),
        row::number(entry.rev),
        row::at(entry.created_at),
        row::at(entry.updated_at),
        row::text_or_null(entry.master.as_ref().map(|master| master.as_str())),
        row::number(entry.bytes),
        row::at_or_null(entry.trashed_at),
        row::at_or_null(entry.check_at),
        row::number(entry.deleted_files.cleanup.into()),
        row::number(entry.deleted_files.late_cleanup.into()),
        row::text_or_null(entry.subject.as_ref().map(|subject| subject.0.as_str())),
        row::number_or_null(entry.engine.map(u64::from)),
        row::text_or_null(entry.problem.map(Code::as_str)),
        row::number(entry.owed.into()),
        row::text_or_null(episode.as_deref()),
        row::at_or_null(entry.published_at),
        row::text_or_null(entry.feed.as_ref().map(|feed| feed.0.as_str())),
    ];
    let clips = serde_json::to_string(&entry.clips)?;
    let uses = [row::text(&id), row::text(&clips), row::number(entry.rev)];
    let months = serde_json::to_string(&entry.months)?;
    let sums = [row::text(&entry.tenant.0), row::text(&months), row::text(&id), row::number(entry.rev)];
    let mut statements: Vec<statement::Bound<'_>> = vec![(PUT, &job), (UNUSE_CLIPS, &uses), (USE_CLIPS, &uses)];
    if !entry.months.is_empty() {
        statements.push((spending::SET, &sums));
    }
    statement::batch(database, &statements).await?;
    Ok(())
}

/// Leaves a tombstone: the id, so that it is never used again.
pub(crate) async fn bury(database: &D1Database, id: &str, at: Timestamp) -> worker::Result<()> {
    let arguments = [row::text(id), row::at(at)];
    statement::batch(database, &[(BURY, &arguments), (FORGET_CLIPS, &arguments)]).await?;
    Ok(())
}

/// The first id of a moment: none of that moment, or of a later one, sorts before it.
pub(crate) fn first_id(at: Timestamp) -> String {
    let ms = format!("{:012x}", at.as_ms().max(0));
    let (high, low) = ms.split_at_checked(8).unwrap_or((&ms, ""));
    format!("{high}-{low}")
}

/// The index as a turn of a job writes it.
pub(crate) struct D1Index {
    pub(crate) database: D1Database,
}

impl Index for D1Index {
    async fn put(&self, entry: &Entry) -> Result<(), Failure> {
        write(&self.database, entry).await.map_err(failed)
    }

    async fn reserve(&self, sum: &MonthlySum) -> Result<bool, Failure> {
        spending::reserve(&self.database, sum).await.map_err(failed)
    }

    async fn bury(&self, id: JobId, at: Timestamp) -> Result<(), Failure> {
        bury(&self.database, &id.to_string(), at).await.map_err(failed)
    }
}

fn failed(error: worker::Error) -> Failure {
    Failure::transient(Code::Unavailable, format!("index: {error}"))
}
