//! Confirmed erasures: the jobs each is about, the clips these use, and the receipt.

use job::{Failure, Tenant};
use pipeline::{ConfirmedErasure, ErasureReceipt, Erasures, NotedJob};
use protocol::{Code, JobId, Timestamp, limits};
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
/// Jobs made after an erasure was finished are another one's.
const NOTE_JOBS: &str = "
    INSERT OR IGNORE INTO erasure_jobs (erasure, job) SELECT ?1, id FROM jobs
    WHERE tenant = ?2 AND subject IN (SELECT value FROM json_each(?3)) AND erased_at IS NULL
        AND EXISTS (SELECT 1 FROM erasures WHERE id = ?1 AND finished_at IS NULL) LIMIT ?4";
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

pub(crate) struct D1Erasures {
    pub(crate) database: D1Database,
}

impl Erasures for D1Erasures {
    async fn find(&self, tenant: &Tenant, subjects: &str) -> Result<Vec<JobId>, Failure> {
        #[derive(Deserialize)]
        struct Row {
            id: JobId,
        }
        let arguments = [row::text(&tenant.0), row::text(subjects), row::number(limits::ERASURE_JOBS_MAX.into())];
        let rows: Vec<Row> = statement::all(&self.database, FIND, &arguments).await.map_err(failed)?;
        Ok(rows.into_iter().map(|row| row.id).collect())
    }

    async fn note(&self, confirmed: &ConfirmedErasure) -> Result<(), Failure> {
        let ConfirmedErasure { id, tenant, subjects, at } = confirmed;
        let begin = [row::text(id), row::text(&tenant.0), row::at(*at)];
        let jobs_max = row::number(limits::ERASURE_JOBS_MAX.into());
        let jobs = [row::text(id), row::text(&tenant.0), row::text(subjects), jobs_max];
        let clips = [row::text(id)];
        let statements: [statement::Bound<'_>; 3] = [(BEGIN, &begin), (NOTE_JOBS, &jobs), (NOTE_CLIPS, &clips)];
        statement::batch(&self.database, &statements).await.map_err(failed)?;
        Ok(())
    }

    async fn jobs(&self, erasure: &str) -> Result<Vec<NotedJob>, Failure> {
        #[derive(Deserialize)]
        struct Row {
            id: JobId,
            erased_at: Option<Number>,
        }
        let rows: Vec<Row> = statement::all(&self.database, JOBS, &[row::text(erasure)]).await.map_err(failed)?;
        Ok(rows.into_iter().map(|row| NotedJob { id: row.id, erased_at: row.erased_at.map(Number::at) }).collect())
    }

    async fn unused_clips(&self, erasure: &str) -> Result<Vec<String>, Failure> {
        #[derive(Deserialize)]
        struct Row {
            clip: String,
        }
        let arguments = [row::text(erasure), row::number(limits::ERASURE_CLIPS_AT_ONCE.into())];
        let rows: Vec<Row> = statement::all(&self.database, UNUSED_CLIPS, &arguments).await.map_err(failed)?;
        Ok(rows.into_iter().map(|row| row.clip).collect())
    }

    async fn note_deleted(
        &self,
        erasure: &str,
        clips: &[String],
        finished_at: Option<Timestamp>,
    ) -> Result<(), Failure> {
        let deleted = json!(clips).to_string();
        let forget = [row::text(erasure), row::text(&deleted)];
        let count = [row::text(erasure), row::count(clips.len())];
        let (finish, keep) = ([row::text(erasure), row::at_or_null(finished_at)], [row::text(erasure)]);
        let mut statements: Vec<statement::Bound<'_>> = vec![(FORGET_CLIPS, &forget), (COUNT_CLIPS, &count)];
        if finished_at.is_some() {
            statements.extend([(FINISH, &finish[..]), (KEEP_CLIPS, &keep[..])]);
        }
        statement::batch(&self.database, &statements).await.map_err(failed)?;
        Ok(())
    }

    async fn receipt(&self, erasure: &str) -> Result<Option<ErasureReceipt>, Failure> {
        #[derive(Deserialize)]
        struct Row {
            asked_at: Number,
            finished_at: Option<Number>,
            clips_deleted: Number,
        }
        let row: Option<Row> =
            statement::first(&self.database, RECEIPT, &[row::text(erasure)]).await.map_err(failed)?;
        Ok(row.map(|row| ErasureReceipt {
            asked_at: row.asked_at.at(),
            finished_at: row.finished_at.map(Number::at),
            clips_deleted: row.clips_deleted.u64(),
        }))
    }
}

fn failed(error: worker::Error) -> Failure {
    Failure::transient(Code::Unavailable, format!("erasures: {error}"))
}
