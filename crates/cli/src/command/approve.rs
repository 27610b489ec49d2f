//! `approve`: shows what a job waits to do and what that costs, and asks before it is approved.

use protocol::JobId;

use super::{Session, show};
use crate::console::Console;
use crate::error::Error;
use crate::exit::Exit;
use crate::format;

pub(super) fn approve(session: &Session, id: JobId, is_sure: bool, console: &mut Console<'_>) -> Result<Exit, Error> {
    let job = session.client.read(id)?;
    let Some(approval) = job.approval.clone() else {
        let status = format::status(&job.status);
        return Err(Error::Usage(format!("the job waits for no approval: it is {status}")));
    };
    if !session.global.json || !is_sure {
        console.report(&format::table(&format::job(&job)));
    }
    if !is_sure && !console.confirm("Approve it? [y/N]")? {
        return Err(Error::Usage("nothing was approved".to_owned()));
    }
    approved(session, id, approval.estimate, console)
}

/// Approves this estimate and nothing else: the service refuses it when the job has changed.
pub(super) fn approved(
    session: &Session,
    id: JobId,
    estimate: String,
    console: &mut Console<'_>,
) -> Result<Exit, Error> {
    let job = session.client.approve(id, estimate)?;
    if !session.global.json {
        console.report(&format!("approved; to follow it: cuepoint watch {id}"));
    }
    show::job(session, &job, console)
}
