//! Markdown → blocks, with front matter, admonitions, formulas and raw HTML.

mod admonition;
mod front;
mod lines;
mod walk;

use pulldown_cmark::{Options, Parser};

use super::block::Block;
use super::{conversation, diff};
use crate::left::Why;
use walk::Walk;

pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let (front, body) = front::split(text);
    let whole = body;
    let (subject, body) = diff::strip(whole);
    let stripped = stripped_lines(whole, &body);
    let body = admonition::fenced(&without_indent(&body));
    let mut blocks = front;
    blocks.extend(subject.map(Block::Title));
    if !stripped.is_empty() {
        blocks.push(Block::left(Why::Diff, stripped));
    }
    blocks.extend(parse(&body, false));
    conversation::with_speakers(blocks)
}

/// The blocks of an indented part of a text that is prose, not code.
fn nested(text: &str) -> Vec<Block> {
    parse(&without_indent(text), true)
}

fn parse(text: &str, nested: bool) -> Vec<Block> {
    let mut walk = Walk::default();
    walk.nested = nested;
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM;
    for event in Parser::new_ext(text, options) {
        walk.take(event);
    }
    walk.flush();
    walk.blocks
}

/// The lines of a text that are not in what was kept of it.
fn stripped_lines(text: &str, kept: &str) -> String {
    let mut kept = kept.lines().peekable();
    let lines = text.lines().filter(|line| kept.next_if_eq(line).is_none());
    lines.collect::<Vec<_>>().join("\n")
}

/// The text without the indentation that all of its lines have: a text copied out of a block of code is no code.
fn without_indent(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let least = text.lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    if least == 0 {
        return text.to_owned();
    }
    text.lines().map(|line| line.get(least..).unwrap_or_default()).collect::<Vec<_>>().join("\n")
}
