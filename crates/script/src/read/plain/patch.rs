//! Diffs between the lines of a text.

use super::line::Taken;
use super::survey::Scan;
use crate::marks::{CODE_CLOSE, CODE_OPEN};
use crate::read::block::Block;
use crate::read::diff;

/// Blank lines that may stand before a diff.
const FRONT_LINES: usize = 8;

pub(super) fn take(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let text = scan.at(index).raw;
    let opens = ["diff --", "diff -", "Index: ", "@@ -"].iter().any(|start| text.starts_with(start));
    let old = text.starts_with("--- ") && scan.at(index + 1).raw.starts_with("+++ ");
    if !opens && !old {
        return None;
    }
    let (lines, blocks) = diff::region(scan.lines.iter().skip(index).map(|line| line.raw))?;
    // A diff alone has no other title.
    let alone = scan.lines.iter().take(index).take(FRONT_LINES + 1).all(|line| line.is_blank()) && index <= FRONT_LINES;
    let title = alone.then(|| title(&blocks)).flatten().map(Block::Title);
    Some(Taken::new(lines, title.into_iter().chain(blocks).collect()))
}

/// "Changes in upload.rs": the first path that is told of, without its folders.
fn title(blocks: &[Block]) -> Option<String> {
    let first = blocks.iter().map(Block::spoken).find(|text| text.contains(CODE_OPEN))?;
    let path = first.split_once(CODE_OPEN)?.1.split_once(CODE_CLOSE)?.0;
    path.rsplit('/').next().map(|name| format!("Changes in {name}"))
}
