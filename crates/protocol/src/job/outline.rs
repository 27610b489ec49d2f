//! The outline of an episode, as it is read and changed before it is written.

use serde::{Deserialize, Serialize};

use crate::values::Money;

/// `GET /v1/jobs/{id}/outline`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OutlineView {
    pub sections: Vec<SectionView>,
    /// Paragraphs of the source, by the numbers that sections name.
    pub paragraphs: Vec<String>,
}

/// A section, which becomes a chapter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SectionView {
    pub title: String,
    /// Its content in a sentence; empty where the embedded writer has planned it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub says: String,
    /// Numbers of the paragraphs that it stands on.
    pub paragraphs: Vec<u32>,
    /// Planned length in spoken words; 0 where none is planned.
    #[serde(default)]
    pub words: u32,
}

/// `POST /v1/jobs/{id}/outline`: the outline as it is to be. Sections that stay as they are keep their script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeOutline {
    pub sections: Vec<PlannedSection>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlannedSection {
    pub title: String,
    #[serde(default)]
    pub says: String,
    /// Each paragraph is in one section at most.
    pub paragraphs: Vec<u32>,
    #[serde(default)]
    pub words: u32,
}

/// A section that stays as it is.
impl From<SectionView> for PlannedSection {
    fn from(SectionView { title, says, paragraphs, words }: SectionView) -> Self {
        Self { title, says, paragraphs, words }
    }
}

/// `POST /v1/jobs/{id}/approve`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ApproveEstimate {
    /// From the job's `approval`.
    pub estimate: String,
}

/// `POST /v1/jobs/{id}/budget`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SetBudget {
    /// The most that the job may spend in all, in micro-units; absent for no bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Money>,
}
