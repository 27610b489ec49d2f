//! `watch`, and the part of `generate` that follows a job.

use protocol::{Change, Code, Heard, JobId, JobStatus, JobView, KnownOr, WatchMessage};

use super::Session;
use super::show;
use crate::console::Console;
use crate::display::Display;
use crate::error::{Error, describe};
use crate::exit::Exit;
use crate::format;
use crate::watch::{Event, Watch};

pub(super) fn watch(
    session: &Session,
    id: JobId,
    after: Option<u64>,
    console: &mut Console<'_>,
) -> Result<Exit, Error> {
    let job = follow(session, id, after, console)?;
    show::job(session, &job, console)?;
    Ok(Exit::from(&job.status))
}

/// Follows a job until it has ended or is parked; reports the problem if there is one.
pub(super) fn follow(
    session: &Session,
    id: JobId,
    after: Option<u64>,
    console: &mut Console<'_>,
) -> Result<JobView, Error> {
    let mut display = Display::new(&session.global, console);
    let job = until_at_rest(session, id, after, &mut display, console)?;
    display.end(&job, console);
    if session.global.json {
        return Ok(job);
    }
    if let Some(problem) = &job.problem {
        console.report(&describe(problem));
    }
    if job.status == JobStatus::Parked {
        console.report(&next_step(&job));
    }
    Ok(job)
}

/// The way on for a parked job.
fn next_step(job: &JobView) -> String {
    let id = job.id;
    let review = format!("  cuepoint review {id} shows it, to be changed or approved");
    if let Some(approval) = &job.approval {
        return format!("  it waits for approval of {}\n{review}", format::waiting(approval));
    }
    match job.problem.as_ref().map(|problem| problem.code) {
        Some(Code::ApprovalNeeded) => review,
        Some(Code::BudgetExhausted) => format!("  cuepoint budget {id} AMOUNT changes what it may spend"),
        Some(_) | None => format!("  cuepoint resume {id} gives it new attempts"),
    }
}

fn until_at_rest(
    session: &Session,
    id: JobId,
    after: Option<u64>,
    display: &mut Display,
    console: &mut Console<'_>,
) -> Result<JobView, Error> {
    let client = &session.client;
    let mut after = after;
    if let Some(seen) = after {
        // A job at rest may never send another update.
        let job = client.read(id)?;
        if is_at_rest(&job.status) && job.seq <= seen {
            return Ok(job);
        }
        // A sequence number of the future would skip all updates before it.
        after = Some(seen.min(job.seq));
        display.start(&job, console);
    }
    let mut watch = Watch::new(client, id, after);
    loop {
        let heard = match watch.next()? {
            Event::Waiting { why } => {
                display.note(&format!("{why}; trying again"), console);
                continue;
            }
            Event::Message { heard, json } => {
                if session.global.json {
                    console.print_json_text(&json)?;
                }
                heard
            }
        };
        if let Heard::Message(message) = &heard {
            display.show(message, console);
            if !may_be_at_rest(message) {
                continue;
            }
        }
        // A replayed history contains parked states that are over, and a newer service sends unknown updates: the job
        // itself has the current status.
        let job = client.read(id)?;
        if is_at_rest(&job.status) {
            return Ok(job);
        }
        if matches!(heard, Heard::Unknown { .. }) {
            display.start(&job, console);
        }
    }
}

fn may_be_at_rest(message: &WatchMessage) -> bool {
    match message {
        WatchMessage::Snapshot { job } => is_at_rest(&job.status),
        WatchMessage::Update { update } => match update.change {
            Change::Parked { .. } | Change::Succeeded { .. } | Change::Cancelled | Change::Failed { .. } => true,
            Change::Created
            | Change::StageStarted { .. }
            | Change::TurnsSpoken { .. }
            | Change::AttemptFailed { .. }
            | Change::Resumed
            | Change::Revised { .. }
            | Change::StepSkipped { .. }
            | Change::StepRetried { .. } => false,
        },
    }
}

/// True for a final, parked or unknown status: a status of a newer service cannot be waited for.
fn is_at_rest(status: &KnownOr<JobStatus>) -> bool {
    status.known().is_none_or(|status| status.is_terminal() || status == JobStatus::Parked)
}
