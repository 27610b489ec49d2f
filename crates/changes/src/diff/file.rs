//! The files of a diff, read line by line.

use super::header::{self, Header};
use super::hunk::{self, Open, Taken};
use super::path;
use crate::error::Error;
use crate::limits;
use crate::model::{Change, FileChange, LineKind, Role, Status};

/// The files read so far, within the limits.
#[derive(Debug, Default)]
pub(crate) struct Files {
    pub(crate) kept: Vec<FileChange>,
    more: u32,
    lines_not_kept: u32,
    lines: usize,
    hunks: usize,
}

/// The file and the hunk that are open.
#[derive(Default)]
struct Reading {
    file: Option<FileChange>,
    hunk: Option<Open>,
    /// True if the lines of the open hunk are kept.
    keep: bool,
    /// True if `---` or a rename named the file's paths.
    is_named: bool,
}

impl Files {
    /// Hands the files over.
    pub(crate) fn give(self, change: &mut Change) {
        (change.files, change.more_files, change.lines_not_kept) = (self.kept, self.more, self.lines_not_kept);
    }

    /// Reads a diff whose first line has a number.
    pub(super) fn read(&mut self, text: &str, revision: Option<&str>, first: u32) -> Result<(), Error> {
        let mut reading = Reading::default();
        let mut lines = text.lines().zip(first..).peekable();
        while let Some((line, number)) = lines.next() {
            if self.in_hunk(&mut reading, line) {
                continue;
            }
            if let Some(open) = hunk::header(line) {
                let open = open.ok_or(Error::HunkMalformed { line: number })?;
                // Without a file it is something that looks like a hunk: an excerpt in a message.
                if reading.file.is_some() {
                    self.open_hunk(&mut reading, open);
                }
                continue;
            }
            let next = lines.peek().map_or("", |(line, _)| line);
            if let (Some(old), Some(new)) = (line.strip_prefix("--- "), next.strip_prefix("+++ ")) {
                self.marker(&mut reading, old, new, revision);
                lines.next();
            } else if let Some(header) = header::header(line) {
                self.header(&mut reading, &header, revision);
            }
        }
        self.close(&mut reading);
        Ok(())
    }

    /// Reads hunks for a file that is known.
    pub(super) fn headless(&mut self, file: FileChange, hunks: &str) -> Result<(), Error> {
        let mut reading = Reading { file: Some(file), is_named: true, ..Reading::default() };
        for (line, number) in hunks.lines().zip(1..) {
            if self.in_hunk(&mut reading, line) {
                continue;
            }
            if let Some(open) = hunk::header(line) {
                let open = open.ok_or(Error::HunkMalformed { line: number })?;
                self.open_hunk(&mut reading, open);
            }
        }
        self.close(&mut reading);
        Ok(())
    }

    /// True if the line belongs to the open hunk.
    fn in_hunk(&mut self, reading: &mut Reading, line: &str) -> bool {
        let (Some(open), Some(file)) = (&mut reading.hunk, &mut reading.file) else { return false };
        if open.is_done() {
            return line.starts_with('\\');
        }
        match open.take(line, reading.keep) {
            Taken::Line(kind) => {
                match kind {
                    LineKind::Added => file.added = file.added.saturating_add(1),
                    LineKind::Removed => file.removed = file.removed.saturating_add(1),
                    LineKind::Context => {}
                }
                if kind != LineKind::Context {
                    let words = line.get(1..).unwrap_or_default().split_whitespace();
                    let words = words.filter(|word| word.contains(char::is_alphanumeric)).count();
                    file.words = file.words.saturating_add(u32::try_from(words).unwrap_or(u32::MAX));
                }
                if reading.keep {
                    self.lines += 1;
                    reading.keep = self.lines < limits::LINES_MAX;
                } else {
                    self.lines_not_kept = self.lines_not_kept.saturating_add(1);
                }
                true
            }
            Taken::Remark => true,
            Taken::Not => {
                file.is_cut = true;
                self.close_hunk(reading);
                false
            }
        }
    }

    fn open_hunk(&mut self, reading: &mut Reading, open: Open) {
        self.close_hunk(reading);
        let Some(file) = &mut reading.file else { return };
        file.role = role_of(file);
        reading.keep = file.is_own() && self.lines < limits::LINES_MAX && self.hunks < limits::HUNKS_MAX;
        reading.hunk = Some(open);
    }

    fn close_hunk(&mut self, reading: &mut Reading) {
        let (Some(open), Some(file)) = (reading.hunk.take(), &mut reading.file) else { return };
        file.is_cut |= !open.is_done();
        if self.hunks < limits::HUNKS_MAX {
            self.hunks += 1;
            file.hunks.push(open.hunk);
        }
    }

