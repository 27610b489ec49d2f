//! Durable Object namespaces: one, except while a newer class of objects takes over. Then jobs are created in the newer,
//! found in either, and moved.

use pipeline::Entry;
use protocol::{Code, JobId, Problem};
use worker::{Env, Response, Stub};

use super::speak::speak;
use super::{Call, JobRef};
use crate::answer::Stop;
use crate::platform::bindings;

fn newer(env: &Env, id: JobId) -> worker::Result<Stub> {
    bindings::jobs(env)?.get_by_name(&id.to_string())
}

fn older(env: &Env, id: JobId) -> Option<Stub> {
    bindings::older_jobs(env)?.get_by_name(&id.to_string()).ok()
}

/// Calls a job's object, whatever class it is in.
pub(crate) async fn call(env: &Env, job: JobRef<'_>, call: &Call) -> worker::Result<Response> {
    let newer = newer(env, job.id)?;
    let Some(older) = older(env, job.id) else { return speak(&newer, job, call).await };
    let call = if matches!(call, Call::Submit(_)) {
        // The same submission twice is the same job, and the first may have come before the newer class.
        match with_code(speak(&older, job, &Call::Read).await?).await? {
            (_, Some(Code::JobNotFound)) => return speak(&newer, job, call).await,
            (_, Some(Code::Moved)) => &Call::Read,
            (answer, _) => return Ok(answer),
        }
    } else {
        call
    };
    let (unknown, code) = with_code(speak(&newer, job, call).await?).await?;
    if code != Some(Code::JobNotFound) {
        return Ok(unknown);
    }
    match with_code(speak(&older, job, call).await?).await? {
        (_, Some(Code::JobNotFound)) => Ok(unknown),
        (moved, Some(Code::Moved)) => {
            // It may have arrived in between.
            let (arrived, code) = with_code(speak(&newer, job, call).await?).await?;
            Ok(if code == Some(Code::JobNotFound) { moved } else { arrived })
        }
        (answer, _) => Ok(answer),
    }
}

/// An answer with its problem code, if it is a refusal.
async fn with_code(mut answer: Response) -> worker::Result<(Response, Option<Code>)> {
    if answer.status_code() < 400 {
        return Ok((answer, None));
    }
    let problem: Problem = answer.cloned()?.json().await?;
    Ok((answer, Some(problem.code)))
}

/// The outcome of moving a job out of the older class.
pub(crate) struct Relocated {
    pub(crate) answer: Response,
    /// Nothing of the job is left to move.
    pub(crate) is_over: bool,
}

/// Moves a job out of the older class. Repeated, it goes on wherever it was stopped.
pub(crate) async fn relocate(env: &Env, id: JobId) -> Result<Relocated, Stop> {
    let (newer, job) = (newer(env, id)?, JobRef::any(id));
    let Some(older) = older(env, id) else { return Err(Code::NotFound.into()) };
    match with_code(speak(&older, job, &Call::Export).await?).await? {
        (mut exported, None) => {
            let import = Call::Import { bundle: exported.text().await? };
            for (object, call) in [(&newer, import), (&older, Call::Forget)] {
                let answer = speak(object, job, &call).await?;
                if answer.status_code() != 200 {
                    return Ok(Relocated { answer, is_over: false });
                }
            }
        }
        // It never was there, or is no more.
        (_, Some(Code::JobNotFound | Code::Moved)) => {}
        (answer, Some(_)) => return Ok(Relocated { answer, is_over: false }),
    }
    let (mut arrived, code) = with_code(speak(&newer, job, &Call::Look).await?).await?;
    if let Some(code) = code {
        // A job that neither class knows has nothing left to move.
        return Ok(Relocated { answer: arrived, is_over: code == Code::JobNotFound });
    }
    let Entry { tenant, .. } = arrived.json().await?;
    Ok(Relocated { answer: speak(&newer, JobRef::of(&tenant, id), &Call::Read).await?, is_over: true })
}
