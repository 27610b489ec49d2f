//! The estimate of an episode before it is asked for.

use serde::{Deserialize, Serialize};

use super::{CostRange, Tokens};

/// Answer to `POST /v1/estimates`, which takes the body of `POST /v1/jobs`, creates nothing and costs nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Estimate {
    pub sections: u32,
    /// Lines that will be spoken, about.
    pub turns: u32,
    /// Words that will be spoken, about.
    pub words: u32,
    /// Length of the episode, about.
    pub seconds: u32,
    /// The writers, in the order in which they are asked; the last one is the embedded writer, which costs nothing.
    pub writers: Vec<WriterEstimate>,
}

/// An estimate of the whole script by one writer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WriterEstimate {
    /// `embedded`, or the name of a provider.
    pub writer: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Calls, if no answer has to be repaired.
    pub calls: u32,
    /// Tokens of them, about.
    pub tokens: Tokens,
    pub cost: CostRange,
    /// Parts of the style that this writer cannot do, as words: `format`, `minutes`, `focus`, `manners`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cannot: Vec<String>,
}
