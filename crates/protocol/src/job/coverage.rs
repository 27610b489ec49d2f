//! Coverage: how much of a source its episode says, and what it leaves out and why.

use serde::{Deserialize, Serialize};

use crate::values::KnownOr;

/// The share of a source that its episode says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Coverage {
    /// Sentences of the source.
    pub statements: u32,
    /// Those of them that are said.
    pub said: u32,
    /// The parts that are not said, by reason.
    pub left_out: Vec<LeftOut>,
}

/// The parts of a source that are left out for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LeftOut {
    #[cfg_attr(test, schemars(with = "Why"))]
    pub why: KnownOr<Why>,
    /// The number of parts: tables, pictures, sentences.
    pub parts: u32,
    /// Words in all of them.
    pub words: u32,
}

/// The reason why a part of the source is not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    /// Surroundings of the text on its page: menus, banners, comments, notices.
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

impl Why {
    /// The parts in words: one, and several.
    pub fn noun(self) -> (&'static str, &'static str) {
        match self {
            Self::Condensed => ("sentence", "sentences"),
            Self::Code => ("block of code", "blocks of code"),
            Self::Table => ("table in full", "tables in full"),
            Self::Formula => ("formula", "formulas"),
            Self::Picture => ("picture", "pictures"),
            Self::Diff => ("change line by line", "changes line by line"),
            Self::Link => ("link", "links"),
            Self::Reference => ("reference", "references"),
            Self::Footnote => ("footnote", "footnotes"),
            Self::Pointer => ("pointer to the page", "pointers to the page"),
            Self::Byline => ("byline", "bylines"),
            Self::Metadata => ("line of metadata", "lines of metadata"),
            Self::Contents => ("table of contents", "tables of contents"),
            Self::Navigation => ("part of the page around it", "parts of the page around it"),
            Self::Hidden => ("hidden part", "hidden parts"),
            Self::Struck => ("struck-out passage", "struck-out passages"),
            Self::Repeated => ("repetition", "repetitions"),
            Self::Foreign => ("passage in another language", "passages in another language"),
            Self::Secret => ("secret", "secrets"),
            Self::Unspeakable => ("passage without words", "passages without words"),
        }
    }
}
