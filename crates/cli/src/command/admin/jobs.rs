//! Any tenant's jobs: how they stand.

use protocol::{AdminJob, AdminJobList};

use super::Session;
use crate::console::Console;
use crate::error::Error;
use crate::format;

pub(super) fn list(session: &Session, list: &AdminJobList, console: &mut Console<'_>) -> Result<(), Error> {
    if session.global.json {
        return console.print_json(list);
    }
    for job in &list.jobs {
        console.print(&line(job))?;
    }
    if let Some(cursor) = &list.next_cursor {
        console.report(&format!("there is more: --cursor {cursor}"));
    }
    Ok(())
}

/// With both moments: since when it is there, and since when nothing has happened in it.
fn line(job: &AdminJob) -> String {
    let AdminJob { id, tenant, status, problem, engine, created_at, updated_at, .. } = job;
    let engine = engine.map_or_else(|| "-".to_owned(), |engine| engine.to_string());
    let problem = problem.map_or("-", |code| code.as_str());
    let (status, tenant) = (format::status(status), format::one_line(&tenant.0));
    format!("{id}  {status:<9}  {tenant:<16}  {engine:<3}  {created_at}  {updated_at}  {problem}")
}
