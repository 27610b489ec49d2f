//! Unified and git diffs, mailed patches and `git log -p` → commits and files.
//!
//! Read in one pass by our own parser. The crates for it stop at cases that reviews are full of: `patch` and
//! `gitpatch` 0.7 need every file to have `---` and `+++`, so that a rename, a mode or a binary file is an error;
//! `unidiff` 0.4 wants `regex` (a megabyte of wasm) and knows no modes; `diffy` 0.5 and `flickzeug` 0.6 are made to
//! apply patches: no combined diffs, no headings of hunks as written, and one bad hunk refuses the whole.

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

/// A diff, one or more mailed patches, or what `git log -p` prints.
pub(crate) fn change(text: &str) -> Result<Change, Error> {
    let mails = mail::mails(text);
    let mut change = Change::default();
    let mut files = Files::default();
    let mut line = 1;
    for mail in &mails {
        if let Some(commit) = &mail.commit
            && change.commits.len() < limits::COMMITS_MAX
        {
            change.commits.push(commit.clone());
        }
        change.base = change.base.or_else(|| mail.base.clone());
        let revision = mail.commit.as_ref().and_then(|commit| commit.id.clone());
        files.read(&mail.diff, revision.as_deref(), line)?;
        line = line.saturating_add(mail.lines);
    }
    if mails.iter().any(|mail| mail.is_newest_first) {
        change.commits.reverse();
        files.kept.reverse();
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
