//! Changing an episode: what is said, by whom, and what is left out.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::{Code, Host, Problem};

/// `POST /v1/jobs/{id}/revise`: absent is unchanged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Revise {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hosts: Option<[Host; 2]>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Line>,
}

/// A turn's new words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// As numbered by `GET /v1/jobs/{id}/script`.
    pub turn: u16,
    pub text: String,
}

/// `POST /v1/jobs/{id}/skip` and `/retry`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StepName {
    /// As updates name it, for instance `speech/017`.
    pub step: String,
}

/// `GET /v1/jobs/{id}/script`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScriptView {
    pub turns: Vec<TurnView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TurnView {
    pub turn: u16,
    pub chapter: String,
    pub speaker: String,
    pub text: String,
    /// Paragraphs of the source it is taken from, from 0; none where it states nothing, or somebody changed it.
    pub cites: Vec<u32>,
    pub is_skipped: bool,
}

/// Reads a small request's body.
///
/// # Errors
/// `malformed_json`, or `invalid_field` with what is wrong with it.
pub fn parse_body<T: DeserializeOwned>(body: &str) -> Result<T, Problem> {
    serde_json::from_str(body).map_err(|error| {
        let code = if error.is_data() { Code::InvalidField } else { Code::MalformedJson };
        Problem::because(code, error.to_string())
    })
}
