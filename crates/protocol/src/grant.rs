//! What works without a token, for a while.

use serde::{Deserialize, Serialize};

use crate::{Artifact, Timestamp};

/// `POST /v1/jobs/{id}/ticket`: lets a browser, which cannot send a token there, watch this job.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Ticket {
    /// A subprotocol to offer beside the one that names the version.
    pub protocol: String,
    pub expires_at: Timestamp,
}

/// `POST /v1/jobs/{id}/links`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SignLinks {
    /// How long they work; an hour when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_ms: Option<u64>,
}

/// The files of a finished episode at addresses that need no token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Links {
    pub expires_at: Timestamp,
    pub links: Vec<Artifact>,
}
