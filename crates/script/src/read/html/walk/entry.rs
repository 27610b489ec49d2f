//! Paragraphs, headings, list items and definitions from the text of a finished block.

use super::super::super::block::{Block, Item, Text};
use super::super::markup::attribute::Attributes;
use super::Walk;
use super::context::Context;
use crate::left::{Left, Why};

/// Words of a defined term or of a summary; longer ones are paragraphs.
const TERM_WORDS_MAX: usize = 12;
/// Terms with one definition.
const TERMS_MAX: usize = 8;
/// Words from which a picture's caption says something by itself.
const CAPTION_WORDS_MIN: usize = 9;

#[derive(Default)]
pub(super) struct Entries {
    lists: Vec<List>,
    items: Vec<State>,
    /// Terms that wait for their definition.
    terms: Vec<String>,
}

struct List {
    is_ordered: bool,
    next: i64,
    step: i64,
    /// For a reversed list without a start: index of its first block; its items are counted at its end.
    counted_from: Option<usize>,
}

struct State {
    depth: u8,
    number: Option<u32>,
    done: Option<bool>,
    is_used: bool,
}

impl Walk<'_> {
    /// The context that a list, an item, a term or a definition gives to what is inside it.
    pub(super) fn entry(&mut self, name: &str, attributes: &Attributes<'_>, context: &mut Context) {
        match name {
            "ul" | "ol" | "menu" | "dir" | "dl" => {
                let start = attributes.start.trim().parse().ok();
                let counted_from = (attributes.reversed && start.is_none()).then_some(self.found.len());
                let step = if attributes.reversed && start.is_some() { -1 } else { 1 };
                self.entries.lists.push(List {
                    is_ordered: name == "ol",
                    next: start.unwrap_or(1),
                    step,
                    counted_from,
                });
                context.list = Some(self.entries.lists.len() - 1);
                context.depth = context.depth.saturating_add(1);
                (context.item, context.is_term, context.is_definition) = (None, false, false);
            }
            "li" => {
                let depth = context.depth.max(1);
                let number = context
                    .list
                    .and_then(|list| self.entries.lists.get_mut(list))
                    .and_then(|list| list.count(attributes.value));
                self.entries.items.push(State { depth, number, done: None, is_used: false });
                context.item = Some(self.entries.items.len() - 1);
            }
            "dt" => (context.is_term, context.is_definition, context.item) = (true, false, None),
            "dd" => (context.is_term, context.is_definition, context.item) = (false, true, None),
            _ => {}
        }
    }

    /// A check box at the beginning of an item makes it a task.
    pub(super) fn check_box(&mut self, checked: bool) {
        let is_first = self.text.trim().is_empty();
        let item = self.context().item.and_then(|item| self.entries.items.get_mut(item));
        if let Some(item) = item.filter(|item| is_first && !item.is_used) {
            item.done = Some(checked);
        }
    }

    /// Ends a list: numbers that count down to 1 are known now.
    pub(super) fn end_list(&mut self, context: &Context) {
        let Some(list) = context.list.and_then(|list| self.entries.lists.get(list)) else { return };
        let Some(from) = list.counted_from else { return };
        for found in self.found.iter_mut().skip(from) {
            if let Block::Text(Text { item: Some(item), .. }) = &mut found.block
                && item.depth == context.depth
            {
                item.number = item.number.and_then(|number| u32::try_from(list.next - i64::from(number)).ok());
            }
        }
    }

    /// Adds the block that a finished text is.
    pub(super) fn paragraph(&mut self, text: String) {
        let context = self.context();
        let words = text.split_whitespace().count();
        if context.is_title {
            let is_first = !self.found.iter().any(|found| matches!(found.block, Block::Title(_)));
            return self.add(if is_first { Block::Title(text) } else { Block::left(Why::Navigation, text) });
        }
        if context.is_term && words <= TERM_WORDS_MAX {
            if self.entries.terms.len() == TERMS_MAX {
                self.flush_terms();
            }
            return self.entries.terms.push(text);
        }
        let Some((label, text)) = self.labelled(text) else { return };
        let is_heading = !context.is_summary || (words <= TERM_WORDS_MAX && !text.ends_with('.'));
        if let Some(level) = context.heading.filter(|_| label.is_none() && is_heading) {
            return self.heading(level, text, context.is_summary);
        }
        if context.is_caption && (words < CAPTION_WORDS_MIN || !text.ends_with(['.', '!', '?'])) {
            return self.push(Block::left(Why::Picture, text));
        }
        let mut item = context.item.and_then(|item| self.entries.items.get_mut(item)).map(State::take);
        let mut text = text;
        if context.is_definition && item.is_none() && !self.entries.terms.is_empty() {
            let term = std::mem::take(&mut self.entries.terms).join(", ");
            let colon = if term.ends_with([':', '?', '!', '.']) { "" } else { ":" };
            self.bold = if term.ends_with(':') { term.len() } else { 0 };
            text = format!("{term}{colon} {text}");
            item = Some(Item { depth: context.depth.max(1), ..Item::default() });
        }
        self.push(Block::Text(Text {
            text,
            item,
            quoted: context.quoted,
            speaker: None,
            label,
            at: None,
            open: false,
        }));
    }

    fn heading(&mut self, level: u8, text: String, is_summary: bool) {
        let (text, tool) = without_tools(&text);
        if let Some(tool) = tool.filter(|tool| super::has_words(tool)) {
            self.within.push(Left::new(Why::Navigation, tool));
        }
        if !is_summary {
            self.level = level;
        }
        if super::has_words(text) {
            self.push(Block::Heading { level, text: text.to_owned() });
        }
    }

    /// Terms without a definition are said alone.
    pub(super) fn flush_terms(&mut self) {
        let terms = std::mem::take(&mut self.entries.terms);
        if terms.is_empty() {
            return;
        }
        let context = self.context();
        let item = Some(Item { depth: context.depth.max(1), ..Item::default() });
        self.add(Block::Text(Text { text: terms.join(", "), item, quoted: context.quoted, ..Text::default() }));
    }
}

