//! The object's end of the contract: a call becomes an input and is committed. Only the alarm performs.

use job::{ARTIFACTS, Input, Job, StepKey};
use pipeline::{Clock, Entry, Ports, Store, Submission};
use protocol::{
    Code, JobTimeline, Problem, Purge, Redactions, Revise, StepName, Transition, WatchMessage, WireVersion, header,
    parse_body,
};
use worker::{Request, Response};

use super::ports::Bound;
use crate::answer::{Answer, Stop, json};
use crate::rpc::call::{self, Located, SUBPROTOCOL, after, path};

/// Answers a call that was accepted for this tenant.
pub(super) async fn answer(ports: &Bound<'_>, tenant: Option<job::Tenant>, mut request: Request) -> Answer {
    let url = request.url()?;
    // Before anything else is said: another tenant's job and none at all are the same.
    if !path::OWN.contains(&url.path()) && tenant.is_some() && ports.store.tenant()? != tenant {
        return Err(Code::JobNotFound.into());
    }
    match url.path() {
        path::EXPORT => export(ports),
        path::FORGET => forget(ports),
        _ if ports.store.is_moved()? => Err(Code::Moved.into()),
        path::IMPORT => {
            ports.store.import(request.json().await?, ports.clock().now())?;
            json(200, &known(ports)?.view())
        }
        path::SUBMIT => {
            let submission: Submission = request.json().await?;
            if ports.store.tenant()?.is_some_and(|tenant| tenant != submission.spec.tenant) {
                return Err(Code::JobNotFound.into());
            }
            ports.store.prepare()?;
            let (job, _) = pipeline::submit(ports, submission)?;
            json(200, &job.view())
        }
        path::READ => json(200, &known(ports)?.view()),
        path::CANCEL => handle(ports, Input::Cancel),
        path::RESUME => handle(ports, Input::Resume),
        path::SCRIPT => script(ports),
        path::REVISE => {
            let taken = call::taken(request.headers())?;
            revise(ports, parse_body(&request.text().await?)?, taken)
        }
        path::SKIP => handle(ports, Input::Skip { step: step(&request.text().await?)? }),
        path::RETRY => handle(ports, Input::Retry { step: step(&request.text().await?)? }),
        path::TRASH => handle(ports, Input::Trash),
        path::RESTORE => handle(ports, Input::Restore),
        path::PURGE => {
            let Purge { token } = parse_body(&request.text().await?)?;
            handle(ports, Input::Purge { token })
        }
        path::LOOK => json(200, &Entry::of(&known(ports)?, ports.clock().now())),
        path::FLOWS => flows(ports),
        path::STANDING => {
            let stored = ports.store.load()?.ok_or(Code::JobNotFound)?;
            json(200, &pipeline::standing(&stored, ports.store.last_failure()?))
        }
        path::TIMELINE => timeline(ports, after(&url)?.unwrap_or_default()),
        path::CLEAN => handle(ports, Input::Clean),
        path::EXPIRE => handle(ports, Input::Expire),
        path::WATCH => watch_job(ports, &request, after(&url)?),
        other => match other.strip_prefix(path::LOCATE) {
            Some(name) => json(200, &locate(&known(ports)?, name)?),
            None => Err(Code::NotFound.into()),
        },
    }
}

/// Why there is no job here to take out.
fn gone(ports: &Bound<'_>) -> Stop {
    match ports.store.is_moved() {
        Ok(true) => Code::Moved.into(),
        Ok(false) => Code::JobNotFound.into(),
        Err(error) => error.into(),
    }
}

fn export(ports: &Bound<'_>) -> Answer {
    let bundle = ports.store.export()?.ok_or_else(|| gone(ports))?;
    ports.watchers.send_away();
    json(200, &bundle)
}

fn forget(ports: &Bound<'_>) -> Answer {
    if !ports.store.is_moved()? {
        return Err(gone(ports));
    }
    ports.store.forget()?;
    Ok(Response::empty()?.with_status(200))
}

/// The job, its alarm repaired if that was lost.
fn known(ports: &Bound<'_>) -> Result<Job, Stop> {
    pipeline::repair(ports)?.ok_or_else(|| Code::JobNotFound.into())
}

fn flows(ports: &Bound<'_>) -> Answer {
    let stored = ports.store.load()?.ok_or(Code::JobNotFound)?;
    json(200, &stored.flows.of_job(stored.job.spec.id))
}

/// What an object whose code does not know the job's engine has stored is shown as well.
fn timeline(ports: &Bound<'_>, after: u64) -> Answer {
    ports.store.tenant()?.ok_or(Code::JobNotFound)?;
    let max = protocol::limits::PAGE_TRANSITIONS;
    let mut updates = ports.store.updates_after(after, Some(max.saturating_add(1)))?;
    let has_more = updates.len() > max as usize;
    updates.truncate(max as usize);
    let next_after = updates.last().filter(|_| has_more).map(|update| update.seq);
    json(200, &JobTimeline { transitions: updates.into_iter().map(Transition::from).collect(), next_after })
}

fn handle(ports: &Bound<'_>, input: Input) -> Answer {
    match pipeline::handle(ports, input)? {
        None => Err(Code::JobNotFound.into()),
        Some(Err(rejection)) => Err(pipeline::refused(rejection).into()),
        Some(Ok(job)) => json(200, &job.view()),
    }
}

fn revise(ports: &Bound<'_>, request: Revise, taken: Redactions) -> Answer {
    match pipeline::revise(ports, request, taken)? {
        None => Err(Code::JobNotFound.into()),
        Some(Err(problem)) => Err(problem.into()),
        Some(Ok(job)) => json(200, &job.view()),
    }
}

fn script(ports: &Bound<'_>) -> Answer {
    let view = pipeline::script_view(ports, &known(ports)?);
    match view.map_err(|failure| worker::Error::RustError(failure.detail))? {
        Some(view) => json(200, &view),
        None => Err(Code::ScriptNotWritten.into()),
    }
}

fn step(body: &str) -> Result<StepKey, Stop> {
    let named: StepName = parse_body(body)?;
    let unknown = "a line goes by its turn, anything else by its name, for instance master";
    StepKey::try_from(named).map_err(|_| Problem::because(Code::UnknownStep, unknown).into())
}

fn watch_job(ports: &Bound<'_>, request: &Request, after: Option<u64>) -> Answer {
    let job = known(ports)?;
    let backlog = match after.filter(|after| *after <= job.seq) {
        Some(after) => {
            let updates = ports.store.updates_after(after, None)?;
            updates.into_iter().map(|update| WatchMessage::Update { update }).collect()
        }
        None => vec![WatchMessage::Snapshot { job: Box::new(job.view()) }],
    };
    let protocol = request.headers().get(SUBPROTOCOL)?;
    let version = request.headers().get(header::VERSION)?.and_then(|version| version.parse().ok());
    let version = version.map_or(WireVersion::OLDEST, WireVersion);
    ports.watchers.accept(version, protocol.as_deref(), &backlog, job.seq, job.status().is_terminal())
}

fn locate(job: &Job, name: &str) -> Result<Located, Stop> {
    let (_, content_type) = ARTIFACTS.iter().find(|(known, _)| *known == name).ok_or(Code::NotFound)?;
    if job.trash().is_some() {
        return Err(Code::JobTrashed.into());
    }
    let not_ready = || Problem::because(Code::ArtifactNotReady, format!("the job is {}", job.status().as_str()));
    let key = pipeline::keys::published(job, name).ok_or_else(not_ready)?;
    Ok(Located { key, content_type: (*content_type).to_owned() })
}
