//! Durable Object namespaces: one, except while a newer class of objects takes over. Then jobs are created in the newer,
//! found in either, and moved.

use job::Tenant;
use pipeline::Entry;
use protocol::{Code, JobId, Problem};
use worker::{Env, Response, Stub};

use super::call::{Call, speak};
use crate::answer::Stop;
use crate::platform::bindings;

fn newer(env: &Env, id: JobId) -> worker::Result<Stub> {
    bindings::jobs(env)?.get_by_name(&id.to_string())
}

fn older(env: &Env, id: JobId) -> Option<Stub> {
    bindings::older_jobs(env)?.get_by_name(&id.to_string()).ok()
}

/// Calls a job's object, whatever class it is in: for a tenant, or for the service itself.
pub(crate) async fn call(
    env: &Env,
    tenant: Option<&Tenant>,
    id: JobId,
    call: Call<'_>,
    body: Option<String>,
) -> worker::Result<Response> {
    let (newer, body) = (newer(env, id)?, body.as_deref());
    let Some(older) = older(env, id) else { return speak((&newer, id), tenant, call, body).await };
    let call = if call == Call::Submit {
        // The same submission twice is the same job, and the first may have come before the newer class.
        match told(speak((&older, id), tenant, Call::Read, None).await?).await? {
            (_, Some(Code::JobNotFound)) => return speak((&newer, id), tenant, call, body).await,
            (_, Some(Code::Moved)) => Call::Read,
            (answer, _) => return Ok(answer),
        }
    } else {
        call
    };
    let (unknown, code) = told(speak((&newer, id), tenant, call, body).await?).await?;
    if code != Some(Code::JobNotFound) {
        return Ok(unknown);
    }
    match told(speak((&older, id), tenant, call, body).await?).await? {
        (_, Some(Code::JobNotFound)) => Ok(unknown),
        (moved, Some(Code::Moved)) => {
            // It may have arrived in between.
            let (arrived, code) = told(speak((&newer, id), tenant, call, body).await?).await?;
            Ok(if code == Some(Code::JobNotFound) { moved } else { arrived })
        }
        (answer, _) => Ok(answer),
    }
}

/// An answer with its problem code, if it is a refusal.
async fn told(mut answer: Response) -> worker::Result<(Response, Option<Code>)> {
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
    let newer = newer(env, id)?;
    let Some(older) = older(env, id) else { return Err(Code::NotFound.into()) };
    match told(speak((&older, id), None, Call::Export, None).await?).await? {
        (mut bundle, None) => {
            let bundle = bundle.text().await?;
            for (object, call, body) in [(&newer, Call::Import, Some(&*bundle)), (&older, Call::Forget, None)] {
                let answer = speak((object, id), None, call, body).await?;
                if answer.status_code() != 200 {
                    return Ok(Relocated { answer, is_over: false });
                }
            }
        }
        // It never was there, or is no more.
        (_, Some(Code::JobNotFound | Code::Moved)) => {}
        (answer, Some(_)) => return Ok(Relocated { answer, is_over: false }),
    }
    let (mut arrived, code) = told(speak((&newer, id), None, Call::Look, None).await?).await?;
    if let Some(code) = code {
        // One that neither knows has nothing left to move.
        return Ok(Relocated { answer: arrived, is_over: code == Code::JobNotFound });
    }
    let Entry { tenant, .. } = arrived.json().await?;
    Ok(Relocated { answer: speak((&newer, id), Some(&tenant), Call::Read, None).await?, is_over: true })
}