impl List {
    /// The number of the next item of an ordered list.
    fn count(&mut self, value: &str) -> Option<u32> {
        if !self.is_ordered {
            return None;
        }
        let number = value.trim().parse().unwrap_or(self.next);
        self.next = number.saturating_add(self.step);
        u32::try_from(number).ok()
    }
}

impl State {
    /// The item of a paragraph; only the first paragraph of an item has its number and state.
    fn take(&mut self) -> Item {
        let is_first = !std::mem::replace(&mut self.is_used, true);
        let (number, done) = if is_first { (self.number, self.done) } else { (None, None) };
        Item { depth: self.depth, number, done }
    }
}

/// A heading without the marks of page tools behind it (`[edit]`, `{#id}`), and these marks.
fn without_tools(text: &str) -> (&str, Option<&str>) {
    let split = |open: char, is_tool: &dyn Fn(&str) -> bool| {
        let at = text.rfind(open)?;
        let (head, tail) = text.split_at_checked(at)?;
        let inner = tail.get(1..tail.len() - 1)?;
        is_tool(inner.trim()).then_some((head.trim_end(), Some(tail)))
    };
    let found = match text.chars().next_back() {
        Some('}') => split('{', &|inner| inner.starts_with(['#', '.', ':', '/']) || !inner.contains(' ')),
        Some(']') => split('[', &|inner| {
            matches!(
                inner.to_ascii_lowercase().as_str(),
                "edit" | "edit source" | "hide" | "show" | "link" | "top" | "src" | "source"
            )
        }),
        Some('\u{B6}' | '#' | '\u{A7}' | '\u{1F517}') => {
            Some((text.trim_end_matches(['\u{B6}', '#', '\u{A7}', '\u{1F517}', ' ']), None))
        }
        Some(_) | None => None,
    };
    found.unwrap_or((text, None))
}
