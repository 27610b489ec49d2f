//! Parsing of a source (Markdown, HTML, text): validation, markup to blocks, blocks to sentences that can be spoken.
//!
//! Used by the router before a job exists and by the job itself; both must judge alike.

mod assemble;
mod block;
mod bytes;
mod change;
mod conversation;
mod diff;
mod formula;
mod html;
mod language;
mod markdown;
mod plain;
mod several;

use protocol::{Language, SourceFormat};

use block::Block;
pub(crate) use change::kind as change_kind;

use crate::document::Document;
use crate::left::Why;
use crate::marks;
pub use assemble::Account;

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
    #[error("the source is in no language that episodes are made in: {}", spoken())]
    LanguageUnsupported,
    #[error("changes, reviews, issues and change logs are told in English, and the source is in another language")]
    ChangeNotEnglish,
    #[error("the sources are in several languages, and an episode is in one")]
    LanguagesMixed,
    #[error("the source has no readable text")]
    Unreadable,
    #[error("only {said} of the source's {words} words can be said; most of the others are in {}", most.noun().1)]
    TooLittle { said: u32, words: u32, most: Why },
    #[error("the source is no diff: it has no file with changes, or a hunk without numbers")]
    DiffMalformed,
    #[error("the source is no review: no object with `pull_request` or `merge_request` and a title")]
    ReviewMalformed,
    #[error("the source is no issue: no object with `issue` and a title")]
    IssueMalformed,
    #[error("the source is no change log: it has no release")]
    ChangelogMalformed,
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
            Rejection::LanguageUnsupported | Rejection::ChangeNotEnglish | Rejection::LanguagesMixed => {
                "source_language_unsupported"
            }
            Rejection::Unreadable | Rejection::TooLittle { .. } => "source_unreadable",
            Rejection::DiffMalformed => "diff_malformed",
            Rejection::ReviewMalformed => "review_malformed",
            Rejection::IssueMalformed => "issue_malformed",
            Rejection::ChangelogMalformed => "changelog_malformed",
            Rejection::TokenTooLong => "source_token_too_long",
        }
    }
}

/// Parses a source into sections, paragraphs and speakable sentences.
pub fn read(text: &str, format: SourceFormat) -> Result<Document, Rejection> {
    account(text, format).map(|account| account.document)
}

/// Parses a source that was judged to be in this language, maybe by an earlier release.
pub fn read_as(text: &str, format: SourceFormat, language: Language) -> Result<Document, Rejection> {
    account_as(text, format, Some(language)).map(|account| account.document)
}

/// Parses a source, and tells what became of each of its words.
pub fn account(text: &str, format: SourceFormat) -> Result<Account, Rejection> {
    account_as(text, format, None)
}

fn account_as(text: &str, format: SourceFormat, known: Option<Language>) -> Result<Account, Rejection> {
    bytes::check(text, format)?;
    let text = marks::without_marks(text);
    let (blocks, language) = match format {
        SourceFormat::Several => several::blocks(&text, known)?,
        SourceFormat::Markdown
        | SourceFormat::Text
        | SourceFormat::Html
        | SourceFormat::Diff
        | SourceFormat::Review
        | SourceFormat::Issue
        | SourceFormat::Changelog => {
            let blocks = blocks_of(&text, format)?;
            let language = known.map_or_else(|| language_of(&blocks, format), Ok)?;
            (blocks, language)
        }
    };
    bytes::check_words(&blocks)?;
    let account = assemble::account(&blocks, language);
    match change::kind(format) {
        // Told in sentences about its lines, never in them.
        Some(_) => check_said(&account)?,
        None => check_enough(&account)?,
    }
    Ok(account)
}

/// The languages that episodes are made in, by their names.
fn spoken() -> String {
    Language::ALL.map(Language::name).join(", ")
}

/// The language of a source. The words about a change are English, and so is it.
fn language_of(blocks: &[Block], format: SourceFormat) -> Result<Language, Rejection> {
    let language = language::of(blocks)?;
    if change::kind(format).is_some() && !language.is_english() {
        Err(Rejection::ChangeNotEnglish)
    } else {
        Ok(language)
    }
}

/// The blocks of a text without marks of ours.
fn blocks_of(text: &str, format: SourceFormat) -> Result<Vec<Block>, Rejection> {
    if let Some(kind) = change::kind(format) {
        return change::blocks(text, kind);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    match format {
        SourceFormat::Markdown => Ok(markdown::blocks(&text)),
        SourceFormat::Text => Ok(plain::blocks(&text)),
        SourceFormat::Html => Ok(html::blocks(&text)),
        SourceFormat::Several
        | SourceFormat::Diff
        | SourceFormat::Review
        | SourceFormat::Issue
        | SourceFormat::Changelog => Err(Rejection::Unreadable),
    }
}

fn check_said(account: &Account) -> Result<(), Rejection> {
    let says = account.document.paragraphs.iter().any(|paragraph| !paragraph.sentences.is_empty());
    if says { Ok(()) } else { Err(Rejection::Unreadable) }
}

/// Words said from which a source is never too little.
const ENOUGH_WORDS: u32 = 100;
/// Of the words of a source's content, one in this many has to be said.
const SAID_ONE_IN: u32 = 10;

/// Refuses a source of which next to nothing can be said, and names what the rest is.
fn check_enough(account: &Account) -> Result<(), Rejection> {
    let sentences = account.document.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences);
    let said: usize = sentences.map(|sentence| sentence.split(' ').count()).sum();
    let said = u32::try_from(said).unwrap_or(u32::MAX);
    let content = || account.document.left.iter().filter(|left| crate::left::is_content(left.why));
    let words = content().fold(said, |sum, left| sum.saturating_add(left.words));
    let most = content().max_by_key(|left| left.words).map(|left| left.why);
    match most {
        Some(most) if said < ENOUGH_WORDS && said.saturating_mul(SAID_ONE_IN) < words => {
            Err(Rejection::TooLittle { said, words, most })
        }
        Some(_) | None if said == 0 => Err(Rejection::Unreadable),
        Some(_) | None => Ok(()),
    }
}