    fn close(&mut self, reading: &mut Reading) {
        self.close_hunk(reading);
        let Some(mut file) = reading.file.take() else { return };
        reading.is_named = false;
        if file.path.is_empty() || file.path.len() > limits::PATH_BYTES_MAX {
            return;
        }
        // Tools that know no status: nothing before, or nothing after.
        if let ([hunk], Status::Modified) = (file.hunks.as_slice(), file.status) {
            match (hunk.old.start, hunk.old.count, hunk.new.start, hunk.new.count) {
                (0, 0, _, 1..) => file.status = Status::Added,
                (_, 1.., 0, 0) => file.status = Status::Deleted,
                (_, _, _, _) => {}
            }
        }
        if file.old_path.as_ref() == Some(&file.path) {
            file.old_path = None;
        }
        file.role = role_of(&file);
        // A file that becomes a link, or a submodule, is shown as deleted and added.
        let before = self.kept.last_mut().filter(|before| {
            before.status == Status::Deleted
                && file.status == Status::Added
                && before.path == file.path
                && before.revision == file.revision
        });
        if let Some(before) = before {
            before.status = Status::Modified;
            before.modes.new = file.modes.new;
            (before.added, before.removed) =
                (before.added.saturating_add(file.added), before.removed.saturating_add(file.removed));
            before.words = before.words.saturating_add(file.words);
            before.hunks.append(&mut file.hunks);
            return;
        }
        if self.kept.len() < limits::FILES_MAX {
            self.kept.push(file);
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    fn open(&mut self, reading: &mut Reading, file: FileChange, revision: Option<&str>) {
        self.close(reading);
        reading.file = Some(FileChange { revision: revision.map(str::to_owned), ..file });
    }

    fn header(&mut self, reading: &mut Reading, header: &Header<'_>, revision: Option<&str>) {
        match header {
            Header::Git(rest) => {
                let (old, new) = path::of_header(rest).map_or((None, None), |(old, new)| path::bare(&old, &new));
                let path = new.clone().or(old.clone()).unwrap_or_default();
                let old_path = old.filter(|old| Some(old) != new.as_ref());
                self.open(reading, FileChange { path, old_path, ..FileChange::default() }, revision);
            }
            Header::Combined(path) => {
                let path = path::unquoted(path).map_or_else(|| (*path).to_owned(), |(path, _)| path);
                self.open(reading, FileChange { path, is_combined: true, ..FileChange::default() }, revision);
            }
            Header::Other(path) => {
                let path = path.unwrap_or_default().to_owned();
                self.open(reading, FileChange { path, ..FileChange::default() }, revision);
            }
            Header::Submodule(name) => {
                let mut file = FileChange { path: (*name).to_owned(), ..FileChange::default() };
                (file.modes.old, file.modes.new) = (Some(0o160_000), Some(0o160_000));
                self.open(reading, file, revision);
                self.close(reading);
            }
            Header::Extended(line) => {
                let is_fresh = reading.hunk.is_none();
                if let Some(file) = reading.file.as_mut().filter(|file| is_fresh && file.hunks.is_empty()) {
                    header::apply(file, line);
                    reading.is_named |= matches!(line, header::Extended::To(..));
                }
            }
            Header::Binary(both) => self.binary(reading, *both, revision),
        }
    }

    fn binary(&mut self, reading: &mut Reading, both: Option<(&str, &str)>, revision: Option<&str>) {
        let is_fresh = |file: &FileChange| file.hunks.is_empty() && !file.is_binary;
        let is_open = reading.hunk.is_none() && reading.file.as_ref().is_some_and(is_fresh);
        if !is_open {
            let Some((old, new)) = both else { return };
            let (old, new) = path::bare(&path::of_marker(old), &path::of_marker(new));
            let path = new.or(old).unwrap_or_default();
            self.open(reading, FileChange { path, ..FileChange::default() }, revision);
        }
        if let Some(file) = &mut reading.file {
            file.is_binary = true;
            if let Some((old, new)) = both.filter(|_| file.path.is_empty()) {
                let (old, new) = path::bare(&path::of_marker(old), &path::of_marker(new));
                file.path = new.or(old).unwrap_or_default();
            }
        }
    }

    /// `---` and `+++`: of the open file, or of one that they open.
    fn marker(&mut self, reading: &mut Reading, old: &str, new: &str, revision: Option<&str>) {
        let is_open = reading.hunk.is_none() && reading.file.as_ref().is_some_and(|file| file.hunks.is_empty());
        if !is_open {
            self.open(reading, FileChange::default(), revision);
        }
        let (old, new) = path::bare(&path::of_marker(old), &path::of_marker(new));
        let Some(file) = &mut reading.file else { return };
        match (&old, &new) {
            (None, Some(_)) => file.status = Status::Added,
            (Some(_), None) => file.status = Status::Deleted,
            (Some(_), Some(_)) | (None, None) => {}
        }
        if !reading.is_named {
            file.path = new.clone().or(old.clone()).unwrap_or_else(|| std::mem::take(&mut file.path));
            file.old_path = old.filter(|old| file.status == Status::Modified && new.as_ref() != Some(old));
            // A backup beside the file is no rename: `x.orig`.
            let is_backup = file.old_path.as_ref().is_some_and(|old| old.starts_with(&file.path));
            file.old_path = file.old_path.take().filter(|_| !is_backup);
        }
        reading.is_named = true;
    }
}

fn role_of(file: &FileChange) -> Role {
    let role = crate::role::role(&file.path);
    let is_own = matches!(role, Role::Source | Role::Test | Role::Docs | Role::Config);
    if is_own && file.is_binary { Role::Binary } else { role }
}
