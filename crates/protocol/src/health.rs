//! How the service is, for whoever runs it.

use serde::{Deserialize, Serialize};

/// `GET /admin/health`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Health {
    /// `ok`, or what is wrong in one word.
    pub status: String,
    /// The build that answers.
    pub version: String,
}
