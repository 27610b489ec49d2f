//! Changing an episode: what is said, by whom, and what is left out.

use std::fmt;

use serde::de::{DeserializeOwned, IgnoredAny};
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

/// `POST /v1/jobs/{id}/skip` and `/retry`: `{"turn": 17}` or `{"step": "master"}`, as updates name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepName {
    /// A line, as numbered by `GET /v1/jobs/{id}/script`.
    Turn(u16),
    /// Anything else, for instance `master`.
    Step(String),
}

impl StepName {
    /// As a line's number, or as the name of anything else.
    pub fn told(self) -> (Option<u16>, Option<String>) {
        match self {
            Self::Turn(turn) => (Some(turn), None),
            Self::Step(step) => (None, Some(step)),
        }
    }
}

impl fmt::Display for StepName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Turn(turn) => write!(f, "line {turn}"),
            Self::Step(step) => f.write_str(step),
        }
    }
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
    let because = |code| move |error: serde_json::Error| Problem::unread(code, &error);
    // What an enum does not take, the reader calls a mistake in the syntax.
    serde_json::from_str::<IgnoredAny>(body).map_err(because(Code::MalformedJson))?;
    serde_json::from_str(body).map_err(because(Code::InvalidField))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_a_line_or_has_a_name() {
        assert_eq!(parse_body(r#"{"turn":17}"#), Ok(StepName::Turn(17)));
        assert_eq!(parse_body(r#"{"step":"master"}"#), Ok(StepName::Step("master".to_owned())));
        for (body, code) in [
            ("", Code::MalformedJson),
            (r#"{"turn":"#, Code::MalformedJson),
            ("{}", Code::InvalidField),
            ("7", Code::InvalidField),
            (r#""turn""#, Code::InvalidField),
            (r#"{"turn":"17"}"#, Code::InvalidField),
            (r#"{"turn":65536}"#, Code::InvalidField),
            (r#"{"turn":1,"step":"master"}"#, Code::InvalidField),
            (r#"{"line":1}"#, Code::InvalidField),
        ] {
            assert_eq!(parse_body::<StepName>(body).unwrap_err().code, code, "{body}");
        }
    }
}
