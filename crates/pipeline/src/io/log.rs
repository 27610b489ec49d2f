//! Logging: one line for each change of a job's state, with the job's id and never with content.

use job::Job;
use protocol::{Change, Update};

pub(crate) fn changes(job: &Job, updates: &[Update]) {
    for update in updates {
        change(job, update);
    }
}

fn change(job: &Job, update: &Update) {
    let (job, seq) = (&job.spec().id, update.seq);
    match &update.change {
        Change::Created => tracing::info!(%job, seq, "created"),
        Change::StageStarted { stage, .. } => tracing::info!(%job, seq, stage = stage.as_str(), "stage started"),
        // Progress is no change of state, and a failed attempt is told where its cause is known.
        Change::TurnsSpoken { .. } | Change::AttemptFailed { .. } => {}
        Change::Parked { problem } => tracing::warn!(%job, seq, code = %problem.code, "parked"),
        Change::Resumed => tracing::info!(%job, seq, "resumed"),
        Change::Revised { revision } => tracing::info!(%job, seq, revision, "revised"),
        Change::StepSkipped { step } => tracing::info!(%job, seq, %step, "step skipped"),
        Change::StepRetried { step } => tracing::info!(%job, seq, %step, "step retried"),
        Change::Succeeded { .. } => tracing::info!(%job, seq, "succeeded"),
        Change::Cancelled => tracing::info!(%job, seq, "cancelled"),
        Change::Failed { problem } => tracing::warn!(%job, seq, code = %problem.code, "failed"),
    }
}
