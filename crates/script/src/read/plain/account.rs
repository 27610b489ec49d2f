//! The account of words: which words of a text stand in none of its blocks.

use std::collections::BTreeMap;

use crate::read::block::{Block, Text};

/// The words of a text that are missing from its blocks, each as often as it is missing. The letter that RFCs use as a
/// round bullet is no word.
pub(crate) fn missing(text: &str, blocks: &[Block]) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for block in blocks {
        each_text(block, &mut |part| {
            for word in words(part) {
                *counts.entry(word).or_default() += 1;
            }
        });
    }
    let is_missing = |word: &String| match counts.get_mut(word) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        Some(_) | None => true,
    };
    let lines = text.lines().map(|line| line.trim_start_matches(['>', ' ', '\t']).strip_prefix("o  ").unwrap_or(line));
    lines.flat_map(words).filter(is_missing).collect()
}

/// The runs of letters and digits, in lower case.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Shows every part of a block that holds words of the source.
fn each_text(block: &Block, show: &mut dyn FnMut(&str)) {
    match block {
        Block::Title(text) | Block::Heading { text, .. } => show(text),
        Block::Left(left) => show(&left.text),
        Block::Table(table) => {
            show(&table.caption);
            table.header.iter().chain(table.rows.iter().flatten()).for_each(|cell| show(cell));
        }
        Block::Text(Text { text, item, speaker, label, .. }) => {
            show(text);
            speaker.iter().chain(label).for_each(|part| show(part));
            let item = item.unwrap_or_default();
            if let Some(number) = item.number {
                show(&number.to_string());
            }
            if item.done == Some(true) {
                show("x");
            }
        }
    }
}
