//! What watchers see: a job's history as numbered updates.

use serde::{Deserialize, Serialize};

use crate::{Episode, JobView, Problem, Progress, Stage, Timestamp};

/// One entry of a job's history; `seq` counts from 1 without gaps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Update {
    pub seq: u64,
    pub at: Timestamp,
    #[serde(flatten)]
    pub change: Change,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    Created,
    StageStarted {
        stage: Stage,
        progress: Progress,
    },
    TurnsSpoken {
        progress: Progress,
    },
    /// An attempt went wrong and another will follow.
    AttemptFailed {
        step: String,
        attempt: u32,
        code: String,
        retry_at: Timestamp,
    },
    Parked {
        problem: Problem,
    },
    Resumed,
    /// Lines or voices were changed; what follows from them is made anew.
    Revised {
        revision: u32,
    },
    /// A line that will not be spoken.
    StepSkipped {
        step: String,
    },
    /// A step was given new attempts.
    StepRetried {
        step: String,
    },
    Succeeded {
        title: String,
        episode: Episode,
    },
    Cancelled,
    Failed {
        problem: Problem,
    },
}

/// A message of the watch websocket, server to client.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum WatchMessage {
    /// The job as it stands; sent first, unless the watcher resumes with `?after=`.
    Snapshot { job: Box<JobView> },
    Update {
        #[serde(flatten)]
        update: Update,
    },
}
