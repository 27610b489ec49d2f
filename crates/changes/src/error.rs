//! Refusals of a source: the caller's mistake, each with a stable code.

use crate::limits;

/// A source that cannot be read as the kind it is said to be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("the source is empty")]
    Empty,
    #[error("the source is longer than {} bytes", limits::SOURCE_BYTES_MAX)]
    TooLarge,
    #[error("the source is no diff: it has no file header and no hunk")]
    DiffMalformed,
    #[error("line {line} of the diff has a hunk header without numbers of lines")]
    HunkMalformed { line: u32 },
    #[error("the source is no review: {0}")]
    ReviewMalformed(String),
    #[error("the source is no issue: {0}")]
    IssueMalformed(String),
    #[error("the source is no change log: it has no release")]
    ChangelogMalformed,
}

impl Error {
    /// The stable code clients match on.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Empty => "changes_empty",
            Error::TooLarge => "changes_too_large",
            Error::DiffMalformed | Error::HunkMalformed { .. } => "diff_malformed",
            Error::ReviewMalformed(_) => "review_malformed",
            Error::IssueMalformed(_) => "issue_malformed",
            Error::ChangelogMalformed => "changelog_malformed",
        }
    }
}
