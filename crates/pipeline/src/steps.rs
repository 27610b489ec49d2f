//! Steps: one attempt at one step, done within its time and reported under the lease it was started with.
//!
//! One file for each kind. What they share lies below: the lease guard, the documents, the egress.

mod ask;
mod cleanup;
mod ingest;
mod listing;
mod master;
mod outline;
mod publish;
mod script;
mod speech;
mod timeline;

use std::pin::pin;

use audio::Band;
use futures::future::{Either, select};
use job::{Failure, Input, Job, Lease, Output, StepKind};
use protocol::{Code, Money};

pub(crate) use ingest::{document, read};
pub use listing::entry;
pub(crate) use outline::section_digests;
pub(crate) use timeline::timeline;

use crate::ports::{Clock, Document, Ports};

/// The result of an attempt, and the documents to keep if it still counts.
#[derive(Clone, Debug)]
pub struct Report {
    pub(crate) input: Input,
    pub(crate) documents: Vec<Document>,
}

/// A finished step's word about its work, and the work.
type Done = Result<(Output, Vec<Document>), Failure>;

/// Performs one step, whoever holds the lease, and reports how it ended; an attempt that takes too long has failed.
pub async fn attempt(ports: &impl Ports, job: Job, lease: Lease) -> Report {
    let timeout_ms = lease.step.spec().attempt_ms_max;
    let timeout = pin!(ports.clock().sleep(timeout_ms));
    let done = match select(pin!(perform(ports, &job, lease)), timeout).await {
        Either::Left((done, _)) => done,
        Either::Right(((), _)) => {
            Err(Failure::transient(Code::Unavailable, format!("no result after {timeout_ms} ms")))
        }
    };
    // Paid calls are entered by themselves.
    let spent = Money::ZERO;
    match done {
        Ok((output, documents)) => Report { input: Input::Completed { lease, output, spent }, documents },
        Err(failure) => {
            let Lease { step, token } = lease;
            let attempt = job.step(step).map(|step| step.attempts);
            tracing::warn!(job = %job.spec().id, %step, attempt, token = token.0, code = %failure.code, detail = failure.detail, "attempt failed");
            let jitter = ports.clock().jitter();
            Report { input: Input::Failed { lease, failure, jitter, spent }, documents: Vec::new() }
        }
    }
}

async fn perform(ports: &impl Ports, job: &Job, lease: Lease) -> Done {
    match lease.step.kind {
        StepKind::Ingest => ingest::perform(ports, job),
        StepKind::Outline => outline::perform(ports, job, lease).await,
        StepKind::Script => script::perform(ports, job, lease).await,
        #[cfg(feature = "next")]
        StepKind::Rehearsal => Ok((Output::Rehearsed, Vec::new())),
        StepKind::Speech => speech::perform(ports, job, lease).await,
        StepKind::Master => master::perform(ports, job, lease).await,
        StepKind::Publish => publish::perform(ports, job, lease).await,
        StepKind::Project => {
            listing::project(ports, job).await?;
            Ok((Output::Projected, Vec::new()))
        }
        StepKind::Cleanup | StepKind::LateCleanup => {
            let files = cleanup::clean(ports, job, lease).await?;
            Ok((Output::Swept { files }, Vec::new()))
        }
        StepKind::Erase => {
            cleanup::erase(ports, job, lease).await?;
            Ok((Output::Erased, Vec::new()))
        }
    }
}

/// The form of the job's clips, and of its episode.
fn band(job: &Job) -> Band {
    if job.spec().is_wide { Band::Wide } else { Band::Narrow }
}

fn lost(what: &str) -> Failure {
    Failure::transient(Code::Internal, format!("{what} is missing"))
}

fn failed(error: &impl ToString) -> Failure {
    Failure::permanent(Code::StepFailed, error.to_string())
}
