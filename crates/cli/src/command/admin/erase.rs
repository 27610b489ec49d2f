//! Erasure of a subject: the jobs concerned, then the receipt.

use protocol::Erasure;

use super::Session;
use crate::console::Console;
use crate::error::Error;
use crate::format;

pub(super) fn show(session: &Session, erasure: &Erasure, console: &mut Console<'_>) -> Result<(), Error> {
    if session.global.json {
        return console.print_json(erasure);
    }
    for job in &erasure.jobs {
        console.print(&format!(
            "{}  {}",
            job.id,
            job.erased_at.map_or("there".to_owned(), |at| format!("erased {at}"))
        ))?;
    }
    let mut rows = vec![("jobs", erasure.jobs.len().to_string()), ("pending", erasure.jobs_pending.to_string())];
    if let Some(id) = &erasure.id {
        rows.push(("receipt", id.clone()));
        rows.push(("asked", format::moment(erasure.asked_at)));
        rows.push(("finished", format::moment(erasure.finished_at)));
        rows.push(("clips", format!("{} deleted", erasure.clips_deleted)));
        rows.push(("remains", "the ids above, so that they are never used again".to_owned()));
    }
    console.print(&format::table(&rows))?;
    if let Some(confirm) = &erasure.confirm {
        console.report(&format!("nothing was erased yet; to erase it, repeat the command with --confirm {confirm}"));
    } else if erasure.finished_at.is_none() {
        console.report("not everything is erased yet: repeat the command later");
    }
    Ok(())
}
