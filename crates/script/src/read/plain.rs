//! Plain text → blocks: paragraphs, headings, lists, quotations, talks, tables, code and diffs by their looks.
//!
//! Every word of the text ends in a block; what is not to be said is a `Left` with its words.

mod account;
mod apparatus;
mod asciidoc;
mod caption;
mod changes;
mod chat;
mod code;
mod contents;
mod directive;
mod drawing;
mod fence;
mod flow;
mod front;
mod heading;
mod http;
mod inline;
mod label;
mod letter;
mod line;
mod mark;
mod number;
mod option;
mod page;
mod pair;
mod patch;
mod quote;
mod remark;
mod said;
mod secret;
mod shell;
mod survey;
mod table;
#[cfg(test)]
mod tests;
mod thread;

use super::block::Block;
use crate::left::Why;
use survey::Scan;

pub(crate) fn blocks(text: &str) -> Vec<Block> {
    if let Some(blocks) = caption::blocks(text) {
        return blocks;
    }
    let expanded = asciidoc::expanded(text);
    let (text, names) = expanded.as_ref().map_or((text, ""), |(text, names)| (text, names));
    let (text, furniture) = page::without_breaks(text);
    let mut lines = line::lines(&text);
    let (count, front) = front::take(&lines).unwrap_or_default();
    lines.drain(..count);
    let mut blocks = flow::blocks(&Scan::new(lines), front);
    if !furniture.is_empty() {
        blocks.push(Block::left(Why::Navigation, furniture));
    }
    if !names.is_empty() {
        blocks.push(Block::left(Why::Metadata, names));
    }
    blocks
}
