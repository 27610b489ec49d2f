//! The trash: soft delete of jobs.

use serde::{Deserialize, Serialize};

use crate::values::Timestamp;

/// A job in the trash: hidden at once, and erased at `erased_at` unless it is restored before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Trash {
    pub since: Timestamp,
    pub erased_at: Timestamp,
    /// Purge token: presented to `POST /v1/jobs/{id}/purge`, it erases the job at once.
    pub purge_token: String,
}

/// `POST /v1/jobs/{id}/purge`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Purge {
    pub token: String,
}
