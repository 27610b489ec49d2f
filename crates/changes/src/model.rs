//! The model that every kind of source is parsed into. It holds no name of a person.

use serde::{Deserialize, Serialize};

/// A parsed source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Source {
    Change(Box<Change>),
    Issue(Issue),
    Changelog {
        title: String,
        releases: Vec<Release>,
        /// Releases beyond `limits::RELEASES_MAX`, and entries beyond `limits::ENTRIES_MAX`.
        more: u32,
    },
}

/// A diff, a range of commits or a review.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub kind: ChangeKind,
    /// The title of the review, or the subject of the only commit; empty for a bare diff.
    pub title: String,
    /// Markdown as written, without trailers.
    pub description: String,
    pub state: State,
    /// The commit the change starts from.
    pub base: Option<String>,
    /// The commit the change ends at.
    pub head: Option<String>,
    /// Oldest first.
    pub commits: Vec<Commit>,
    pub files: Vec<FileChange>,
    /// Files beyond `limits::FILES_MAX`.
    pub more_files: u32,
    /// Lines of hunks whose text is not kept: generated, vendored, or beyond a limit.
    pub lines_not_kept: u32,
    /// Conversations at a line, in the order of the source.
    pub threads: Vec<Thread>,
    pub reviews: Vec<Review>,
    /// Comments on the whole.
    pub comments: Vec<Comment>,
    /// Comments and reviews by programs, left out.
    pub bot_comments: u32,
    /// Notes that the host wrote: "changed the milestone".
    pub system_notes: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A diff without a message.
    #[default]
    Diff,
    /// One or more mailed patches.
    Patches,
    /// A pull request, or a merge request.
    Review,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[default]
    Unknown,
    Open,
    Draft,
    Merged,
    Closed,
}

/// A commit's message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    pub id: Option<String>,
    /// The first line, without `[PATCH 1/2]`.
    pub subject: String,
    /// The rest, without trailers.
    pub body: String,
    /// The type of a conventional commit: `feat`, `fix`.
    pub convention: Option<String>,
    pub is_breaking: bool,
}

/// The side of a diff a line is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Old,
    #[default]
    New,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Added,
    Deleted,
    #[default]
    Modified,
    Renamed,
    Copied,
}

/// The part a file plays in its project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    #[default]
    Source,
    Test,
    Docs,
    Config,
    Generated,
    Vendored,
    Lock,
    Binary,
}

/// The modes of a file in octal: `100755` is executable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Modes {
    pub old: Option<u32>,
    pub new: Option<u32>,
}

impl Modes {
    const LINK: u32 = 0o120_000;
    const SUBMODULE: u32 = 0o160_000;

    fn any(self, is: impl Fn(u32) -> bool) -> bool {
        self.old.is_some_and(&is) || self.new.is_some_and(is)
    }

    pub fn is_submodule(self) -> bool {
        self.any(|mode| mode == Self::SUBMODULE)
    }

    pub fn is_link(self) -> bool {
        self.any(|mode| mode == Self::LINK)
    }

