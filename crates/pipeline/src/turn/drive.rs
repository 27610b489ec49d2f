//! One turn of a job: load, handle one input, commit, and in an alarm turn perform what was ordered.
//!
//! Load, handle and commit happen without an await between them, and nothing is performed before it is committed. A request
//! commits and is answered; the alarm turn alone performs.

use futures::stream::{FuturesUnordered, StreamExt};
use job::{Deadline, Effect, Input, Job, Lease, Rejection, limits};

use crate::io::apply::{Applied, Before, apply, commit};
use crate::ports::{Clock, Document, Ports, RequestPorts, Store, StoreError};
use crate::steps::{Report, attempt};

/// Outcome of a request's input.
#[derive(Clone, Debug, PartialEq)]
pub enum Handled<R = Rejection> {
    NoJob,
    /// Nothing has changed.
    Refused(R),
    /// The job as it is now.
    Done(Box<Job>),
}

impl<R> Handled<R> {
    pub(crate) fn map_refused<S>(self, map: impl FnOnce(R) -> S) -> Handled<S> {
        match self {
            Self::NoJob => Handled::NoJob,
            Self::Refused(refused) => Handled::Refused(map(refused)),
            Self::Done(job) => Handled::Done(job),
        }
    }
}

/// Runs until nothing is left to perform now; what is due later has its alarm.
///
/// # Errors
/// When the job's storage fails, or holds what this code must not write; the alarm is set to try again.
pub async fn drive(ports: &impl Ports) -> Result<(), StoreError> {
    let driven = alarm_turn(ports).await;
    if let Err(error) = &driven {
        // The alarm that woke us is used up, and what armed the next one may be what failed.
        ports.store().arm(ports.clock().now().plus_ms(error.retry_ms()))?;
    }
    driven
}

async fn alarm_turn(ports: &impl Ports) -> Result<(), StoreError> {
    let started_at = ports.clock().now();
    let mut attempts = FuturesUnordered::new();
    let mut applied = apply(ports, Input::AlarmRang, &[])?;
    loop {
        match applied {
            Applied::NoJob => return Ok(()),
            // It is not ours to go on with: only the alarm stays set, for whoever comes.
            Applied::Refused(Rejection::EngineUnknown) => {
                return ports.store().arm(started_at.plus_ms(limits::ENGINE_RETRY_MS));
            }
            Applied::Refused(rejection) => tracing::debug!(%rejection, "a straggler was refused"),
            Applied::Done { job, effects } => {
                let out_of_time = ports.clock().now().since_ms(started_at) > limits::TURN_MS_MAX;
                for lease in effects.iter().filter_map(order) {
                    if out_of_time {
                        apply(ports, Input::Released { lease }, &[])?;
                    } else {
                        attempts.push(attempt(ports, Job::clone(&job), lease));
                    }
                }
            }
        }
        let Some(Report { input, documents }) = attempts.next().await else { return Ok(()) };
        applied = apply(ports, input, &documents)?;
    }
}

fn order(effect: &Effect) -> Option<Lease> {
    match effect {
        Effect::Perform { step, token } => Some(Lease { step: *step, token: *token }),
        Effect::Granted { .. } | Effect::Offer(_) | Effect::Withdraw(_) | Effect::Tell(_) => None,
    }
}

/// One input from a request: committed, told, and left to the alarm to perform.
///
/// # Errors
/// When the job's storage fails; nothing has changed then.
pub fn handle(ports: &impl RequestPorts, input: Input) -> Result<Handled, StoreError> {
    handle_with(ports, input, &[])
}

/// The same, with documents to keep if the input is taken.
pub(crate) fn handle_with(
    ports: &impl RequestPorts,
    input: Input,
    documents: &[Document],
) -> Result<Handled, StoreError> {
    Ok(match apply(ports, input, documents)? {
        Applied::NoJob => Handled::NoJob,
        Applied::Refused(rejection) => Handled::Refused(rejection),
        Applied::Done { job, .. } => Handled::Done(job),
    })
}

/// Arms the alarm again when it should have rung long ago: an alarm can be lost, the job cannot.
///
/// # Errors
/// When the job's storage fails.
pub fn repair(ports: &impl RequestPorts) -> Result<Option<Job>, StoreError> {
    let Some(stored) = ports.store().load()? else { return Ok(None) };
    let now = ports.clock().now();
    let overdue = |deadline: Deadline| now.since_ms(deadline.at) > limits::ALARM_LATE_MS_MAX;
    if stored.job.next_deadline().is_some_and(overdue) {
        tracing::warn!(job = %stored.job.spec().id, "the alarm was lost and is armed again");
        let before = Before { armed_at: None, ..Before::of(&stored) };
        commit(ports, &stored.job, &before, &[], &[], now)?;
    }
    Ok(Some(stored.job))
}
