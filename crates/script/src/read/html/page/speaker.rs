//! Speakers of an interview: names in bold, with a colon, at the beginning of paragraphs.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::block::Block;
use super::super::walk::Found;
use crate::left::Why;

const NAME_WORDS_MAX: usize = 3;
const NAME_CHARS_MAX: usize = 30;
/// Speakers of one page.
const SPEAKERS_MAX: usize = 8;
/// Labels that look like names.
const LABELS: [&str; 48] = [
    "note",
    "notes",
    "warning",
    "tip",
    "important",
    "caution",
    "danger",
    "example",
    "examples",
    "update",
    "edit",
    "summary",
    "tldr",
    "status",
    "severity",
    "impact",
    "date",
    "author",
    "authors",
    "tags",
    "version",
    "decision",
    "context",
    "consequences",
    "workaround",
    "fix",
    "fixed",
    "problem",
    "solution",
    "pros",
    "cons",
    "result",
    "results",
    "cause",
    "causes",
    "remember",
    "hint",
    "step",
    "conclusion",
    "usage",
    "default",
    "type",
    "returns",
    "parameters",
    "affected",
    "reward",
    "goal",
    "why",
];

/// Moves the names in front of what is said to the paragraphs' speakers, if the page is a conversation.
pub(super) fn name(found: &mut [Found], left: &[Option<Why>]) {
    let mut said: Vec<(usize, String)> = Vec::new();
    for (at, (one, left)) in found.iter().zip(left).enumerate() {
        if left.is_none()
            && let Some(name) = speaker(one)
        {
            said.push((at, name));
        }
    }
    let names: BTreeSet<&str> = said.iter().map(|(_, name)| name.as_str()).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    said.iter().for_each(|(_, name)| *counts.entry(name).or_default() += 1);
    let returns = counts.values().any(|count| *count > 1) && names.len() > 1;
    let asks = said.iter().any(|(at, _)| found.get(*at).is_some_and(|one| one.block.spoken().contains('?')));
    if said.len() < 2 || names.len() > SPEAKERS_MAX || !(returns || asks) {
        return;
    }
    for (at, name) in said {
        if let Some(Block::Text(text)) = found.get_mut(at).map(|one| &mut one.block) {
            let rest = text.text.get(name.len()..).unwrap_or_default();
            text.text = rest.trim_start_matches([':', ' ', '\u{A0}']).to_owned();
            text.speaker = Some(name);
        }
    }
}

/// The name that a paragraph begins with.
fn speaker(one: &Found) -> Option<String> {
    let Block::Text(text) = &one.block else { return None };
    let bold = text.text.get(..one.bold)?;
    let rest = text.text.get(one.bold..)?.trim_start();
    let name = match bold.strip_suffix(':') {
        Some(name) => name,
        None if rest.starts_with(':') => bold,
        None => return None,
    };
    let rest = rest.trim_start_matches([':', ' ']);
    let is_name = name.starts_with(char::is_uppercase)
        && name.split(' ').count() <= NAME_WORDS_MAX
        && name.chars().count() <= NAME_CHARS_MAX
        && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\''))
        && !name.split(' ').any(|word| LABELS.contains(&word.to_lowercase().as_str()));
    (is_name && rest.chars().any(char::is_alphanumeric)).then(|| name.to_owned())
}
