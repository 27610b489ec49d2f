//! The sweep, which reconciles D1 and R2 with the jobs: started by the cron trigger, over a catalog made of `db` and `rpc`.
//!
//! The rules are `pipeline`'s. It answers no request: its result is in the log and in its saved progress.

mod catalog;

use pipeline::Progress;
use worker::Env;

use crate::db;
use crate::platform::artifacts;
use crate::platform::bindings;
use crate::platform::clock::PlatformClock;
use crate::platform::trace::Work;
use catalog::AllJobs;

pub(crate) async fn run(env: &Env) {
    match Work::own() {
        Ok(work) => work.on(run_once(env)).await,
        Err(error) => tracing::error!(%error, "the sweep failed"),
    }
}

async fn run_once(env: &Env) {
    if bindings::read(env).config().is_err() {
        return tracing::error!("the sweep waits for a configuration without faults");
    }
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
    let jobs = AllJobs { env, database: bindings::index(env)?, clock: PlatformClock };
    let progress = db::sweep::progress(&jobs.database).await?;
    Ok(pipeline::sweep(&jobs, &artifacts::open(env)?, &PlatformClock, progress).await)
}
