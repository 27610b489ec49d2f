//! Runners: machines outside that claim steps of a job.

use serde::{Deserialize, Serialize};

/// The id of a runner: one slot that holds at most one step of a job at a time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RunnerId(pub String);
