//! `purge`: shows the job, asks for confirmation, and takes two calls, because it cannot be undone.

use protocol::{Code, JobId};

use super::Session;
use crate::console::Console;
use crate::error::Error;
use crate::exit::Exit;
use crate::format;

pub(super) fn purge(session: &Session, id: JobId, is_sure: bool, console: &mut Console<'_>) -> Result<Exit, Error> {
    let client = &session.client;
    if !is_sure {
        console.report(&format::table(&format::job(&client.read(id)?)));
        if !console.confirm("Erase this job, its script and its episode permanently? [y/N]")? {
            return Err(Error::Usage("nothing was erased".to_owned()));
        }
    }
    let trash = client.delete(id)?.trash.ok_or_else(|| Error::Answer("a trashed job has no purge token".to_owned()))?;
    match client.purge(id, trash.purge_token) {
        Ok(job) if session.global.json => console.print_json(&job)?,
        Ok(_) => console.print(&format!("{id} is erased"))?,
        // The first answer was lost, and the job is gone by now.
        Err(Error::Refused(refusal))
            if refusal.problem.as_ref().is_some_and(|problem| problem.code == Code::JobNotFound) =>
        {
            console.print(&format!("{id} is erased"))?;
        }
        Err(error) => return Err(error),
    }
    Ok(Exit::Ok)
}
