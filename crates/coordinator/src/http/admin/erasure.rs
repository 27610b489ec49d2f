//! Erasing what one subject has asked for: every job is thrown away and purged as its owner could, and what it was put
//! together from is deleted when nobody else uses it. Asked again, it goes on; told again, it is the same receipt.

use futures::StreamExt;
use identity::{Asker, Identity, Purpose, erasure_id, named, sign, verify};
use job::Tenant;
use pipeline::Artifacts;
use protocol::{
    Code, EraseSubject, ErasedJob, Erasure, JobId, JobView, Problem, Purge, Subject, Timestamp, TokenId, limits,
    parse_body,
};
use serde::Deserialize;
use serde_json::json;
use worker::{D1Database, D1Type, Env, Request};

use crate::answer::{Answer, Stop, json};
use crate::http::jobs::create;
use crate::platform::artifacts;
use crate::platform::bindings;
use crate::platform::bindings::Given;
use crate::rpc::call;
use crate::rpc::call::Call;

/// At once: each is two calls of an object.
const PURGED_AT_ONCE: usize = 6;

/// Every key's pseudonym is looked for.
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
/// What others use as well is theirs.
const FINISH: &str = "UPDATE erasures SET finished_at = coalesce(finished_at, ?2) WHERE id = ?1";
const KEEP_CLIPS: &str = "DELETE FROM erasure_clips WHERE erasure = ?1";

#[derive(Deserialize)]
struct Receipt {
    asked_at: f64,
    finished_at: Option<f64>,
    clips_deleted: f64,
}

#[derive(Deserialize)]
struct JobRow {
    id: JobId,
    erased_at: Option<f64>,
}

pub(crate) async fn erase(request: &mut Request, env: &Env, now: Timestamp) -> Answer {
    let EraseSubject { tenant, subject, token, confirm } = parse_body(&create::json_body(request).await?)?;
    let given = bindings::read(env);
    let subjects = subjects(&given, &tenant, subject.map(named).transpose()?, token)?;
    let signing = given.signing_keys()?;
    let newest = subjects.first().map_or("", |subject| subject.0.as_str());
    let subjects = json!(subjects).to_string();
    let Some(confirm) = confirm else {
        let confirm = sign(signing, Purpose::Erasure, &tenant, newest, now.plus_ms(limits::ERASURE_CONFIRM_MS));
        return json(200, &announced(env, tenant, &subjects, confirm).await?);
    };
    if verify(signing, Purpose::Erasure, &confirm, newest, now)? != tenant {
        return Err(Code::GrantInvalid.into());
    }
    let erasing = Erasing { env, database: bindings::index(env)?, id: erasure_id(&confirm).to_owned(), tenant };
    erasing.note(&subjects, now).await?;
    erasing.purge().await?;
    erasing.finish(now).await?;
    json(200, &erasing.receipt().await?)
}

/// The newest key's first.
fn subjects(
    given: &Given,
    tenant: &Tenant,
    name: Option<Identity>,
    token: Option<TokenId>,
) -> Result<Vec<Subject>, Stop> {
    let asker = match (&name, &token) {
        (Some(name), None) => Asker::Named(name),
        (None, Some(token)) => Asker::Token(token),
        (None, None) | (Some(_), Some(_)) => {
            return Err(Problem::because(Code::InvalidField, "either subject or token has to be given").into());
        }
    };
    Ok(asker.subjects(given.subject_keys()?, tenant))
}

/// What would be erased; nothing is written.
async fn announced(env: &Env, tenant: Tenant, subjects: &str, confirm: String) -> worker::Result<Erasure> {
    let arguments =
        [D1Type::Text(&tenant.0), D1Type::Text(subjects), D1Type::Real(f64::from(limits::ERASURE_JOBS_MAX))];
    let found = bindings::index(env)?.prepare(FIND).bind_refs(&arguments)?.all().await?;
    #[derive(Deserialize)]
    struct Found {
        id: JobId,
    }
    let jobs: Vec<ErasedJob> =
        found.results::<Found>()?.into_iter().map(|Found { id }| ErasedJob { id, erased_at: None }).collect();
    let jobs_pending = jobs.len() as u64;
    let (id, asked_at, finished_at) = (None, None, None);
    Ok(Erasure { tenant, id, confirm: Some(confirm), asked_at, finished_at, jobs, jobs_pending, clips_deleted: 0 })
}

/// One erasure that was confirmed.
struct Erasing<'a> {
    env: &'a Env,
    database: D1Database,
    id: String,
    tenant: Tenant,
}

