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
    let body = admonition::fenced(&with_dollars(&without_indent(&body)));
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

/// Formulas between `\\[` and `\\]` or `\\(` and `\\)` between dollar signs.
fn with_dollars(text: &str) -> String {
    let mut text = text.to_owned();
    for (open, close, mark) in
        [("\\\\[", "\\\\]", "$$"), ("\\[", "\\]", "$$"), ("\\\\(", "\\\\)", "$"), ("\\(", "\\)", "$")]
    {
        if !text.contains(open) {
            continue;
        }
        let mut kept = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some((before, inside, after)) = between(rest, open, close) {
            let is_formula = inside.contains(['\\', '^', '_', '=']) && !inside.contains("\n\n");
            kept.push_str(before);
            let (open, close) = if is_formula { (mark, mark) } else { (open, close) };
            kept.push_str(&format!("{open}{}{close}", if is_formula { inside.trim() } else { inside }));
            rest = after;
        }
        kept.push_str(rest);
        text = kept;
    }
    text
}

/// The text before a pair of marks, between them, and after them.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let (before, rest) = text.split_once(open)?;
    let (inside, after) = rest.split_once(close)?;
    Some((before, inside, after))
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
