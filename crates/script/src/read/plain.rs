//! Plain text → blocks: paragraphs between blank lines; headings, lists and code by their looks.

use super::block::{Block, Item, squeeze};
use super::diff;
use crate::left::Why;
use crate::marks::mark_backticks;

const HEADING_CHARS_MAX: usize = 80;
const HEADING_WORDS_MAX: usize = 12;

pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let (subject, prose) = diff::strip(text);
    let mut blocks = paragraphs(&prose, subject);
    if !blocks.iter().any(Block::has_words) {
        blocks.extend(paragraphs(&diff::added_comments(text), None));
    }
    blocks
}

fn paragraphs(text: &str, subject: Option<String>) -> Vec<Block> {
    let mut blocks: Vec<Block> = subject.map(Block::Title).into_iter().collect();
    let mut fenced = false;
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        let line = line.trim_end();
        let is_fence = line.trim_start().starts_with("```");
        if is_fence || line.trim().is_empty() {
            paragraph(&mut blocks, &lines);
            lines.clear();
        } else if !fenced {
            lines.push(line);
        }
        if is_fence {
            fenced = !fenced;
            blocks.push(Block::left(Why::Code, ""));
        }
    }
    demote_loose_headings(blocks)
}

fn paragraph(blocks: &mut Vec<Block>, lines: &[&str]) {
    let mut lines = lines;
    while let Some((first, rest)) = lines.split_first() {
        let underline = underlined(rest.first());
        let Some(level) = underline.or_else(|| hashes(first)) else { break };
        let text = squeeze(&mark_backticks(first.trim_start_matches('#')));
        blocks.push(Block::Heading { level, text });
        lines = rest.get(usize::from(underline.is_some())..).unwrap_or_default();
    }
    if lines.iter().filter(|line| is_code(line)).count() * 2 > lines.len() {
        return blocks.push(Block::left(Why::Code, lines.join("\n")));
    }
    if let [only] = lines
        && is_heading(only)
    {
        return blocks.push(Block::Heading { level: 2, text: squeeze(&mark_backticks(only)) });
    }
    let mut text = String::new();
    let mut in_item = false;
    for line in lines {
        let line = line.trim_start().trim_start_matches("> ");
        if let Some(item) = item(line) {
            push(blocks, &text, in_item);
            text.clear();
            text.push_str(item);
            in_item = true;
        } else {
            text.push(' ');
            text.push_str(line);
        }
    }
    push(blocks, &text, in_item);
}

fn push(blocks: &mut Vec<Block>, text: &str, in_item: bool) {
    let text = squeeze(&mark_backticks(text));
    if !text.is_empty() {
        blocks.push(if in_item { Block::item(text, Item { depth: 1, ..Item::default() }) } else { Block::prose(text) });
    }
}

/// The text of a list item.
fn item(line: &str) -> Option<&str> {
    let bulleted = ["- ", "* ", "+ ", "\u{2022} ", "\u{2013} "].iter().find_map(|mark| line.strip_prefix(mark));
    bulleted.or_else(|| {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = line.len() - rest.len();
        let numbered = [". ", ") "].iter().find_map(|mark| rest.strip_prefix(mark));
        numbered.filter(|_| (1..=2).contains(&digits))
    })
}

fn hashes(line: &str) -> Option<u8> {
    let rest = line.trim_start_matches('#');
    let depth = line.len() - rest.len();
    u8::try_from(depth).ok().filter(|depth| (1..=6).contains(depth) && rest.starts_with(' '))
}

fn underlined(below: Option<&&str>) -> Option<u8> {
    let below = below?.trim();
    let all = |mark: char| below.len() >= 3 && below.chars().all(|c| c == mark);
    if all('=') { Some(1) } else { all('-').then_some(2) }
}

fn is_heading(line: &str) -> bool {
    let line = line.trim();
    let starts = line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let ends = !line.ends_with(['.', ',', ';', '!', '"', ')']);
    starts
        && ends
        && item(line).is_none()
        && line.chars().count() <= HEADING_CHARS_MAX
        && line.split_whitespace().count() <= HEADING_WORDS_MAX
}

fn is_code(line: &str) -> bool {
    let line = line.trim();
    let ends = line.ends_with(['{', '}', ';']) || line.ends_with("=>") || line.ends_with("({");
    let starts =
        ["$ ", "}", "//", "/*", "#!", "#include", "import ", "use "].iter().any(|start| line.starts_with(start));
    let is_statement = starts && !line.ends_with('.');
    ends || is_statement || line.contains("::") || line.contains(" = ") && line.ends_with(')')
}

/// Turns a heading with nothing under it back into a paragraph, unless it opens the text.
fn demote_loose_headings(blocks: Vec<Block>) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut rest = blocks.into_iter().peekable();
    while let Some(block) = rest.next() {
        let followed = rest.peek().is_some_and(Block::has_words);
        kept.push(match block {
            Block::Heading { level: 2, text } if kept.is_empty() && followed => Block::Heading { level: 1, text },
            Block::Heading { level: 2, text } if !followed && rest.peek().is_none() => Block::prose(text),
            Block::Title(_) | Block::Heading { .. } | Block::Text(_) | Block::Table(_) | Block::Left(_) => block,
        });
    }
    kept
}
