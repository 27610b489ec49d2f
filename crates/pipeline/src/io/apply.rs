//! One input: load, handle, commit, tell; without an await between them.

use job::{Effect, Input, Job, Rejection};
use protocol::dataflow::Flows;
use protocol::{Timestamp, Update};

use super::{egress, log};
use crate::ports::{Clock, Commit, Document, RequestPorts, Store, StoreError, Stored, Watchers};

/// Outcome of an input, with the effects of one that was taken.
pub(crate) enum Applied {
    NoJob,
    Refused(Rejection),
    Done { job: Box<Job>, effects: Vec<Effect> },
}

/// Feeds one input to the job. A straggler's report is dropped here, with the documents it brought.
pub(crate) fn apply(ports: &impl RequestPorts, input: Input, documents: &[Document]) -> Result<Applied, StoreError> {
    let now = ports.clock().now();
    let Some(stored) = ports.store().load()? else { return Ok(Applied::NoJob) };
    let mut before = Before::of(&stored);
    let is_alarm = input == Input::AlarmRang;
    if is_alarm && stored.job.is_known() {
        // The alarm that woke us is used up, whatever it was set to; what an earlier turn had under way has died with it.
        before.armed_at = None;
        ports.egress().lose_attempts(stored.job.leases_held());
    }
    let mut job = Box::new(stored.job.clone());
    let effects = match job.handle(input, now) {
        Ok(effects) => effects,
        Err(rejection) => return Ok(Applied::Refused(rejection)),
    };
    let updates: Vec<_> = effects.iter().cloned().filter_map(Effect::into_update).collect();
    if *job != stored.job || (is_alarm && alarm(&job, before.armed_at, now).is_some()) {
        commit(ports, &job, &before, &updates, documents, now)?;
    }
    Ok(Applied::Done { job, effects })
}

/// The state a commit goes on from, beside the job.
#[derive(Default)]
pub(crate) struct Before {
    pub(crate) armed_at: Option<Timestamp>,
    pub(crate) flows: Flows,
}

impl Before {
    pub(crate) fn of(stored: &Stored) -> Self {
        Self { armed_at: stored.armed_at, flows: stored.flows.clone() }
    }
}

/// Writes everything an input changed, arms the alarm, and only then tells the watchers.
pub(crate) fn commit(
    ports: &impl RequestPorts,
    job: &Job,
    before: &Before,
    updates: &[Update],
    documents: &[Document],
    now: Timestamp,
) -> Result<(), StoreError> {
    let alarm = alarm(job, before.armed_at, now);
    let armed_at = alarm.or(before.armed_at);
    egress::commit(ports, &Commit { job, updates, documents, alarm, armed_at, flows: &before.flows })?;
    log::changes(job, updates);
    if !updates.is_empty() {
        egress::tell(ports, updates);
        if job.status().is_terminal() {
            ports.watchers().dismiss();
        }
    }
    Ok(())
}

/// The moment to arm the alarm anew for, if at all. One that rings early is harmless and saves a write; one that has rung is gone.
///
/// While the object performs attempts it rings soon: if this turn dies, that one takes over; if not, it waits for this turn's end.
fn alarm(job: &Job, armed_at: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    let due = job.next_deadline()?.at;
    let due = if job.leases_held() > 0 { due.min(now.plus_ms(job::limits::WATCH_MS)) } else { due };
    let armed_in_time = armed_at.is_some_and(|armed_at| now < armed_at && armed_at <= due);
    (!armed_in_time).then_some(due)
}
