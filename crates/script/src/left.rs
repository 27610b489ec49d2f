//! The parts of a source that are not said, each with its reason. Nothing is dropped without one.

use serde::{Deserialize, Serialize};

/// The reason why a part of the source is not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Less central than what is said; a long source is condensed.
    Condensed,
    /// A block of code or of a program's output.
    Code,
    /// A table's cells beyond its summary.
    Table,
    /// A formula without a simple spoken form.
    Formula,
    /// A picture, with its alternative text.
    Picture,
    /// The changed lines of a diff.
    Diff,
    /// An address on the web, or a list of nothing else.
    Link,
    /// A mark or list of references: `[12]`, `(#412)`, a bibliography, a commit's hash.
    Reference,
    /// A footnote.
    Footnote,
    /// A sentence that only points at the page: "See the table below."
    Pointer,
    /// Author, date, tags, reading time.
    Byline,
    /// Front matter, mail headers, commit trailers.
    Metadata,
    /// A table of contents.
    Contents,
    /// What surrounds the text on its page: menus, banners, comments, notices.
    Navigation,
    /// Not shown on the page.
    Hidden,
    /// Struck out by its author.
    Struck,
    /// Said before, word for word.
    Repeated,
    /// Words of another language or script.
    Foreign,
    /// A password, token or key.
    Secret,
    /// Without any word that a voice can say.
    Unspeakable,
}

/// A part of the source that is not said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    pub why: Why,
    /// As written, without markup.
    pub text: String,
}

impl Left {
    pub(crate) fn new(why: Why, text: impl Into<String>) -> Left {
        Left { why, text: text.into() }
    }
}

/// The parts left out for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    pub why: Why,
    /// The number of parts: tables, pictures, sentences.
    pub parts: u32,
    /// Words in all of them.
    pub words: u32,
}
