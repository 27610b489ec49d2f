//! Erasure of a subject (GDPR): its jobs are trashed and purged as their owner could, and clips that nobody else uses are deleted.
//!
//! Takes two calls: the first returns a confirmation token, the second presents it. Idempotent: repeating a confirmed erasure
//! resumes it and returns the same receipt.

use futures::StreamExt;
use identity::{Asker, Purpose, erasure_id, named, sign, verify};
use job::Tenant;
use pipeline::Artifacts;
use protocol::{Code, EraseSubject, ErasedJob, Erasure, JobId, JobView, Problem, Purge, Subject, TokenId, limits};
use serde_json::json;
use worker::{D1Database, Request};

use crate::answer::{Answer, Stop, json};
use crate::db::erasures;
use crate::http::body;
use crate::http::context::Context;
use crate::platform::artifacts;
use crate::rpc::{Call, JobRef, call};

/// Purges under way at once: each is two calls of an object.
const PURGED_AT_ONCE: usize = 6;

pub(crate) async fn erase(context: &Context<'_>, request: &mut Request) -> Answer {
    let EraseSubject { tenant, subject, token, confirm } = body::parsed(request).await?;
    let Context { settings, now, .. } = *context;
    let subjects = subjects(context, &tenant, subject, token)?;
    let signing = settings.signing_keys()?;
    let newest = subjects.first().map_or("", |subject| subject.0.as_str());
    let subjects = json!(subjects).to_string();
    let database = context.database()?;
    let Some(confirm) = confirm else {
        let confirm = sign(signing, Purpose::Erasure, &tenant, newest, now.plus_ms(limits::ERASURE_CONFIRM_MS));
        return json(200, &announced(&database, tenant, &subjects, confirm).await?);
    };
    if verify(signing, Purpose::Erasure, &confirm, newest, now)? != tenant {
        return Err(Code::GrantInvalid.into());
    }
    let erasing = Erasing { context, database, id: erasure_id(&confirm).to_owned(), tenant };
    erasures::note(&erasing.database, &erasing.id, &erasing.tenant, &subjects, now).await?;
    erasing.purge().await?;
    erasing.finish().await?;
    json(200, &erasing.receipt().await?)
}

/// The subject's pseudonyms under all keys, newest key first.
fn subjects(
    context: &Context<'_>,
    tenant: &Tenant,
    name: Option<String>,
    token: Option<TokenId>,
) -> Result<Vec<Subject>, Stop> {
    let name = name.map(named).transpose()?;
    let asker = match (&name, &token) {
        (Some(name), None) => Asker::Named(name),
        (None, Some(token)) => Asker::Token(token),
        (None, None) | (Some(_), Some(_)) => {
            return Err(Problem::because(Code::InvalidField, "either subject or token has to be given").into());
        }
    };
    Ok(asker.subjects(context.settings.subject_keys()?, tenant))
}

/// The jobs that would be erased, and the token that confirms it; nothing is written.
async fn announced(database: &D1Database, tenant: Tenant, subjects: &str, confirm: String) -> worker::Result<Erasure> {
    let found = erasures::find(database, &tenant, subjects).await?;
    let jobs: Vec<ErasedJob> = found.into_iter().map(|id| ErasedJob { id, erased_at: None }).collect();
    let jobs_pending = jobs.len() as u64;
    let (id, asked_at, finished_at) = (None, None, None);
    Ok(Erasure { tenant, id, confirm: Some(confirm), asked_at, finished_at, jobs, jobs_pending, clips_deleted: 0 })
}

/// A confirmed erasure. Its jobs and clips are noted in D1 before anything is deleted.
struct Erasing<'a> {
    context: &'a Context<'a>,
    database: D1Database,
    id: String,
    tenant: Tenant,
}

impl Erasing<'_> {
    /// Purges the jobs that are left; one whose object does not answer is left for the next call.
    async fn purge(&self) -> worker::Result<()> {
        let jobs = erasures::jobs(&self.database, &self.id).await?;
        let pending = jobs.into_iter().filter(|job| job.erased_at.is_none()).take(limits::ERASURE_JOBS_AT_ONCE);
        let purged = futures::stream::iter(pending.map(|job| job.id))
            .map(|id| async move {
                if let Err(error) = self.purge_one(id).await {
                    tracing::warn!(%error, job = %id, "a job is not purged yet");
                }
            })
            .buffer_unordered(PURGED_AT_ONCE);
        purged.collect::<()>().await;
        Ok(())
    }

    /// Trashes and purges a job as its owner would; one that is gone already needs neither.
    async fn purge_one(&self, id: JobId) -> worker::Result<()> {
        let (env, job) = (self.context.env, JobRef::of(&self.tenant, id));
        let mut answer = call(env, job, &Call::Trash).await?;
        if answer.status_code() != 200 {
            let problem: Problem = answer.json().await?;
            let is_gone = problem.code == Code::JobNotFound;
            return if is_gone { Ok(()) } else { Err(worker::Error::RustError(problem.title)) };
        }
        let view: JobView = answer.json().await?;
        let Some(trash) = view.trash else { return Ok(()) };
        call(env, job, &Call::Purge(Purge { token: trash.purge_token })).await?;
        Ok(())
    }

    /// Deletes the clips once no job is left.
    async fn finish(&self) -> Result<(), Stop> {
        let jobs = erasures::jobs(&self.database, &self.id).await?;
        if jobs.iter().any(|job| job.erased_at.is_none()) {
            return Ok(());
        }
        let clips = erasures::unused_clips(&self.database, &self.id).await?;
        let failed = |failure: job::Failure| Stop::Platform(worker::Error::RustError(failure.detail));
        artifacts::open(self.context.env)?.delete(&clips).await.map_err(failed)?;
        let is_last = clips.len() < limits::ERASURE_CLIPS_AT_ONCE as usize;
        let finished_at = is_last.then_some(self.context.now);
        Ok(erasures::note_deleted(&self.database, &self.id, &clips, finished_at).await?)
    }

    async fn receipt(self) -> Result<Erasure, Stop> {
        let jobs = erasures::jobs(&self.database, &self.id).await?;
        let receipt = erasures::receipt(&self.database, &self.id).await?.ok_or(Code::Internal)?;
        Ok(Erasure {
            tenant: self.tenant,
            id: Some(self.id),
            confirm: None,
            asked_at: Some(receipt.asked_at),
            finished_at: receipt.finished_at,
            jobs_pending: jobs.iter().filter(|job| job.erased_at.is_none()).count() as u64,
            jobs: jobs.into_iter().map(|job| ErasedJob { id: job.id, erased_at: job.erased_at }).collect(),
            clips_deleted: receipt.clips_deleted,
        })
    }
}
