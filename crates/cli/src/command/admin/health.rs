//! `admin health`, as a table or an HTML file.
//!
//! The page is rendered here from the same answer: a browser cannot send the token, and a file needs none.

use std::fs;
use std::path::Path;

use protocol::{Health, KnownOr, Verdict};

use super::Session;
use crate::console::Console;
use crate::error::Error;
use crate::exit::Exit;
use crate::format::{moment, one_line, table};

pub(super) fn show(session: &Session, html: Option<&Path>, console: &mut Console<'_>) -> Result<Exit, Error> {
    let health = session.client.health()?;
    if let Some(path) = html {
        fs::write(path, health::page(&health)).map_err(|source| Error::file(path, source))?;
    }
    if session.global.json {
        console.print_json(&health)?;
    } else {
        console.print(&table(&rows(&health)))?;
    }
    Ok(Exit::from(&health.verdict))
}

fn rows(health: &Health) -> Vec<(&'static str, String)> {
    let verdict = match &health.verdict {
        KnownOr::Known(verdict) => Verdict::as_str(*verdict).to_owned(),
        KnownOr::Other(word) => one_line(word),
    };
    let mut rows = vec![("verdict", verdict)];
    rows.extend(health.reasons.iter().map(|reason| ("", one_line(&format!("{}: {}", reason.code, reason.says)))));
    for (name, checks) in &health.checks {
        for check in checks {
            let state = check.output.as_deref().unwrap_or("ok");
            rows.push((
                "tried",
                one_line(&format!("{name} {state}, {} {}", check.observed_value, check.observed_unit)),
            ));
        }
    }
    if let Some(jobs) = &health.jobs {
        let parked: u64 = jobs.parked.values().sum();
        let (running, housekeeping, owed) = (jobs.running, jobs.housekeeping, jobs.steps_owed);
        rows.push(("jobs", format!("{running} running, {parked} parked, {housekeeping} with housekeeping left")));
        rows.push(("", format!("{owed} steps owed, {} overdue", jobs.overdue)));
        if let Some(stillest) = jobs.stillest {
            rows.push(("stillest", format!("{} since {}", stillest.job, stillest.since)));
        }
    }
    rows.push(("sweep", moment(health.sweep.and_then(|run| run.ended_at))));
    let commit = health.deployment.commit.as_deref().map(|commit| format!(", commit {}", one_line(commit)));
    rows.push(("version", format!("{}{}", one_line(&health.version), commit.unwrap_or_default())));
    rows
}
