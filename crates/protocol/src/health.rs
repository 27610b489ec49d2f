//! How the service is, for whoever runs it.

use serde::{Deserialize, Serialize};

use crate::{Defect, Timestamp, WireVersion};

/// `GET /admin/health`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Health {
    /// `ok`, or what is wrong in one word.
    pub status: String,
    /// The build that answers.
    pub version: String,
    /// What is wrong with the configuration: nothing else is asked until it is set right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub configuration: Vec<String>,
    /// Files that were missed, by job.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub defects: Vec<Defect>,
    /// Providers that are left alone at this moment, because they have failed many times in a row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breakers: Vec<OpenBreaker>,
    /// Which programs were here, the latest first: what retiring a wire version is decided on.
    pub clients: Vec<ClientSeen>,
}

/// A provider that is left alone for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OpenBreaker {
    pub provider: String,
    /// In a row.
    pub failures: u32,
    /// When the next call tries for all.
    pub open_until: Timestamp,
}

/// A program of one version, speaking one version of the wire; nothing of who uses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ClientSeen {
    /// `other` for all that do not name themselves as asked.
    pub client: String,
    pub version: String,
    pub wire_version: WireVersion,
    pub first_seen_at: Timestamp,
    /// To the day.
    pub last_seen_at: Timestamp,
}
