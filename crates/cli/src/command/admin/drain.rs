//! `admin drain`: pauses the intake and waits for the jobs under way.

use std::thread;
use std::time::Duration;

use protocol::{AdminJob, Intake, SetIntake};
use serde::Serialize;

use super::{Session, jobs};
use crate::args::{JobFilterArgs, TimeSpan};
use crate::console::Console;
use crate::error::Error;
use crate::exit::Exit;

/// The result as JSON.
#[derive(Serialize)]
struct Drained {
    drained: bool,
    intake: Intake,
    /// The first page of jobs still under way.
    left: Vec<AdminJob>,
}

/// Pauses the intake and polls until no job is under way; the intake stays paused however this ends.
pub(super) fn drain(
    session: &Session,
    reason: String,
    TimeSpan(timeout_ms): TimeSpan,
    console: &mut Console<'_>,
) -> Result<Exit, Error> {
    let client = &session.client;
    let poll_ms = client.pace().poll_ms;
    let mut intake = client.set_intake(&SetIntake { paused: true, reason })?;
    console.report("new jobs are refused; to accept them again: cuepoint admin intake open --reason TEXT");
    let (mut waited_ms, mut told) = (0, None);
    while intake.running > 0 && waited_ms < timeout_ms {
        if told.replace(intake.running) != Some(intake.running) && !session.global.quiet {
            console.report(&format!("{} jobs under way", intake.running));
        }
        thread::sleep(Duration::from_millis(poll_ms));
        waited_ms = waited_ms.saturating_add(poll_ms);
        intake = client.intake()?;
    }
    if intake.running == 0 {
        ended(session, Drained { drained: true, intake, left: Vec::new() }, console)?;
        return Ok(Exit::Ok);
    }
    let left = client.any_jobs(&JobFilterArgs::running())?.jobs;
    ended(session, Drained { drained: false, intake, left }, console)?;
    Ok(Exit::Undrained)
}

fn ended(session: &Session, drained: Drained, console: &mut Console<'_>) -> Result<(), Error> {
    if session.global.json {
        return console.print_json(&drained);
    }
    let Drained { drained, intake, left } = drained;
    if drained {
        return console.print("drained: no job is under way");
    }
    console.print(&format!("not drained: {} jobs are under way", intake.running))?;
    jobs::lines(&left, console)
}
