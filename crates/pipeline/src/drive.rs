//! One alarm turn: wake the job, perform what it orders, feed every result back.
//!
//! Load, handle and commit happen without an await between them, and nothing is performed before it is committed.

use futures::stream::{FuturesUnordered, StreamExt};
use job::{Deadline, Effect, Input, Job, Rejection, StepKey, Token, limits};
use protocol::dataflow::Flows;
use protocol::{Timestamp, Update};

use crate::attempt::{Report, attempt};
use crate::{Clock, Commit, Document, Ports, Store, StoreError, Stored, Watchers, flow, log};

/// Runs until nothing is left to perform now; what is due later has its alarm.
///
/// # Errors
/// When the job's storage fails, or holds what this code must not write; the alarm is set to try again.
pub async fn drive(ports: &impl Ports) -> Result<(), StoreError> {
    let driven = turn(ports).await;
    if let Err(error) = &driven {
        // The alarm that woke us is used up, and what armed the next one may be what failed.
        ports.store().arm(ports.clock().now().plus_ms(error.retry_ms()))?;
    }
    driven
}

async fn turn(ports: &impl Ports) -> Result<(), StoreError> {
    let started_at = ports.clock().now();
    if ports.store().load()?.is_some_and(|stored| !stored.job.is_known()) {
        // It is not ours to go on with: only the alarm stays set, for whoever comes.
        return ports.store().arm(started_at.plus_ms(limits::ENGINE_RETRY_MS));
    }
    let mut attempts = FuturesUnordered::new();
    let mut orders = perform_orders(apply(ports, Input::AlarmRang, &[])?);
    loop {
        let Some(stored) = ports.store().load()? else { return Ok(()) };
        let out_of_time = ports.clock().now().since_ms(started_at) > limits::TURN_MS_MAX;
        for (step, token) in orders.drain(..) {
            if out_of_time {
                apply(ports, Input::Released { step, token }, &[])?;
            } else {
                attempts.push(attempt(ports, stored.job.clone(), step, token));
            }
        }
        let Some(Report { input, documents }) = attempts.next().await else { return Ok(()) };
        orders = perform_orders(apply(ports, input, &documents)?);
    }
}

/// One input from a request: committed, told, and left to the alarm to perform.
///
/// # Errors
/// When the job's storage fails; nothing has changed then.
pub fn handle(ports: &impl Ports, input: Input) -> Result<Option<Result<Job, Rejection>>, StoreError> {
    handle_with(ports, input, &[])
}

/// The same, with documents to keep if the input is taken.
pub(crate) fn handle_with(
    ports: &impl Ports,
    input: Input,
    documents: &[Document],
) -> Result<Option<Result<Job, Rejection>>, StoreError> {
    let now = ports.clock().now();
    let Some(stored) = ports.store().load()? else { return Ok(None) };
    let mut job = stored.job.clone();
    match job.handle(input, now) {
        Err(rejection) => Ok(Some(Err(rejection))),
        Ok(effects) => {
            let updates: Vec<_> = effects.into_iter().filter_map(Effect::into_update).collect();
            if job != stored.job {
                commit(ports, &job, &Before::of(&stored), &updates, documents, now)?;
            }
            Ok(Some(Ok(job)))
        }
    }
}

/// Arms the alarm again when it should have rung long ago: an alarm can be lost, the job cannot.
///
/// # Errors
/// When the job's storage fails.
pub fn repair(ports: &impl Ports) -> Result<Option<Job>, StoreError> {
    let Some(stored) = ports.store().load()? else { return Ok(None) };
    let now = ports.clock().now();
    let overdue = |deadline: Deadline| now.since_ms(deadline.at) > limits::ALARM_LATE_MS_MAX;
    if stored.job.next_deadline().is_some_and(overdue) {
        tracing::warn!(job = %stored.job.spec.id, "the alarm was lost and is armed again");
        let before = Before { armed_at: None, ..Before::of(&stored) };
        commit(ports, &stored.job, &before, &[], &[], now)?;
    }
    Ok(Some(stored.job))
}

/// Feeds one result to the job. A straggler's result is dropped here, with the documents it brought.
fn apply(ports: &impl Ports, input: Input, documents: &[Document]) -> Result<Vec<Effect>, StoreError> {
    let now = ports.clock().now();
    let Some(stored) = ports.store().load()? else { return Ok(Vec::new()) };
    let mut before = Before::of(&stored);
    if input == Input::AlarmRang {
        // The alarm that woke us is used up, whatever it was set to; what an earlier turn had under way has died with it.
        before.armed_at = None;
        ports.tally().lose_attempts(stored.job.attempts());
    }
    let mut job = stored.job.clone();
    let effects = match job.handle(input, now) {
        Ok(effects) => effects,
        Err(rejection) => {
            tracing::debug!(job = %job.spec.id, %rejection, "a straggler was refused");
            return Ok(Vec::new());
        }
    };
    let updates: Vec<_> = effects.iter().cloned().filter_map(Effect::into_update).collect();
    if job != stored.job || alarm(&job, before.armed_at, now).is_some() {
        commit(ports, &job, &before, &updates, documents, now)?;
    }
    Ok(effects)
}

/// What a commit goes on from, beside the job.
#[derive(Default)]
pub(crate) struct Before {
    armed_at: Option<Timestamp>,
    flows: Flows,
}

impl Before {
    fn of(stored: &Stored) -> Self {
        Self { armed_at: stored.armed_at, flows: stored.flows.clone() }
    }
}

/// Writes everything an input changed, arms the alarm, and only then tells the watchers.
pub(crate) fn commit(
    ports: &impl Ports,
    job: &Job,
    before: &Before,
    updates: &[Update],
    documents: &[Document],
    now: Timestamp,
) -> Result<(), StoreError> {
    let alarm = alarm(job, before.armed_at, now);
    let armed_at = alarm.or(before.armed_at);
    flow::commit(ports, &Commit { job, updates, documents, alarm, armed_at, flows: &before.flows })?;
    log::changes(job, updates);
    if !updates.is_empty() {
        flow::tell(ports, updates);
        if job.status().is_terminal() {
            ports.watchers().dismiss();
        }
    }
    Ok(())
}

/// When to arm the alarm anew, if at all. One that rings early is harmless and saves a write; one that has rung is gone.
///
/// While attempts are under way it rings soon: if this turn dies, that one takes over; if not, it waits for this turn's end.
fn alarm(job: &Job, armed_at: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    let due = job.next_deadline()?.at;
    let due = if job.attempts() > 0 { due.min(now.plus_ms(limits::WATCH_MS)) } else { due };
    let armed_in_time = armed_at.is_some_and(|armed_at| now < armed_at && armed_at <= due);
    (!armed_in_time).then_some(due)
}

fn perform_orders(effects: Vec<Effect>) -> Vec<(StepKey, Token)> {
    let order = |effect| match effect {
        Effect::Perform { step, token } => Some((step, token)),
        Effect::Tell(_) => None,
    };
    effects.into_iter().filter_map(order).collect()
}
