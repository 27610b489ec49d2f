//! What whoever runs the service is told.

use pipeline::{Clock, Progress};
use protocol::{CaughtByLayer, Health, Storage};
use worker::Env;

use crate::answer::{Answer, json};
use crate::catalog::Everything;
use crate::clock::PlatformClock;
use crate::environment::Given;
use crate::{breakers, clients};

pub(crate) async fn health(env: &Env, given: &Given) -> Answer {
    let healthy = Health {
        status: "ok".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        configuration: given.faults().iter().map(ToString::to_string).collect(),
        defects: Vec::new(),
        breakers: Vec::new(),
        clients: Vec::new(),
    };
    if !given.faults().is_empty() {
        return json(200, &Health { status: "misconfigured".to_owned(), ..healthy });
    }
    let clients = clients::list(env).await?;
    let breakers = breakers::list(env, PlatformClock.now()).await?;
    let defects = Everything::open(env)?.progress().await?.defects;
    json(200, &Health { defects, breakers, clients, ..healthy })
}

/// Later than the sweep would ever come to a row that is due.
const OVERDUE_MS: i64 = 60 * 60 * 1000;

pub(crate) async fn storage(env: &Env) -> Answer {
    let everything = Everything::open(env)?;
    let progress = everything.progress().await?;
    let counts = everything.counts(PlatformClock.now().plus_ms(-OVERDUE_MS)).await?;
    let caught = CaughtByLayer {
        cleanup: counts.cleanup,
        stragglers: counts.stragglers,
        sweep: progress.files_caught,
        bucket: progress.files_expired,
        clips_aged: progress.clips_aged,
    };
    let sweep = Some(progress.run).filter(|run| run.started_at.is_some());
    let Progress { balance, defects, .. } = progress;
    json(200, &Storage { balance, caught, defects, jobs: counts.jobs, sweep })
}
