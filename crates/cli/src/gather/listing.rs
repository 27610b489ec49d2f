//! The list of what is sent, made of the very text that is sent.

use changes::{Change, FileChange, SourceKind};
use protocol::Source;

use super::Gathered;
use crate::error::Error;

/// Commits and files listed one by one.
const LISTED_MAX: usize = 40;

/// A source with its list.
pub(super) fn listed(kind: SourceKind, source: Source, what: &str) -> Result<Gathered, Error> {
    let unread = |error: changes::Error| Error::Usage(format!("{what} cannot be told: {error}"));
    let changes::Source::Change(change) = changes::parse(kind, &source.text).map_err(unread)? else {
        return Err(Error::Usage(format!("{what} is no change")));
    };
    let listing = of_change(&change, what, source.text.len());
    Ok(Gathered { source, listing })
}

fn of_change(change: &Change, what: &str, bytes: usize) -> String {
    let mut lines = vec![format!("{what}: {} are sent", size(bytes))];
    let commits = change.commits.iter().map(|commit| {
        let id = commit.id.as_deref().unwrap_or_default();
        format!("  {} {}", id.get(..10).unwrap_or(id), commit.subject).trim_end().to_owned()
    });
    lines.extend(some(commits.collect(), "commits"));
    lines.extend(some(change.files.iter().map(file).collect(), "files"));
    let comments = change.comments.len() + change.threads.iter().map(|thread| thread.comments.len()).sum::<usize>();
    if comments + change.reviews.len() > 0 {
        let unresolved = change.threads.iter().filter(|thread| thread.is_resolved != Some(true)).count();
        let reviews = change.reviews.len();
        lines.push(format!("  {comments} comments, {reviews} reviews, {unresolved} threads that are not resolved"));
    }
    lines.join("\n")
}

/// The first of these lines, and the number of the others.
fn some(mut lines: Vec<String>, what: &str) -> Vec<String> {
    let more = lines.len().saturating_sub(LISTED_MAX);
    lines.truncate(LISTED_MAX);
    lines.extend((more > 0).then(|| format!("  and {more} more {what}")));
    lines
}

fn file(file: &FileChange) -> String {
    match &file.old_path {
        Some(old) => format!("  {old} -> {} (+{} -{})", file.path, file.added, file.removed),
        None => format!("  {} (+{} -{})", file.path, file.added, file.removed),
    }
}

fn size(bytes: usize) -> String {
    if bytes < 1_000 { format!("{bytes} bytes") } else { format!("{} kB", bytes.div_ceil(1_000)) }
}
