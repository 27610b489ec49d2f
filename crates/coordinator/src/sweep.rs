//! The sweep, as the platform's clock starts it.

use pipeline::Progress;

use crate::artifacts;
use crate::catalog::Everything;
use crate::clock::{self, PlatformClock};
use crate::trace::Work;
use worker::Env;

/// Nobody hears of what it returns: it says so itself.
pub(crate) async fn run(env: &Env) {
    clock::set(env);
    match Work::own() {
        Ok(work) => work.on(run_once(env)).await,
        Err(error) => tracing::error!(%error, "the sweep failed"),
    }
}

async fn run_once(env: &Env) {
    match sweep(env).await {
        Ok(Progress { run, .. }) => tracing::info!(
            asked = run.jobs_asked,
            repaired = run.rows_repaired,
            buried = run.rows_buried,
            listed = run.files_listed,
            deleted = run.files_deleted,
            failures = run.failures,
            "swept"
        ),
        Err(error) => tracing::error!(%error, "the sweep failed"),
    }
}

async fn sweep(env: &Env) -> worker::Result<Progress> {
    let everything = Everything::open(env)?;
    let progress = everything.progress().await?;
    Ok(pipeline::sweep(&everything, &artifacts::open(env)?, &PlatformClock, progress).await)
}
