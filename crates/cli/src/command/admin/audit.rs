//! Interventions, the intake, and the audit log.

use protocol::{Act, Audit, Intake, JobView};

use super::Session;
use crate::console::Console;
use crate::error::Error;
use crate::format;

pub(super) fn job(session: &Session, job: &JobView, console: &mut Console<'_>) -> Result<(), Error> {
    if session.global.json {
        return console.print_json(job);
    }
    console.print(&format::table(&format::job(job)))
}

pub(super) fn intake(session: &Session, intake: &Intake, console: &mut Console<'_>) -> Result<(), Error> {
    if session.global.json {
        return console.print_json(intake);
    }
    let standing = intake.paused_at.map_or_else(|| "open".to_owned(), |at| format!("paused since {at}"));
    let mut rows = vec![("intake", standing)];
    rows.extend(intake.reason.as_deref().map(|reason| ("reason", format::one_line(reason))));
    rows.extend(intake.actor.as_deref().map(|actor| ("by", format::one_line(actor))));
    rows.push(("under way", format!("{} jobs", intake.running)));
    console.print(&format::table(&rows))
}

pub(super) fn list(session: &Session, audit: &Audit, console: &mut Console<'_>) -> Result<(), Error> {
    if session.global.json {
        return console.print_json(audit);
    }
    for act in &audit.acts {
        console.print(&line(act))?;
    }
    if let Some(cursor) = &audit.next_cursor {
        console.report(&format!("there is more: --cursor {cursor}"));
    }
    Ok(())
}

pub(super) fn line(act: &Act) -> String {
    let Act { id: _, at, actor, act, object, reason, status, ended_at: _ } = act;
    let ended = status.map_or_else(|| "cut off".to_owned(), |status| status.to_string());
    // Twelve characters tell one pseudonym from another.
    let actor = actor.as_deref().and_then(|actor| actor.get(..12)).unwrap_or("unknown");
    let [object, reason] = [object, reason].map(|text| format::one_line(text.as_deref().unwrap_or("-")));
    format!("{at}  {actor:<12}  {ended:<7}  {act}  {object}  {reason}")
}
