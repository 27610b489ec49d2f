//! Conversations: paragraphs that open with the bold name of who says them.

use std::collections::{BTreeMap, BTreeSet};

use super::block::Block;
use crate::marks::{BOLD_CLOSE, BOLD_OPEN, without_bold};

/// Words of a name.
const NAME_WORDS_MAX: usize = 3;

/// Verbs of the line above a comment: "**ada** commented on `main.rs`".
const SAYING: [&str; 10] =
    ["commented", "replied", "wrote", "said", "asked", "answered", "approved", "suggested", "requested", "responded"];

/// The blocks without the marks of bold text; where the labels are names of speakers, with speakers.
pub(crate) fn with_speakers(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut names = names(&blocks);
    let mut speaking: Option<String> = None;
    for index in 0..blocks.len() {
        if matches!(blocks.get(index), Some(Block::Heading { .. })) {
            names = self::names(blocks.get(index + 1..).unwrap_or_default());
            speaking = None;
        }
        match blocks.get_mut(index) {
            Some(Block::Text(text)) if text.speaker.is_none() => {
                let is_aside = text.quoted || (text.text.starts_with('(') && text.text.ends_with(')'));
                let known = labelled(&text.text).filter(|(name, _)| names.contains(name));
                if let Some((name, rest)) = known {
                    text.text = rest.to_owned();
                    speaking = Some(name);
                } else if let Some(name) = attributed(&text.text) {
                    names.insert(name.clone());
                    speaking = Some(name);
                }
                if !is_aside {
                    text.speaker.clone_from(&speaking);
                }
                text.text = without_bold(&with_colon(&text.text));
                if let Some((role, rest)) = role(&text.text).filter(|_| text.speaker.is_none()) {
                    (text.speaker, text.text) = (Some(role.to_owned()), rest.to_owned());
                }
            }
            Some(Block::Text(text)) => text.text = without_bold(&text.text),
            Some(Block::Heading { text, .. }) => *text = without_bold(text),
            Some(Block::Title(_) | Block::Table(_) | Block::Left(_)) | None => {}
        }
    }
    blocks
}

/// The name in the line above a comment.
fn attributed(text: &str) -> Option<String> {
    let (name, rest) = text.trim_start().strip_prefix(BOLD_OPEN)?.split_once(BOLD_CLOSE)?;
    let verb = rest.split_whitespace().next()?.trim_end_matches(':');
    SAYING.contains(&verb).then(|| name.trim().to_owned())
}

/// The letter of a question or an answer, and its text.
fn role(text: &str) -> Option<(&str, &str)> {
    let (role, rest) = text.split_once(": ")?;
    let question = role == "Q" && rest.trim_end().ends_with('?');
    (question || role == "A").then_some((role, rest))
}

/// The names of speakers up to the next heading: bold labels that come again, or two of which one asks. A label that
/// stands once introduces its paragraph alone.
fn names(blocks: &[Block]) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut asked = false;
    for block in blocks.iter().take_while(|block| !matches!(block, Block::Heading { .. })) {
        if let Some((name, rest)) = labelled(block.spoken()) {
            asked |= rest.trim_end().ends_with('?') || name == "Q";
            *counts.entry(name).or_default() += 1;
        }
    }
    let repeated: BTreeSet<String> =
        counts.iter().filter(|(_, count)| **count > 1).map(|(name, _)| name.clone()).collect();
    if repeated.len() > 1 {
        return repeated;
    }
    if asked && counts.len() == 2 { counts.into_keys().collect() } else { BTreeSet::new() }
}

/// The name before a colon in bold, and the text after it.
fn labelled(text: &str) -> Option<(String, &str)> {
    let (name, rest) = text.trim_start().strip_prefix(BOLD_OPEN)?.split_once(BOLD_CLOSE)?;
    let colon = name.ends_with(':') || rest.starts_with(':');
    let name = name.trim_end_matches(':').trim();
    let short = (1..=NAME_WORDS_MAX).contains(&name.split_whitespace().count());
    let rest = rest.trim_start_matches(':').trim_start();
    (colon && short && !rest.is_empty()).then(|| (name.to_owned(), rest))
}

/// Words of a bold opening that names what its paragraph is about.
const OPENING_WORDS_MAX: usize = 4;

/// A paragraph that opens with a bold name and a full stop, with a colon instead: the name belongs to what follows.
fn with_colon(text: &str) -> String {
    let opened = text.strip_prefix(BOLD_OPEN).and_then(|rest| rest.split_once(BOLD_CLOSE));
    let Some((name, rest)) = opened else { return text.to_owned() };
    let stopped = name.ends_with('.') || rest.starts_with('.');
    let rest = rest.trim_start_matches('.').trim_start();
    let short = name.split_whitespace().count() <= OPENING_WORDS_MAX;
    if stopped && short && !rest.is_empty() {
        format!("{}: {rest}", name.trim_end_matches('.'))
    } else {
        text.to_owned()
    }
}
