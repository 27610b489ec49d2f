//! Colours of cover art.

use serde::{Deserialize, Serialize};

/// Two colours of enough contrast, as `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CoverColors {
    pub background: String,
    pub ink: String,
}
