//! `generate`: from a file to an episode on disk.

use protocol::{CreateJob, IdempotencyKey, JobStatus, JobView};
use uuid::Uuid;

use super::{Session, feed, follow, nothing_new, show};
use crate::args::Generate;
use crate::console::Console;
use crate::error::Error;
use crate::exit::Exit;
use crate::save;

pub(super) fn generate(session: &Session, args: &Generate, console: &mut Console<'_>) -> Result<Exit, Error> {
    let Some(job) = submit(session, args, console)? else { return nothing_new(console) };
    if args.no_wait {
        return accepted(session, &job, console);
    }
    if !session.global.json && !session.global.quiet {
        console.report(&format!("job {}", job.id));
    }
    let job = follow::follow(session, job.id, None, console).inspect_err(|error| {
        if !error.is_broken_pipe() {
            console.report(&format!("the job goes on; to follow it again: cuepoint watch {}", job.id));
        }
    })?;
    if job.status != JobStatus::Succeeded {
        show::job(session, &job, console)?;
        return Ok(Exit::from(&job.status));
    }
    let dir = args.out.clone().unwrap_or_else(|| save::default_dir(&job));
    let exit = show::saved(session, &job, &dir, console)?;
    feed::mention(session, args.subject.as_deref(), console)?;
    Ok(exit)
}

fn submit(session: &Session, args: &Generate, console: &mut Console<'_>) -> Result<Option<JobView>, Error> {
    let Some(request) = args.episode.request(session.client.pace(), console)? else { return Ok(None) };
    let key = args.idempotency_key.clone().unwrap_or_else(fresh_key);
    let approve = args.approve.unwrap_or_default();
    let job = CreateJob { feed: args.feed.clone(), approve, budget: args.budget, ..request };
    session.client.create(&job, &key, args.subject.as_deref()).map(Some)
}

fn accepted(session: &Session, job: &JobView, console: &mut Console<'_>) -> Result<Exit, Error> {
    if session.global.json {
        console.print_json(job)?
    } else {
        console.print(&job.id.to_string())?
    }
    Ok(Exit::Ok)
}

/// A new idempotency key; every attempt of this submission carries it.
fn fresh_key() -> IdempotencyKey {
    Uuid::new_v4().to_string().parse().expect("invariant: a UUID is visible ASCII, 36 characters long")
}
