//! Bylines: who wrote a text, when, and how long it takes to read. They stand at its top or its end.

use super::super::block::Block;

/// Blocks of text at the top, and at the end, among which a byline may be.
const NEAR: usize = 4;
const WORDS_MAX: usize = 20;
/// First words of a byline.
const STARTS: [&str; 11] = [
    "by ",
    "posted ",
    "published ",
    "updated ",
    "last updated",
    "last modified",
    "written by",
    "filed under",
    "originally published",
    "reading time",
    "photo by",
];
/// Labels of a byline.
const LABELS: [&str; 16] = [
    "author",
    "authors",
    "date",
    "tags",
    "tag",
    "category",
    "categories",
    "published",
    "updated",
    "created",
    "posted",
    "reading time",
    "editor",
    "photo",
    "last updated",
    "last modified",
];

/// For each block, true if it is a byline.
pub(super) fn bylines(blocks: &[Block]) -> Vec<bool> {
    let texts: Vec<usize> =
        blocks.iter().enumerate().filter(|(_, block)| block.has_words()).map(|(index, _)| index).collect();
    let last = texts.len().saturating_sub(NEAR / 2);
    let mut found = vec![false; blocks.len()];
    // At the top, bylines stand before the first paragraph that is none; with more, they are what the text is about.
    for (nth, index) in texts.iter().enumerate() {
        let near = nth < NEAR || nth >= last;
        let is_byline = near && blocks.get(*index).is_some_and(|block| is_byline(block.spoken()));
        found.get_mut(*index).into_iter().for_each(|found| *found = is_byline);
    }
    found
}

/// True for "By Ada, 7 min read" and "Author: rosa".
fn is_byline(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let short = text.split_whitespace().count() <= WORDS_MAX && !lower.ends_with(['.', '!', '?']);
    let labelled = lower.split_once(':').is_some_and(|(label, _)| LABELS.contains(&label.trim()));
    let starts = STARTS.iter().any(|start| lower.starts_with(start));
    short && (starts || labelled || lower.contains("min read") || lower.contains("minute read"))
}
