//! One diff of one or more files, from its first line to its last: files, counts, places, comments.

use super::{comment, hunk_size, told};
use crate::left::Why;
use crate::read::block::Block;

/// The changes of a diff to one file.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) is_new: bool,
    pub(super) is_deleted: bool,
    pub(super) is_binary: bool,
    pub(super) is_renamed: bool,
    pub(super) mode: Option<String>,
    pub(super) added: usize,
    pub(super) removed: usize,
    /// Functions and types whose lines are changed.
    pub(super) places: Vec<String>,
    /// Added comments; lines that follow each other are one.
    pub(super) comments: Vec<String>,
}

impl File {
    /// True for a text: its marks are no comments.
    fn is_prose(&self) -> bool {
        let path = self.after.as_deref().or(self.before.as_deref()).unwrap_or_default();
        [".md", ".txt", ".rst", ".adoc", ".html"].iter().any(|end| path.ends_with(end))
    }
}

/// The number of lines of the diff that starts here, and its blocks; none if none starts.
pub(crate) fn region<'a>(lines: impl Iterator<Item = &'a str>) -> Option<(usize, Vec<Block>)> {
    let mut walk = Walk::default();
    let mut lines = lines.peekable();
    let mut count = 0;
    let mut source = String::new();
    while let Some(line) = lines.next() {
        let next = lines.peek().copied().unwrap_or_default();
        if !walk.take(line, next) {
            break;
        }
        source.push_str(line);
        source.push('\n');
        count += 1;
    }
    if count == 0 {
        return None;
    }
    let mut blocks = told::told(&walk.files);
    blocks.push(Block::left(Why::Diff, source.trim_end()));
    Some((count, blocks))
}

#[derive(Default)]
struct Walk {
    files: Vec<File>,
    /// Lines of the hunk still to come, before and after.
    before: usize,
    after: usize,
    /// True right behind a line of a hunk: hunks that were edited by hand may be longer than they say.
    hunk: bool,
    /// True inside a hunk of a merge, whose length is not known.
    combined: bool,
    /// The function that the lines of the hunk stand in so far.
    place: Option<String>,
    commenting: bool,
    /// True where the line before is a comment that goes on.
    continues: bool,
}

impl Walk {
    /// False for the first line that is no part of the diff.
    fn take(&mut self, line: &str, next: &str) -> bool {
        if (self.before > 0 || self.after > 0) && self.hunk_line(line) {
            self.hunk = true;
            return true;
        }
        let signature = line.trim_end() == "--";
        let header = line.starts_with("--- ") && next.starts_with("+++ ");
        if self.hunk && line.starts_with(['+', '-']) && !signature && !header {
            self.count(line.chars().next(), line.get(1..).unwrap_or_default());
            return true;
        }
        self.hunk = false;
        if self.combined && line.starts_with([' ', '+', '-']) {
            self.count(line.trim_start_matches(' ').chars().next(), line.get(2..).unwrap_or_default());
            return true;
        }
        self.combined = false;
        self.header(line, next)
    }

    fn hunk_line(&mut self, line: &str) -> bool {
        let mark = line.chars().next();
        match mark {
            Some('+') => self.after = self.after.saturating_sub(1),
            Some('-') => self.before = self.before.saturating_sub(1),
            Some(' ' | '\t') | None => {
                self.before = self.before.saturating_sub(1);
                self.after = self.after.saturating_sub(1);
            }
            Some('\\') => return true,
            Some(_) => {
                (self.before, self.after) = (0, 0);
                return false;
            }
        }
        self.count(mark, line.get(1..).unwrap_or_default());
        true
    }

    fn count(&mut self, mark: Option<char>, text: &str) {
        if self.files.is_empty() {
            self.files.push(File::default());
        }
        let Some(file) = self.files.last_mut() else { return };
        match mark {
            Some('+') => file.added += 1,
            Some('-') => file.removed += 1,
            Some(_) | None => {
                self.place = told::function(text).or_else(|| self.place.take());
                self.context(text);
                return;
            }
        }
        if let Some(place) = self.place.clone().filter(|place| !file.places.contains(place)) {
            file.places.push(place);
        }
        let comment = comment::comment(text).filter(|_| mark == Some('+') && !file.is_prose());
        let Some(comment) = comment else {
            (self.commenting, self.continues) = (false, false);
            return;
        };
        match file.comments.last_mut().filter(|_| self.commenting) {
            Some(last) => {
                last.push(' ');
                last.push_str(comment);
            }
            // Lower case goes on with a line that is not shown.
            None if self.continues || comment.starts_with(char::is_lowercase) => self.continues = true,
            None => {
                file.comments.push(comment.to_owned());
                self.commenting = true;
            }
        }
    }

