//! Durable Object namespaces: one, except while a newer class of objects takes over. Then jobs are created in the newer,
//! found in either, and moved: `pipeline::Lookup` and `pipeline::Relocation` say what is called next.

use pipeline::{Asked, Chosen, Class, Entry, Lookup, LookupStep, Question, Relocation, RelocationStep};
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
    let mut lookup = if matches!(call, Call::Submit(_)) { Lookup::of_submission() } else { Lookup::of_call() };
    let mut before = None;
    loop {
        let Question { class, asked } = lookup.question();
        let object = match class {
            Class::Newer => &newer,
            Class::Older => &older,
        };
        let call = match asked {
            Asked::Call => call,
            Asked::Read => &Call::Read,
        };
        let (answer, code) = with_code(speak(object, job, call).await?).await?;
        lookup = match lookup.answered(code) {
            LookupStep::Ask(next) => next,
            LookupStep::End(Chosen::Last) => return Ok(answer),
            LookupStep::End(Chosen::Before) => return Ok(before.unwrap_or(answer)),
        };
        before = Some(answer);
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
    let mut relocation = Relocation::start();
    let mut bundle = String::new();
    let mut tenant = None;
    loop {
        let answer = match relocation {
            Relocation::Export => speak(&older, job, &Call::Export).await?,
            Relocation::Import => speak(&newer, job, &Call::Import { bundle: std::mem::take(&mut bundle) }).await?,
            Relocation::Forget => speak(&older, job, &Call::Forget).await?,
            Relocation::Look => speak(&newer, job, &Call::Look).await?,
            Relocation::Read => speak(&newer, JobRef { id, tenant: tenant.as_ref() }, &Call::Read).await?,
        };
        let (mut answer, code) = with_code(answer).await?;
        let next = match relocation.answered(code) {
            RelocationStep::Next(next) => next,
            RelocationStep::End { is_over } => return Ok(Relocated { answer, is_over }),
        };
        match relocation {
            Relocation::Export if code.is_none() => bundle = answer.text().await?,
            Relocation::Look => tenant = Some(answer.json::<Entry>().await?.tenant),
            Relocation::Export | Relocation::Import | Relocation::Forget | Relocation::Read => {}
        }
        relocation = next;
    }
}
