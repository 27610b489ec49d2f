//! What a client hands in to be read.

use serde::{Deserialize, Serialize};

/// How a source text is marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceFormat {
    Markdown,
    Text,
    Html,
}