    /// A line that stays: a comment that goes on in it, or begins in it, is not whole.
    fn context(&mut self, text: &str) {
        let comment = comment::comment(text);
        let ended = |text: &str| text.ends_with(['.', '!', '?', ':']);
        if let Some(file) = self.files.last_mut().filter(|_| self.commenting && comment.is_some()) {
            file.comments.pop_if(|last| !ended(last));
        }
        self.continues = comment.is_some_and(|comment| !ended(comment));
        self.commenting = false;
    }

    fn header(&mut self, line: &str, next: &str) -> bool {
        if let Some((before, after)) = hunk_size(line) {
            (self.before, self.after) = (before, after);
            self.place = line.splitn(3, "@@").nth(2).and_then(told::function);
            if self.files.is_empty() {
                self.files.push(File::default());
            }
            return true;
        }
        if line.starts_with("@@@ ") {
            self.combined = true;
            return !self.files.is_empty();
        }
        if line.starts_with("diff ") || line.starts_with("Index: ") {
            return self.open(line);
        }
        if let Some(path) = line.strip_prefix("--- ").filter(|_| next.starts_with("+++ ")) {
            if self.files.last().is_none_or(|file| file.before.is_some() && file.added + file.removed > 0) {
                self.files.push(File::default());
            }
            return self.with(|file| file.before = path_of(path).or_else(|| file.before.take()), path == "/dev/null");
        }
        if let Some(path) = line.strip_prefix("+++ ").filter(|_| !self.files.is_empty()) {
            let deleted = path == "/dev/null";
            return self.with(
                |file| {
                    file.after = path_of(path).or_else(|| file.after.take());
                    file.is_deleted |= deleted;
                },
                false,
            );
        }
        !self.files.is_empty() && self.extended(line, next)
    }

    fn open(&mut self, line: &str) -> bool {
        let git = line.strip_prefix("diff --git ").and_then(|paths| paths.split_once(" b/"));
        let merged = line.strip_prefix("diff --cc ").or_else(|| line.strip_prefix("diff --combined "));
        let index = line.strip_prefix("Index: ");
        let plain = line.starts_with("diff -") && line.split_whitespace().count() >= 3;
        let (before, after) = match (git, merged.or(index)) {
            (Some((before, after)), _) => (path_of(before), Some(after.to_owned())),
            (None, Some(path)) => (None, Some(path.to_owned())),
            (None, None) if plain => (None, line.split_whitespace().next_back().map(str::to_owned)),
            (None, None) => return false,
        };
        self.files.push(File { before, after, ..File::default() });
        true
    }

    /// The lines between the name of a file and its hunks.
    fn extended(&mut self, line: &str, next: &str) -> bool {
        if let Some(path) = line.strip_prefix("rename from ") {
            return self.with(|file| (file.before, file.is_renamed) = (Some(path.to_owned()), true), false);
        }
        if let Some(path) = line.strip_prefix("rename to ") {
            return self.with(|file| file.after = Some(path.to_owned()), false);
        }
        if let Some(mode) = line.strip_prefix("new mode ") {
            return self.with(|file| file.mode = Some(mode.to_owned()), false);
        }
        if line.starts_with("Binary files ") || line.starts_with("GIT binary patch") {
            return self.with(|file| file.is_binary = true, false);
        }
        if line.starts_with("deleted file mode ") {
            return self.with(|file| file.is_deleted = true, false);
        }
        if line.starts_with("new file mode ") {
            return self.with(|_| {}, true);
        }
        let known = [
            "index ",
            "old mode ",
            "similarity index ",
            "dissimilarity index ",
            "copy from ",
            "copy to ",
            "====",
            "\\ No newline",
            "literal ",
            "delta ",
        ];
        let binary = self.files.last().is_some_and(|file| file.is_binary) && !line.contains(' ') && line.len() > 20;
        let gap =
            line.is_empty() && (next.starts_with("diff --") || next.starts_with("@@ -") || next.starts_with("Index: "));
        known.iter().any(|start| line.starts_with(start)) || binary || gap
    }

    fn with(&mut self, change: impl FnOnce(&mut File), is_new: bool) -> bool {
        if let Some(file) = self.files.last_mut() {
            change(file);
            file.is_new |= is_new;
        }
        true
    }
}

/// `a/src/lid.rs` → `src/lid.rs`; none for `/dev/null`.
fn path_of(path: &str) -> Option<String> {
    let path = path.split('\t').next().unwrap_or(path).trim();
    let bare = path.strip_prefix("a/").or_else(|| path.strip_prefix("b/")).unwrap_or(path);
    (path != "/dev/null").then(|| bare.to_owned())
}
