//! Revision of an episode: changed lines, changed voices, skipped lines.

use std::fmt;

use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

use super::Host;
use crate::problem::{Code, Problem};
use crate::values::CodeLine;

/// `POST /v1/jobs/{id}/revise`: what is absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Revise {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hosts: Option<[Host; 2]>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Line>,
}

/// New words for a turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Number of the turn in `GET /v1/jobs/{id}/script`.
    pub turn: u16,
    pub text: String,
}

/// `POST /v1/jobs/{id}/skip` and `/retry`: `{"turn": 17}` or `{"step": "master"}`, as updates name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepName {
    /// A line, by its number in `GET /v1/jobs/{id}/script`.
    Turn(u16),
    /// Any other step, for instance `master`.
    Step(String),
}

impl StepName {
    /// Splits into a turn's number or any other step's name.
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
    /// Paragraphs of the source that the line is taken from, counted from 0; empty where it states nothing, or was
    /// changed.
    pub cites: Vec<u32>,
    /// Lines of code that these paragraphs are about, of a diff or a review.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub code: Vec<CodeLine>,
    pub is_skipped: bool,
}

/// Reads a small request's body.
///
/// # Errors
/// `malformed_json`, or `invalid_field` with the reason.
pub fn parse_body<T: DeserializeOwned>(body: &str) -> Result<T, Problem> {
    let because = |code| move |error: serde_json::Error| Problem::unread(code, &error);
    // Serde calls an unknown variant of an enum a syntax error: check the syntax first.
    serde_json::from_str::<IgnoredAny>(body).map_err(because(Code::MalformedJson))?;
    serde_json::from_str(body).map_err(because(Code::InvalidField))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_named_by_its_turn_or_its_name() {
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
