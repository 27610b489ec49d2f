//! Parsing of a source (Markdown, HTML, text): validation, markup to blocks, blocks to sentences that can be spoken.
//!
//! Used by the router before a job exists and by the job itself; both must judge alike.

mod assemble;
mod block;
mod bytes;
mod diff;
mod html;
mod language;
mod markdown;
mod plain;

use protocol::SourceFormat;

use crate::document::Document;
use crate::marks;
use block::Block;

/// A source that cannot become an episode: the caller's mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    #[error("the source is empty")]
    Empty,
    #[error("the source is longer than {} bytes", crate::limits::SOURCE_BYTES_MAX)]
    TooLarge,
    #[error("the source contains a NUL character")]
    HasNul,
    #[error("the source is binary, not text")]
    Binary,
    #[error("the source is not in English, the only language the embedded voice speaks")]
    LanguageUnsupported,
    #[error("the source has no readable text")]
    Unreadable,
    #[error("the source has a word of more than {} letters", crate::limits::TOKEN_CHARS_MAX)]
    TokenTooLong,
}

impl Rejection {
    /// The stable code clients match on.
    pub fn code(&self) -> &'static str {
        match self {
            Rejection::Empty => "source_empty",
            Rejection::TooLarge => "source_too_large",
            Rejection::HasNul => "source_has_nul",
            Rejection::Binary => "source_binary",
            Rejection::LanguageUnsupported => "source_language_unsupported",
            Rejection::Unreadable => "source_unreadable",
            Rejection::TokenTooLong => "source_token_too_long",
        }
    }
}

/// Parses a source into sections, paragraphs and speakable sentences.
pub fn read(text: &str, format: SourceFormat) -> Result<Document, Rejection> {
    bytes::check(text)?;
    let text = marks::without_marks(text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let blocks = match format {
        SourceFormat::Markdown => markdown::blocks(&text),
        SourceFormat::Text => plain::blocks(&text),
        SourceFormat::Html => html::blocks(&text),
    };
    if !blocks.iter().any(Block::has_words) {
        return Err(Rejection::Unreadable);
    }
    language::check(&blocks)?;
    bytes::check_words(&blocks)?;
    let document = assemble::document(&blocks);
    if document.paragraphs.is_empty() { Err(Rejection::Unreadable) } else { Ok(document) }
}
