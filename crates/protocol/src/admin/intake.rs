//! Pausing intake: no new jobs are accepted.

use serde::{Deserialize, Serialize};

use crate::values::Timestamp;

/// `POST /admin/intake`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SetIntake {
    pub paused: bool,
    pub reason: String,
}

/// `GET /admin/intake`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Intake {
    /// The moment intake was paused; absent while new jobs are taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The operator who paused it, as a pseudonym.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// Running jobs: a paused service is drained when there are none.
    pub running: u64,
}
