//! Conversations: paragraphs that open with the bold name of who says them.

use std::collections::BTreeMap;

use super::block::Block;
use crate::marks::{BOLD_CLOSE, BOLD_OPEN, without_bold};

/// Words of a name.
const NAME_WORDS_MAX: usize = 3;

/// Verbs of the line above a comment: "**ada** commented on `main.rs`".
const SAYING: [&str; 10] =
    ["commented", "replied", "wrote", "said", "asked", "answered", "approved", "suggested", "requested", "responded"];

/// The blocks without the marks of bold text; where the labels are names of speakers, with speakers.
pub(crate) fn with_speakers(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut is_conversation = is_conversation(&blocks);
    let mut commenting = None;
    for index in 0..blocks.len() {
        if matches!(blocks.get(index), Some(Block::Heading { .. })) {
            is_conversation = self::is_conversation(blocks.get(index + 1..).unwrap_or_default());
        }
        let Some(block) = blocks.get_mut(index) else { continue };
        match block {
            Block::Text(text) => {
                commenting = attributed(&text.text).or(commenting);
                if !text.quoted && text.speaker.is_none() {
                    text.speaker.clone_from(&commenting);
                }
                if let Some((name, rest)) = labelled(&text.text).filter(|_| is_conversation) {
                    text.speaker = Some(name);
                    text.text = rest.to_owned();
                }
                text.text = without_bold(&with_colon(&text.text));
            }
            Block::Heading { text, .. } => {
                commenting = None;
                *text = without_bold(text);
            }
            Block::Title(_) | Block::Table(_) | Block::Left(_) => {}
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

/// True where two names or more alternate up to the next heading: a label that stands once introduces its paragraph.
fn is_conversation(blocks: &[Block]) -> bool {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut asked = false;
    for block in blocks.iter().take_while(|block| !matches!(block, Block::Heading { .. })) {
        if let Some((name, rest)) = labelled(block.spoken()) {
            asked |= rest.trim_end().ends_with('?') || name == "Q";
            *names.entry(name).or_default() += 1;
        }
    }
    let repeated = names.values().filter(|count| **count > 1).count();
    names.len() > 1 && (repeated > 1 || (asked && names.len() == 2))
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