impl Erasing<'_> {
    /// Before anything is gone, it is written down what there is.
    async fn note(&self, subjects: &str, now: Timestamp) -> worker::Result<()> {
        let (id, tenant) = (D1Type::Text(&self.id), D1Type::Text(&self.tenant.0));
        let begin = self.database.prepare(BEGIN).bind_refs([&id, &tenant, &D1Type::Real(now.as_ms() as f64)])?;
        let jobs = self.database.prepare(NOTE_JOBS).bind_refs([
            &id,
            &tenant,
            &D1Type::Text(subjects),
            &D1Type::Real(limits::ERASURE_JOBS_MAX.into()),
        ])?;
        let clips = self.database.prepare(NOTE_CLIPS).bind_refs(&id)?;
        self.database.batch(vec![begin, jobs, clips]).await?;
        Ok(())
    }

    /// What cannot be asked right now is asked the next time.
    async fn purge(&self) -> worker::Result<()> {
        let pending = self.jobs().await?.into_iter().filter(|job| job.erased_at.is_none());
        let purged = futures::stream::iter(pending.take(limits::ERASURE_JOBS_AT_ONCE).map(|job| job.id))
            .map(|id| async move {
                if let Err(error) = purge(self.env, &self.tenant, id).await {
                    tracing::warn!(%error, job = %id, "a job is not purged yet");
                }
            })
            .buffer_unordered(PURGED_AT_ONCE);
        purged.collect::<()>().await;
        Ok(())
    }

    /// When no job is left, what they were put together from goes as well.
    async fn finish(&self, now: Timestamp) -> Result<(), Stop> {
        if self.jobs().await?.iter().any(|job| job.erased_at.is_none()) {
            return Ok(());
        }
        #[derive(Deserialize)]
        struct Clip {
            clip: String,
        }
        let id = D1Type::Text(&self.id);
        let found = self.database.prepare(UNUSED_CLIPS);
        let found = found.bind_refs([&id, &D1Type::Real(f64::from(limits::ERASURE_CLIPS_AT_ONCE))])?.all().await?;
        let clips: Vec<String> = found.results::<Clip>()?.into_iter().map(|Clip { clip }| clip).collect();
        let failed = |failure: job::Failure| Stop::Platform(worker::Error::RustError(failure.detail));
        artifacts::open(self.env)?.delete(&clips).await.map_err(failed)?;
        let deleted = json!(clips).to_string();
        let forget = self.database.prepare(FORGET_CLIPS).bind_refs([&id, &D1Type::Text(&deleted)])?;
        let count = self.database.prepare(COUNT_CLIPS).bind_refs([&id, &D1Type::Real(clips.len() as f64)])?;
        let mut statements = vec![forget, count];
        if clips.len() < limits::ERASURE_CLIPS_AT_ONCE as usize {
            statements.push(self.database.prepare(FINISH).bind_refs([&id, &D1Type::Real(now.as_ms() as f64)])?);
            statements.push(self.database.prepare(KEEP_CLIPS).bind_refs(&id)?);
        }
        self.database.batch(statements).await?;
        Ok(())
    }

    async fn receipt(self) -> Result<Erasure, Stop> {
        let at = |ms: f64| Timestamp::from_ms(ms as i64);
        let jobs = self.jobs().await?;
        let statement = self.database.prepare("SELECT * FROM erasures WHERE id = ?1");
        let receipt: Option<Receipt> = statement.bind_refs(&D1Type::Text(&self.id))?.first(None).await?;
        let receipt = receipt.ok_or(Code::Internal)?;
        Ok(Erasure {
            tenant: self.tenant,
            id: Some(self.id),
            confirm: None,
            asked_at: Some(at(receipt.asked_at)),
            finished_at: receipt.finished_at.map(at),
            jobs_pending: jobs.iter().filter(|job| job.erased_at.is_none()).count() as u64,
            jobs: jobs.into_iter().map(|job| ErasedJob { id: job.id, erased_at: job.erased_at.map(at) }).collect(),
            clips_deleted: receipt.clips_deleted as u64,
        })
    }

    async fn jobs(&self) -> worker::Result<Vec<JobRow>> {
        let statement = self.database.prepare(JOBS).bind_refs(&D1Type::Text(&self.id))?;
        statement.all().await?.results()
    }
}

/// Both words that its owner would have to say; a job that is gone already has nothing more to be told.
async fn purge(env: &Env, tenant: &Tenant, id: JobId) -> worker::Result<()> {
    let mut answer = call::call(env, Some(tenant), id, Call::Trash, None).await?;
    if answer.status_code() != 200 {
        let problem: Problem = answer.json().await?;
        return if problem.code == Code::JobNotFound { Ok(()) } else { Err(worker::Error::RustError(problem.title)) };
    }
    let job: JobView = answer.json().await?;
    let Some(trash) = job.trash else { return Ok(()) };
    let purge = json!(Purge { token: trash.purge_token }).to_string();
    call::call(env, Some(tenant), id, Call::Purge, Some(purge)).await?;
    Ok(())
}
