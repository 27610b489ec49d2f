//! The inventory of storage: what the sweep last found, and what each layer of deleting has caught.

use health::limits;
use pipeline::Progress;
use protocol::{CaughtByLayer, Storage};

use crate::answer::{Answer, json};
use crate::db::sweep;
use crate::http::context::Context;

pub(crate) async fn read(context: &Context<'_>) -> Answer {
    let database = context.database()?;
    let progress = sweep::progress(&database).await?;
    let counts = sweep::counts(&database, context.now.plus_ms(-limits::ROW_OVERDUE_MS)).await?;
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
