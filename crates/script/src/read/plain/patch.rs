//! Diffs between the lines of a text.

use super::line::Taken;
use super::survey::Scan;
use crate::marks::{CODE_CLOSE, CODE_OPEN};
use crate::read::block::Block;
use crate::read::diff;

/// Blank lines that may stand before a diff.
const FRONT_LINES: usize = 8;

pub(super) fn take(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let text = scan.at(index).text;
    let opens = ["diff --", "diff -", "Index: ", "@@ -"].iter().any(|start| text.starts_with(start));
    let old = text.starts_with("--- ") && scan.at(index + 1).text.starts_with("+++ ");
    if !opens && !old {
        return None;
    }
    // A diff inside a mail or a list is as deep as its first line.
    let raw = scan.at(index).raw;
    let depth = raw.len() - raw.trim_start().len();
    let shallow = |line: &str| line.len() - line.trim_start().len() < depth;
    let lines = scan
        .lines
        .iter()
        .skip(index)
        .map(|line| if shallow(line.raw) { line.text } else { line.raw.get(depth..).unwrap_or(line.text) });
    let (lines, blocks) = diff::region(lines)?;
    // A diff alone has no other title.
    let alone = scan.lines.iter().take(index).take(FRONT_LINES + 1).all(|line| line.is_blank()) && index <= FRONT_LINES;
    let title = alone.then(|| title(&blocks)).flatten().map(Block::Title);
    Some(Taken::new(lines, title.into_iter().chain(blocks).collect()))
}

/// "Changes in upload.rs": the first path that is told of, without its folders.
fn title(blocks: &[Block]) -> Option<String> {
    let mut files = blocks.iter().map(Block::spoken).filter(|text| text.contains(CODE_OPEN));
    let path = files.next()?.split_once(CODE_OPEN)?.1.split_once(CODE_CLOSE)?.0;
    let more =
        if matches!(blocks.get(1), Some(Block::Text(text)) if text.item.is_some()) { " and other files" } else { "" };
    path.rsplit('/').next().map(|name| format!("Changes in {name}{more}"))
}
