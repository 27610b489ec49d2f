//! Finished paragraphs: headings, items, labelled lines, and what is no text of its own.

use super::super::super::block::{Block, Item, Text, squeeze};
use super::super::{admonition, lines};
use super::Walk;
use crate::left::Why;
use crate::marks::{FENCE, without_bold};

impl Walk {
    /// Hands on the paragraph so far.
    pub(in crate::read::markdown) fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let (linked, anchored) = (std::mem::take(&mut self.linked), std::mem::take(&mut self.anchored));
        let display = std::mem::take(&mut self.display);
        let after_struck = std::mem::take(&mut self.after_struck);
        let bare = text.trim();
        if bare.is_empty() || self.table.is_some() {
            return;
        }
        if let Some(level) = self.heading {
            let (heading, attributes) = without_attributes(bare);
            self.blocks.push(Block::Heading { level, text: squeeze(heading) });
            self.blocks.extend(attributes.map(|attributes| Block::left(Why::Metadata, attributes)));
            return;
        }
        if after_struck && bare.starts_with('(') && bare.ends_with(')') {
            // A note on what is struck out: "(won't do)".
            self.item = None;
            return self.blocks.push(Block::left(Why::Struck, bare));
        }
        if bare.starts_with(FENCE) {
            self.fence = admonition::label(bare);
            return;
        }
        let length = without_bold(bare).len();
        let many = |bytes: usize| bytes * 10 > length * 8;
        let is_contents = ["[toc]", "[[toc]]"].iter().any(|mark| bare.eq_ignore_ascii_case(mark));
        if is_contents || (many(anchored) && self.items > 0) {
            return self.blocks.push(Block::left(Why::Contents, squeeze(bare)));
        }
        let is_bar = linked > 0 && lines::is_bar(bare);
        let is_teaser = linked * 2 > length && lines::is_teaser(bare);
        if is_bar || is_teaser || (many(linked) && self.items == 0 && !bare.ends_with(['.', '!', '?', ':'])) {
            return self.blocks.push(Block::left(Why::Navigation, squeeze(&without_bold(bare))));
        }
        if (display || bare.starts_with(char::is_lowercase)) && self.goes_on(bare, display) {
            return;
        }
        let pieces = lines::pieces(&text);
        let apart = pieces.len() > 1;
        for piece in pieces {
            let text = self.text_block(&squeeze(&piece), apart);
            self.blocks.push(Block::Text(text));
        }
    }

    /// Adds a formula, or what follows one, to the sentence it is part of; false if there is none.
    fn goes_on(&mut self, text: &str, display: bool) -> bool {
        let is_before = |block: &&mut Block| !matches!(block, Block::Left(left) if matches!(left.why, Why::Formula | Why::Repeated));
        let Some(Block::Text(last)) = self.blocks.iter_mut().rev().find(is_before) else { return false };
        if display && last.text.ends_with(':') && text.trim() == "a formula" {
            // The sentence announces it.
            return true;
        }
        let open = !last.text.ends_with(['.', '!', '?', ':']);
        let after_formula = std::mem::replace(&mut self.after_formula, display);
        if !open || !(display || after_formula) {
            return false;
        }
        let joint = if display { " " } else { ", " };
        last.text.push_str(&format!("{joint}{}", squeeze(text)));
        true
    }

    /// A paragraph in the place where it stands; `apart` if it is one of several labelled lines.
    fn text_block(&mut self, text: &str, apart: bool) -> Text {
        let term = std::mem::take(&mut self.term);
        let text = if term.is_empty() { text.to_owned() } else { format!("{term}: {text}") };
        let label = self.quotes.iter().rev().find_map(Clone::clone).or_else(|| self.fence.clone());
        let label = label.or_else(|| self.footnote.then(|| "Footnote".to_owned()));
        let depth = u8::try_from(self.lists.len()).unwrap_or(u8::MAX).max(1);
        let item = match self.item.take() {
            Some(item) => Some(item),
            None => (self.items > 0 || apart).then_some(Item { depth, ..Item::default() }),
        };
        Text {
            text,
            item,
            quoted: self.quotes.iter().any(Option::is_none),
            speaker: None,
            label,
            at: None,
            open: false,
        }
    }
}

/// A heading, and the attributes behind it: `{#id}`, `{/*new*/}`.
fn without_attributes(heading: &str) -> (&str, Option<&str>) {
    let inside = |(_, inside): &(&str, &str)| inside.starts_with(['#', '.', ':', '/']);
    match heading.strip_suffix('}').and_then(|rest| rest.rsplit_once('{')).filter(inside) {
        Some((before, attributes)) => (before.trim_end(), Some(attributes)),
        None => (heading, None),
    }
}
