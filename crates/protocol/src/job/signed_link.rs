//! Tickets and signed links: access to one address without a token, for a limited time.

use serde::{Deserialize, Serialize};

use super::Artifact;
use crate::values::Timestamp;

/// `POST /v1/jobs/{id}/ticket`: lets a browser watch this job; browsers cannot send a token with a websocket.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Ticket {
    /// The websocket subprotocol to offer beside the one that names the version.
    pub protocol: String,
    pub expires_at: Timestamp,
}

/// `POST /v1/jobs/{id}/links`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SignLinks {
    /// Time until the links expire; an hour when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_ms: Option<u64>,
}

/// Signed links to the files of a finished episode; they need no token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Links {
    pub expires_at: Timestamp,
    pub links: Vec<Artifact>,
}
