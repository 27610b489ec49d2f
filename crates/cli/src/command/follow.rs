//! `watch`, and the part of `generate` that is the same.

use protocol::{Change, Heard, JobId, JobStatus, JobView, KnownOr, WatchMessage};

use super::Session;
use super::show;
use crate::console::Console;
use crate::display::Display;
use crate::error::{Error, describe};
use crate::exit::Exit;
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

/// The job once it has ended or is parked, and why if that is not what was hoped for.
pub(super) fn follow(
    session: &Session,
    id: JobId,
    after: Option<u64>,
    console: &mut Console<'_>,
) -> Result<JobView, Error> {
    let mut display = Display::new(&session.global, console);
    let job = until_rest(session, id, after, &mut display, console)?;
    display.end(&job, console);
    if let (Some(problem), false) = (&job.problem, session.global.json) {
        console.report(&describe(problem));
    }
    if job.status == JobStatus::Parked && !session.global.json {
        console.report(&format!("  cuepoint resume {id} gives it new attempts"));
    }
    Ok(job)
}

fn until_rest(
    session: &Session,
    id: JobId,
    after: Option<u64>,
    display: &mut Display,
    console: &mut Console<'_>,
) -> Result<JobView, Error> {
    let client = &session.client;
    let mut after = after;
    if let Some(seen) = after {
        // Nothing newer may ever come.
        let job = client.read(id)?;
        if is_at_rest(&job.status) && job.seq <= seen {
            return Ok(job);
        }
        // Waiting for an update of the far future would let all the ones before it go by.
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
        // A replayed history holds rests that are long over, and a newer service says what we have no word for: the job
        // itself says how it is.
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

/// A status only a newer service knows: nothing we could wait for.
fn is_at_rest(status: &KnownOr<JobStatus>) -> bool {
    status.known().is_none_or(|status| status.is_terminal() || status == JobStatus::Parked)
}
