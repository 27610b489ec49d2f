//! What a client hands in to be read.

use serde::{Deserialize, Serialize};

/// How a source text is marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SourceFormat {
    Markdown,
    Text,
    Html,
}

/// The text to be turned into an episode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub format: SourceFormat,
    pub text: String,
}
