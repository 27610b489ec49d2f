//! Confirmed erasures: the jobs each is about, the clips these use, and the receipt.

use job::Tenant;
use protocol::{JobId, Timestamp, limits};
use serde::Deserialize;
use serde_json::json;
use worker::D1Database;

use super::row::{self, Number};
use super::statement;

/// `?2` lists the subject's pseudonym under every key.
const FIND: &str = "
    SELECT id FROM jobs
    WHERE tenant = ?1 AND subject IN (SELECT value FROM json_each(?2)) AND erased_at IS NULL ORDER BY id LIMIT ?3";

const BEGIN: &str = "INSERT OR IGNORE INTO erasures (id, tenant, asked_at) VALUES (?1, ?2, ?3)";
const NOTE_JOBS: &str = "
    INSERT OR IGNORE INTO erasure_jobs (erasure, job) SELECT ?1, id FROM jobs
    WHERE tenant = ?2 AND subject IN (SELECT value FROM json_each(?3)) AND erased_at IS NULL LIMIT ?4";
const NOTE_CLIPS: &str = "
    INSERT OR IGNORE INTO erasure_clips (erasure, clip) SELECT erasure, clip FROM erasure_jobs
    JOIN clip_uses ON clip_uses.job = erasure_jobs.job WHERE erasure = ?1";

const JOBS: &str = "
    SELECT jobs.id, jobs.erased_at FROM erasure_jobs JOIN jobs ON jobs.id = erasure_jobs.job
    WHERE erasure = ?1 ORDER BY jobs.id";
const UNUSED_CLIPS: &str = "
    SELECT clip FROM erasure_clips
    WHERE erasure = ?1 AND NOT EXISTS (SELECT 1 FROM clip_uses WHERE clip_uses.clip = erasure_clips.clip) LIMIT ?2";
const FORGET_CLIPS: &str = "
    DELETE FROM erasure_clips WHERE erasure = ?1 AND clip IN (SELECT value FROM json_each(?2))";
const COUNT_CLIPS: &str = "UPDATE erasures SET clips_deleted = clips_deleted + ?2 WHERE id = ?1";
const FINISH: &str = "UPDATE erasures SET finished_at = coalesce(finished_at, ?2) WHERE id = ?1";
/// Clips that others use as well stay.
const KEEP_CLIPS: &str = "DELETE FROM erasure_clips WHERE erasure = ?1";
const RECEIPT: &str = "SELECT * FROM erasures WHERE id = ?1";

/// A job of an erasure, and when it was erased.
pub(crate) struct Job {
    pub(crate) id: JobId,
    pub(crate) erased_at: Option<Timestamp>,
}

pub(crate) struct Receipt {
    pub(crate) asked_at: Timestamp,
    pub(crate) finished_at: Option<Timestamp>,
    pub(crate) clips_deleted: u64,
}

/// Jobs that would be erased for these pseudonyms, which are a JSON array.
pub(crate) async fn find(database: &D1Database, tenant: &Tenant, subjects: &str) -> worker::Result<Vec<JobId>> {
    #[derive(Deserialize)]
    struct Row {
        id: JobId,
    }
    let arguments = [row::text(&tenant.0), row::text(subjects), row::number(limits::ERASURE_JOBS_MAX.into())];
    let rows: Vec<Row> = statement::all(database, FIND, &arguments).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Notes the erasure, its jobs and their clips. Idempotent.
pub(crate) async fn note(
    database: &D1Database,
    id: &str,
    tenant: &Tenant,
    subjects: &str,
    now: Timestamp,
) -> worker::Result<()> {
    let begin = [row::text(id), row::text(&tenant.0), row::at(now)];
    let jobs = [row::text(id), row::text(&tenant.0), row::text(subjects), row::number(limits::ERASURE_JOBS_MAX.into())];
    let clips = [row::text(id)];
    statement::batch(database, &[(BEGIN, &begin), (NOTE_JOBS, &jobs), (NOTE_CLIPS, &clips)]).await?;
    Ok(())
}

pub(crate) async fn jobs(database: &D1Database, id: &str) -> worker::Result<Vec<Job>> {
    #[derive(Deserialize)]
    struct Row {
        id: JobId,
        erased_at: Option<Number>,
    }
    let rows: Vec<Row> = statement::all(database, JOBS, &[row::text(id)]).await?;
    Ok(rows.into_iter().map(|row| Job { id: row.id, erased_at: row.erased_at.map(Number::at) }).collect())
}

/// Clips of the erasure that no job uses any more, at most so many as are deleted at once.
pub(crate) async fn unused_clips(database: &D1Database, id: &str) -> worker::Result<Vec<String>> {
    #[derive(Deserialize)]
    struct Row {
        clip: String,
    }
    let arguments = [row::text(id), row::number(limits::ERASURE_CLIPS_AT_ONCE.into())];
    let rows: Vec<Row> = statement::all(database, UNUSED_CLIPS, &arguments).await?;
    Ok(rows.into_iter().map(|row| row.clip).collect())
}

/// Counts clips that were deleted, and finishes the erasure if they were the last.
pub(crate) async fn note_deleted(
    database: &D1Database,
    id: &str,
    clips: &[String],
    finished_at: Option<Timestamp>,
) -> worker::Result<()> {
    let deleted = json!(clips).to_string();
    let forget = [row::text(id), row::text(&deleted)];
    let count = [row::text(id), row::count(clips.len())];
    let (finish, keep) = ([row::text(id), row::at_or_null(finished_at)], [row::text(id)]);
    let mut statements: Vec<statement::Bound<'_>> = vec![(FORGET_CLIPS, &forget), (COUNT_CLIPS, &count)];
    if finished_at.is_some() {
        statements.extend([(FINISH, &finish[..]), (KEEP_CLIPS, &keep[..])]);
    }
    statement::batch(database, &statements).await?;
    Ok(())
}

pub(crate) async fn receipt(database: &D1Database, id: &str) -> worker::Result<Option<Receipt>> {
    #[derive(Deserialize)]
    struct Row {
        asked_at: Number,
        finished_at: Option<Number>,
        clips_deleted: Number,
    }
    let row: Option<Row> = statement::first(database, RECEIPT, &[row::text(id)]).await?;
    Ok(row.map(|row| Receipt {
        asked_at: row.asked_at.at(),
        finished_at: row.finished_at.map(Number::at),
        clips_deleted: row.clips_deleted.u64(),
    }))
}
