//! Lines of code that a source is about.

use serde::{Deserialize, Serialize};

/// A line of a file at a commit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CodeLine {
    /// Empty for the source itself: an entry of a change log.
    pub path: String,
    /// The first is 1.
    pub line: u32,
    /// The commit, if the source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
    /// True for a line of the file before the change.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_old: bool,
}

impl CodeLine {
    /// As `path:line`, and the commit behind an `@` where it is known: its first ten digits.
    pub fn short(&self) -> String {
        let Self { path, line, revision, is_old: _ } = self;
        let path = if path.is_empty() { "line" } else { path };
        match revision.as_deref() {
            Some(revision) => format!("{path}:{line}@{}", revision.get(..10).unwrap_or(revision)),
            None => format!("{path}:{line}"),
        }
    }
}
