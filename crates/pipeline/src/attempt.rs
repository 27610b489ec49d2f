//! One attempt at one step: done within its time, and reported under the token it was started with.

use std::pin::pin;

use futures::future::{Either, select};
use job::{Failure, Input, Job, Output, StepKey, Token, limits};
use protocol::Code;

use crate::submit::SOURCE;
use crate::{Clock, Document, Ports, Store, StoreError, cleanup, dialogue, episode, flow};

/// What came of an attempt, and the documents to keep if it still counts.
pub(crate) struct Report {
    pub(crate) input: Input,
    pub(crate) documents: Vec<Document>,
}

/// A finished step's word about its work, and the work.
pub(crate) type Done = Result<(Output, Vec<Document>), Failure>;

pub(crate) async fn attempt(ports: &impl Ports, job: Job, step: StepKey, token: Token) -> Report {
    let timeout_ms = limits::attempt_ms_max(step);
    let timeout = pin!(ports.clock().sleep(timeout_ms));
    let done = match select(pin!(perform(ports, &job, step, token)), timeout).await {
        Either::Left((done, _)) => done,
        Either::Right(((), _)) => {
            Err(Failure::transient(Code::Unavailable, format!("no result after {timeout_ms} ms")))
        }
    };
    match done {
        Ok((output, documents)) => Report { input: Input::Completed { step, token, output }, documents },
        Err(failure) => {
            let attempt = job.steps.get(&step).map(|step| step.attempts);
            tracing::warn!(job = %job.spec.id, %step, attempt, token = token.0, code = %failure.code, detail = failure.detail, "attempt failed");
            let jitter = ports.clock().jitter();
            Report { input: Input::Failed { step, token, failure, jitter }, documents: Vec::new() }
        }
    }
}

async fn perform(ports: &impl Ports, job: &Job, step: StepKey, token: Token) -> Done {
    match step {
        StepKey::Ingest => dialogue::ingest(ports, job),
        StepKey::Outline => dialogue::outline(ports),
        StepKey::Script(chapter) => dialogue::script(ports, job, chapter),
        StepKey::Speech(turn) => episode::speech(ports, job, turn, token).await,
        StepKey::Master => episode::master(ports, job, token).await,
        StepKey::Publish => episode::publish(ports, job).await,
        StepKey::Project => {
            flow::project(ports, job).await?;
            Ok((Output::Projected, Vec::new()))
        }
        StepKey::Cleanup | StepKey::Stragglers => {
            let files = cleanup::clean(ports, job, (step, token)).await?;
            Ok((Output::Swept { files }, Vec::new()))
        }
        StepKey::Erase => {
            cleanup::erase(ports, job, (step, token)).await?;
            Ok((Output::Erased, Vec::new()))
        }
    }
}

/// Stops an attempt whose lease is over, after an await and before anything that shows outside.
pub(crate) fn still_held(ports: &impl Ports, step: StepKey, token: Token) -> Result<(), Failure> {
    if is_held(ports, step, token)? { Ok(()) } else { Err(Failure::transient(Code::JobFinished, "the lease is over")) }
}

/// Drops a call to a provider soon after nobody waits for its answer any more.
pub(crate) async fn while_held<T>(
    ports: &impl Ports,
    (step, token): (StepKey, Token),
    call: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let mut call = pin!(call);
    loop {
        match select(call.as_mut(), pin!(ports.clock().sleep(limits::HELD_CHECK_MS))).await {
            Either::Left((answer, _)) => return answer,
            // What cannot be asked is no reason to throw away an answer that is paid for.
            Either::Right(_) if is_held(ports, step, token).unwrap_or(true) => {}
            Either::Right(_) => return Err(Failure::transient(Code::JobFinished, "the lease is over")),
        }
    }
}

fn is_held(ports: &impl Ports, step: StepKey, token: Token) -> Result<bool, StoreError> {
    Ok(ports.store().load()?.is_some_and(|stored| stored.job.is_held(step, token)))
}

/// A document an earlier step, or the submission, has left.
pub(crate) fn document(ports: &impl Ports, key: &str) -> Result<String, Failure> {
    let missing = || Failure::permanent(Code::Internal, format!("document {key} is missing"));
    ports.store().document(key)?.ok_or_else(missing)
}

pub(crate) fn source(ports: &impl Ports) -> Result<String, Failure> {
    document(ports, SOURCE)
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::transient(Code::Internal, error.to_string())
    }
}