    /// True if the file became executable, false if it stopped being so.
    pub fn made_executable(self) -> Option<bool> {
        let executable = |mode: u32| mode & 0o111 != 0;
        match (self.old, self.new) {
            (Some(old), Some(new)) if executable(old) != executable(new) => Some(executable(new)),
            (None, Some(new)) if executable(new) && new != Self::SUBMODULE => Some(true),
            (Some(_) | None, Some(_) | None) => None,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileChange {
    /// The path after the change, or of the deleted file.
    pub path: String,
    /// The path before, if it was another.
    pub old_path: Option<String>,
    pub status: Status,
    pub role: Role,
    pub modes: Modes,
    pub added: u32,
    pub removed: u32,
    /// Words in the lines added and removed.
    pub words: u32,
    pub is_binary: bool,
    /// True for the diff of a merge against several parents.
    pub is_combined: bool,
    /// True if a hunk ends before its header says.
    pub is_cut: bool,
    /// The commit after the change.
    pub revision: Option<String>,
    pub hunks: Vec<Hunk>,
}

impl FileChange {
    /// True for a file whose lines are told.
    pub fn is_own(&self) -> bool {
        match self.role {
            Role::Source | Role::Test | Role::Docs | Role::Config => true,
            Role::Generated | Role::Vendored | Role::Lock | Role::Binary => false,
        }
    }

    /// The first line on a side that a hunk shows: the first changed one, or the one it stands at.
    pub fn first_line(&self) -> Option<(u32, Side)> {
        let changed = self.lines().find_map(Line::changed_at);
        changed.or_else(|| self.hunks.iter().find_map(Hunk::shown_at))
    }

    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.hunks.iter().flat_map(|hunk| &hunk.lines)
    }

    /// True if a hunk shows that the line is there.
    pub fn has_line(&self, line: u32, side: Side) -> bool {
        self.hunks.iter().any(|hunk| hunk.range(side).contains(line))
    }
}

/// Lines of a file: the first is 1; none if `count` is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    pub start: u32,
    pub count: u32,
}

impl Range {
    pub fn contains(self, line: u32) -> bool {
        line >= self.start && line.wrapping_sub(self.start) < self.count
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hunk {
    /// Of the first parent.
    pub old: Range,
    pub new: Range,
    /// The line that git shows behind the second `@@`.
    pub heading: Option<String>,
    /// Empty where lines are not kept.
    pub lines: Vec<Line>,
}

impl Hunk {
    pub fn range(&self, side: Side) -> Range {
        match side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }

    /// The first line the hunk shows.
    pub fn shown_at(&self) -> Option<(u32, Side)> {
        match (self.new.count, self.old.count) {
            (0, 0) => None,
            (0, _) => Some((self.old.start, Side::Old)),
            (_, _) => Some((self.new.start, Side::New)),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    Context,
    Added,
    Removed,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub kind: LineKind,
    /// At most `limits::LINE_BYTES_MAX` bytes.
    pub text: String,
    /// Its number before, unless added.
    pub old: Option<u32>,
    /// Its number after, unless removed.
    pub new: Option<u32>,
}

impl Line {
    /// Its number on its side, if it changed.
    pub fn changed_at(&self) -> Option<(u32, Side)> {
        match self.kind {
            LineKind::Context => None,
            LineKind::Added => self.new.map(|line| (line, Side::New)),
            LineKind::Removed => self.old.map(|line| (line, Side::Old)),
        }
    }
}

/// A person of a review.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The one who wrote the change or the issue.
    #[default]
    Author,
    /// Somebody else, numbered from 1 in the order of appearance.
    Reviewer(u32),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Lines it consists of; none deletes.
    pub lines: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    pub who: Who,
    /// Markdown as written.
    pub body: String,
    /// Replacements of lines that the comment offers.
    pub suggestions: Vec<Suggestion>,
}

/// A conversation at a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// Empty for a conversation on the whole.
    pub path: String,
    pub line: Option<u32>,
    pub side: Side,
    /// The commit the line is of.
    pub revision: Option<String>,
    /// True if the diff, or the excerpt that came with the first comment, shows the line.
    pub is_shown: bool,
    /// `None` if the source does not say.
    pub is_resolved: Option<bool>,
    /// The lines have changed since.
    pub is_outdated: bool,
    pub comments: Vec<Comment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Approved,
    ChangesRequested,
    Dismissed,
    Commented,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    pub who: Who,
    pub verdict: Verdict,
    pub body: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    pub title: String,
    pub description: String,
    pub state: State,
    pub labels: Vec<String>,
    pub comments: Vec<Comment>,
    pub bot_comments: u32,
    pub system_notes: u32,
}

/// A release of a change log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// As written, without a link: `1.4.0`, `Unreleased`.
    pub name: String,
    pub date: Option<String>,
    pub is_yanked: bool,
    pub is_prerelease: bool,
    pub notes: Vec<Note>,
}

/// A group of a release's entries: Added, Fixed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Empty where the release has no groups.
    pub heading: String,
    pub entries: Vec<Entry>,
}

/// An item or a paragraph of a change log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Markdown as written.
    pub text: String,
    /// The line of the source it starts in; 0 for releases in JSON.
    pub line: u32,
    pub is_breaking: bool,
}

/// A task of a description: `- [ ] Write the guide`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    pub text: String,
    pub is_done: bool,
}
