//! Diffs, mailed patches, reviews, issues and change logs → what changed and why, in sentences without code; and the
//! open points as a Markdown file of actions.
//!
//! Pure functions: no I/O, no clock, no randomness. Never panics and stays near linear time on any input. Keeps no
//! name of a person: people are the author and numbered reviewers.

mod action;
mod changelog;
mod diff;
mod error;
mod host;
mod language;
pub mod limits;
mod model;
mod open;
mod parse;
mod prose;
mod risk;
mod role;
mod tell;

pub use action::action;
pub use diff::is_credit;
pub use error::Error;
pub use host::reduced;
pub use language::{Item, Visibility, definition};
pub use model::{
    Change, ChangeKind, Comment, Commit, Entry, FileChange, Hunk, Issue, Line, LineKind, Modes, Note, Range, Release,
    Review, Role, Side, Source, State, Status, Suggestion, Task, Thread, Verdict, Who,
};
pub use parse::{SourceKind, parse};
pub use risk::{RULES, Rule};
pub use role::role;
pub use tell::{At, Paragraph, Section, Told, Untold, UntoldWhy, tell};
