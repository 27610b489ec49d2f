//! The kinds of sources, and the parsing of each.

use crate::error::Error;
use crate::model::Source;
use crate::{changelog, diff, host, limits};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// A unified or git diff, mailed patches, or what `git log -p` prints.
    Diff,
    /// The answers of a host's API about a pull request or a merge request.
    Review,
    /// The answers of a host's API about an issue.
    Issue,
    /// Markdown, or a list of releases in JSON.
    Changelog,
}

/// Parses a source of a kind.
///
/// # Errors
/// The first reason why it is none of that kind.
pub fn parse(kind: SourceKind, text: &str) -> Result<Source, Error> {
    if text.len() > limits::SOURCE_BYTES_MAX {
        return Err(Error::TooLarge);
    }
    let text = text.trim_start_matches('\u{FEFF}');
    if text.trim().is_empty() {
        return Err(Error::Empty);
    }
    match kind {
        SourceKind::Diff => diff::change(text).map(|change| Source::Change(Box::new(change))),
        SourceKind::Review => host::review(text).map(|change| Source::Change(Box::new(change))),
        SourceKind::Issue => host::issue(text).map(Source::Issue),
        SourceKind::Changelog => changelog::changelog(text),
    }
}
