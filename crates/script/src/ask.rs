//! Questions to a language model, and the reading of its answers: an outline, then each section's turns.
//!
//! The source goes as data and the answer comes as data: nothing of an answer is used before it has been held against the
//! paragraphs it stands on, and a section cannot reach another one's paragraphs.

mod advice;
mod changed;
mod fit;
mod flaw;
mod mended;
mod outline;
mod rules;
mod schema;
mod section;
mod source;
mod spoken;
mod task;

use protocol::Style;
use serde_json::Value;

use crate::document::Document;
use crate::limits;
use crate::outline::Outline;

pub use changed::{Unplanned, likely_outline, outline_of, paragraphs_of};
pub use flaw::{Flaw, repair};
pub use mended::{Mended, mended};
pub use outline::read_outline;
pub use rules::CANARY;
pub use section::read_section;

/// One question to a language model, in the parts that a provider is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The rules; the same for every question in one format.
    pub system: String,
    /// Lines of JSON, one for each heading and paragraph.
    pub source: String,
    pub ask: String,
    pub schema_name: &'static str,
    pub schema: Value,
    pub max_output_tokens: u32,
}

/// Tokens of a model that thinks before it writes, and of the JSON around its words.
const TOKENS_BESIDE: usize = 6_000;
/// Tokens of a section in an outline's answer, without its paragraphs: 300 characters, a title, and the JSON.
const TOKENS_A_SECTION: usize = 250;
/// Tokens of a paragraph's number: up to three, and the comma.
const TOKENS_A_PARAGRAPH: usize = 4;
/// Tokens of ten words of a turn: English has 14, the cites and names of the JSON as many again for short turns.
const TOKENS_TEN_WORDS: usize = 30;
/// Tokens of an answer: what may be asked of a provider without streaming, less a reserve.
const TOKENS_MAX: usize = 20_000;

/// Asks for the sections of an episode.
pub fn ask_outline(document: &Document, style: &Style) -> Question {
    let paragraphs: Vec<u32> = (0..).zip(&document.paragraphs).map(|(index, _)| index).collect();
    let shown = paragraphs.len().min(limits::ASKED_LINES_MAX);
    Question {
        system: rules::system(style.format),
        source: source::lines(document, &paragraphs),
        ask: task::outline(document, style),
        schema_name: "outline",
        schema: schema::outline(),
        max_output_tokens: tokens(limits::CHAPTERS_MAX * TOKENS_A_SECTION + shown * TOKENS_A_PARAGRAPH),
    }
}

/// Asks for the turns of one section.
pub fn ask_section(
    document: &Document,
    outline: &Outline,
    chapter: usize,
    style: &Style,
    hosts: &[String; 2],
) -> Question {
    let scope = section::Scope::of(document, outline, chapter, style);
    Question {
        system: rules::system(style.format),
        source: source::lines(document, &scope.paragraphs),
        ask: task::section(&scope, style, hosts),
        schema_name: "section",
        schema: schema::section(style.format),
        max_output_tokens: tokens(scope.words_read().saturating_mul(TOKENS_TEN_WORDS) / 10),
    }
}

fn tokens(of_the_answer: usize) -> u32 {
    u32::try_from(of_the_answer.saturating_add(TOKENS_BESIDE).min(TOKENS_MAX)).unwrap_or_default()
}
