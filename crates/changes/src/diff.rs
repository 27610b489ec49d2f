//! Unified and git diffs, mailed patches and `git log -p` → commits and files.
//!
//! Read in one pass by our own parser, because no crate reads all of what reviews consist of. Of the 38 diffs in
//! `tests/fixtures/changes`, by the number of files: `gitpatch` 0.7 (the kept fork of `patch`) reads 33, needs `---` and
//! `+++` of every file, and panics on two; `unidiff` 0.4 reads 36, drops renames and binary files without a hunk, and wants
//! `regex`, a megabyte of wasm; `diffy` 0.5 reads 30, those with git's header alone; `flickzeug` 0.6 reads 37, but nothing of a
//! merge's hunks, no messages and no commits. None has modes, headings and numbers of lines for all of them.

mod file;
mod header;
mod hunk;
mod mail;
mod message;
mod path;

use crate::error::Error;
use crate::limits;
use crate::model::{Change, ChangeKind, FileChange, Hunk};

pub(crate) use file::Files;
pub(crate) use message::commit;
pub use message::is_credit;

/// A diff, one or more mailed patches, or what `git log -p` prints.
pub(crate) fn change(text: &str) -> Result<Change, Error> {
    let mails = mail::mails(text);
    let mut change = Change::default();
    let mut files = Files::default();
    let mut line = 1;
    let mut starts = Vec::new();
    for mail in &mails {
        if let Some(commit) = &mail.commit
            && change.commits.len() < limits::COMMITS_MAX
        {
            change.commits.push(commit.clone());
        }
        change.base = change.base.or_else(|| mail.base.clone());
        let revision = mail.commit.as_ref().and_then(|commit| commit.id.clone());
        starts.push(files.kept.len());
        files.read(&mail.diff, revision.as_deref(), line)?;
        line = line.saturating_add(mail.lines);
    }
    if mails.iter().any(|mail| mail.is_newest_first) {
        change.commits.reverse();
        let mut oldest_first = Vec::with_capacity(files.kept.len());
        starts.iter().rev().for_each(|start| oldest_first.extend(files.kept.split_off(*start)));
        files.kept = oldest_first;
    }
    if files.kept.is_empty() {
        return Err(Error::DiffMalformed);
    }
    change.kind = if change.commits.is_empty() { ChangeKind::Diff } else { ChangeKind::Patches };
    change.head = change.commits.last().and_then(|commit| commit.id.clone());
    if let [only] = change.commits.as_slice() {
        (change.title, change.description) = (only.subject.clone(), only.body.clone());
    }
    files.give(&mut change);
    Ok(change)
}

/// The files of a diff that comes with a review.
pub(crate) fn files(text: &str, revision: Option<&str>) -> Result<Files, Error> {
    let mut files = Files::default();
    files.read(text, revision, 1)?;
    Ok(files)
}

/// A file whose hunks come without a header, as the APIs of both hosts give them.
pub(crate) fn headless(files: &mut Files, file: FileChange, hunks: &str) -> Result<(), Error> {
    files.headless(file, hunks)
}

/// The last hunk of the excerpt that comes with a comment.
pub(crate) fn excerpt(text: &str) -> Option<Hunk> {
    let mut files = Files::default();
    let file = FileChange { path: "excerpt".to_owned(), ..FileChange::default() };
    files.headless(file, text).ok()?;
    files.kept.pop()?.hunks.pop()
}
