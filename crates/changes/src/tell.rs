//! A source → prose for the ear: sections of paragraphs of sentences, without a line of code.
//!
//! Names of programs stand between backticks, for the layer that speaks them. What is left untold is counted, with the
//! reason.

mod files;
mod interface;
mod issue;
mod names;
mod releases;
mod review;
mod said;
mod why;
mod writer;

use serde::{Deserialize, Serialize};

use crate::model::{Change, Side, Source};
use writer::Writer;

/// A source in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub title: String,
    pub sections: Vec<Section>,
    pub untold: Vec<Untold>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    pub heading: String,
    /// 2 for a section, 3 for a part of one.
    pub level: u8,
    pub paragraphs: Vec<Paragraph>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// True for an item of a list.
    pub is_item: bool,
    pub sentences: Vec<String>,
    /// True for a conversation that is left open: its first sentence is worth saying in any episode.
    pub is_open: bool,
    /// The line it is about; none for what people say of the whole.
    pub at: Option<At>,
}

/// A line of a file at a commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct At {
    /// Empty for the source itself, a change log.
    pub path: String,
    /// The first is 1.
    pub line: u32,
    /// The side of the diff that has the line.
    pub side: Side,
    /// The commit the line is of, if the source names it.
    pub revision: Option<String>,
}

/// The parts left untold for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Untold {
    pub why: UntoldWhy,
    /// Files, blocks, comments or sentences.
    pub parts: u32,
    /// Words in them, as far as the source has them.
    pub words: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UntoldWhy {
    /// Lines of hunks.
    Diff,
    /// Blocks of code, logs and stack traces in conversations.
    Code,
    Generated,
    Vendored,
    Lock,
    Binary,
    /// Comments by programs.
    Bot,
    /// Notes that the host wrote.
    System,
    /// Quotes of what was said before.
    Quote,
    Table,
    Picture,
    /// Less central than what is told.
    Condensed,
}

/// The words for a source.
pub fn tell(source: &Source) -> Told {
    match source {
        Source::Change(change) => of_change(change),
        Source::Issue(issue) => issue::tell(issue),
        Source::Changelog { title, releases, more } => releases::tell(title, releases, *more),
    }
}

/// In the order that matters: why, the public interface, risk, tests, the rest, the review, and what is left open.
fn of_change(change: &Change) -> Told {
    let mut writer = Writer::new(change);
    why::tell(&mut writer);
    interface::tell(&mut writer);
    files::risk(&mut writer);
    files::tests(&mut writer);
    files::rest(&mut writer);
    review::tell(&mut writer);
    review::open(&mut writer);
    files::count_lines(&mut writer);
    writer.finish(title(change))
}

fn title(change: &Change) -> String {
    let title = why::bare_title(&change.title);
    if !title.is_empty() {
        return title;
    }
    let subject =
        change.commits.first().map(|commit| why::bare_title(&commit.subject)).filter(|title| !title.is_empty());
    match (subject, change.commits.len(), change.files.as_slice()) {
        (Some(subject), 2.., _) => format!("{subject}, and {}", names::count(change.commits.len() - 1, "more commit")),
        (Some(subject), _, _) => subject,
        (None, _, [only]) => format!("A change to {}", only.path.rsplit('/').next().unwrap_or_default()),
        (None, _, files) => format!("A change to {}", names::count(files.len(), "file")),
    }
}
