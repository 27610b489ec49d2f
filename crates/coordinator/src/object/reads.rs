//! Reads of the job: nothing is changed, except that a lost alarm is set again.

use job::{ARTIFACTS, Job};
use pipeline::Store;
use protocol::{Code, JobTimeline, Ledger, Problem, Transition, WatchMessage};

use worker::Response;

use super::ports::RequestBound;
use crate::answer::{Answer, Stop, json};
use crate::rpc::{Located, Watch};

/// The job, its alarm repaired if that was lost.
pub(super) fn known(ports: &RequestBound<'_>) -> Result<Job, Stop> {
    pipeline::repair(ports)?.ok_or_else(|| Code::JobNotFound.into())
}

pub(super) fn standing(ports: &RequestBound<'_>) -> Answer {
    let stored = ports.store.load()?.ok_or(Code::JobNotFound)?;
    json(200, &pipeline::admin_view(&stored, ports.store.last_failure()?))
}

pub(super) fn flows(ports: &RequestBound<'_>) -> Answer {
    let stored = ports.store.load()?.ok_or(Code::JobNotFound)?;
    json(200, &stored.flows.of_job(stored.job.spec().id))
}

/// A page of the job's transitions, even when this code does not know the job's engine.
pub(super) fn timeline(ports: &RequestBound<'_>, after: u64) -> Answer {
    ports.store.tenant()?.ok_or(Code::JobNotFound)?;
    let max = protocol::limits::PAGE_TRANSITIONS;
    let mut updates = ports.store.updates_after(after, Some(max.saturating_add(1)))?;
    let has_more = updates.len() > max as usize;
    updates.truncate(max as usize);
    let next_after = updates.last().filter(|_| has_more).map(|update| update.seq);
    json(200, &JobTimeline { transitions: updates.into_iter().map(Transition::from).collect(), next_after })
}

pub(super) fn script(ports: &RequestBound<'_>) -> Answer {
    let view = pipeline::script_view(ports, &known(ports)?);
    match view.map_err(|failure| worker::Error::RustError(failure.detail))? {
        Some(view) => json(200, &view),
        None => Err(Code::ScriptNotWritten.into()),
    }
}

pub(super) fn outline(ports: &RequestBound<'_>) -> Answer {
    match pipeline::outline_view(ports, &known(ports)?)? {
        Some(view) => json(200, &view),
        None => Err(Code::OutlineNotWritten.into()),
    }
}

pub(super) fn action(ports: &RequestBound<'_>) -> Answer {
    known(ports)?;
    let action = pipeline::action(ports)?.ok_or(Code::OutlineNotWritten)?;
    let answer = Response::from_bytes(action.into_bytes())?;
    answer.headers().set("Content-Type", "text/markdown; charset=utf-8")?;
    Ok(answer)
}

pub(super) fn ledger(ports: &RequestBound<'_>) -> Answer {
    let calls = pipeline::ledger(ports, &known(ports)?)?;
    json(200, &Ledger { calls })
}

pub(super) fn watch(ports: &RequestBound<'_>, watch: &Watch) -> Answer {
    let job = known(ports)?;
    let backlog = match watch.after.filter(|after| *after <= job.seq()) {
        Some(after) => {
            let updates = ports.store.updates_after(after, None)?;
            updates.into_iter().map(|update| WatchMessage::Update { update }).collect()
        }
        None => vec![WatchMessage::Snapshot { job: Box::new(job.view()) }],
    };
    ports.watchers.accept(watch, &backlog, job.seq(), job.status().is_terminal())
}

pub(super) fn locate(ports: &RequestBound<'_>, name: &str) -> Answer {
    let job = known(ports)?;
    let (_, content_type) = ARTIFACTS.iter().find(|(known, _)| *known == name).ok_or(Code::NotFound)?;
    if job.trash().is_some() {
        return Err(Code::JobTrashed.into());
    }
    let not_ready = || Problem::because(Code::ArtifactNotReady, format!("the job is {}", job.status().as_str()));
    let key = pipeline::keys::published(&job, name).ok_or_else(not_ready)?;
    json(200, &Located { key, content_type: (*content_type).to_owned() })
}
