//! The commands that make one request and print the answer.

use std::path::Path;

use protocol::{Code, JobId, JobStatus, JobView, Problem};

use super::Session;
use crate::console::Console;
use crate::error::{Error, describe};
use crate::exit::Exit;
use crate::{format, save};

pub(super) fn get(session: &Session, id: JobId, out: Option<&Path>, console: &mut Console<'_>) -> Result<Exit, Error> {
    let view = session.client.read(id)?;
    match out {
        None => {
            job(session, &view, console)?;
            if let (Some(problem), false) = (&view.problem, session.global.json) {
                console.print(&describe(problem))?;
            }
            if view.approval.is_some() && !session.global.json {
                console.report(&format!("to read, change or approve it: cuepoint review {id}"));
            }
            Ok(Exit::Ok)
        }
        Some(dir) if view.status == JobStatus::Succeeded => saved(session, &view, dir, console),
        Some(_) => {
            job(session, &view, console)?;
            Err(Problem::because(Code::ArtifactNotReady, format!("the job is {}", format::status(&view.status))).into())
        }
    }
}

pub(super) fn list(session: &Session, cursor: Option<&str>, console: &mut Console<'_>) -> Result<Exit, Error> {
    let list = session.client.list(cursor)?;
    if session.global.json {
        console.print_json(&list)?;
        return Ok(Exit::Ok);
    }
    for job in &list.jobs {
        let title = format::one_line(job.title.as_deref().unwrap_or("(untitled)"));
        console.print(&format!("{}  {:<9}  {}  {title}", job.id, format::status(&job.status), job.created_at))?;
    }
    if let Some(cursor) = &list.next_cursor {
        console.report(&format!("more: cuepoint list --cursor {cursor}"));
    }
    Ok(Exit::Ok)
}

pub(super) fn job(session: &Session, job: &JobView, console: &mut Console<'_>) -> Result<Exit, Error> {
    if session.global.json {
        console.print_json(job)?
    } else {
        console.print(&format::table(&format::job(job)))?
    }
    Ok(Exit::Ok)
}

/// Saves the episode and prints its rows and folder.
pub(super) fn saved(session: &Session, job: &JobView, dir: &Path, console: &mut Console<'_>) -> Result<Exit, Error> {
    let files = save::save(&session.client, job, dir)
        .inspect_err(|_| console.report(&format!("the episode is kept: cuepoint get {} --out DIR", job.id)))?;
    if session.global.json {
        console.print_json(job)?;
        return Ok(Exit::Ok);
    }
    let mut rows = format::episode(job);
    rows.push(("saved in", dir.display().to_string()));
    rows.push(("", files.join("  ")));
    console.print(&format::table(&rows))?;
    Ok(Exit::Ok)
}
