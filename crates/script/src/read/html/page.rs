//! A walked page → the blocks of its article, in page order; everything around it is left out with its reason.

mod judge;
mod link;
mod notice;
mod region;
mod speaker;
mod tail;
mod title;

use super::super::block::{Block, squeeze};
use super::walk::{Found, Page};
use crate::left::{Left, Why};

pub(super) fn blocks(page: Page) -> Vec<Block> {
    let mut left = judge::regions(&page);
    judge::headers(&page, &mut left);
    region::choose(&page, &mut left);
    let mut found = page.found;
    title::name(&mut found, &mut left);
    notice::leave(&found, &mut left);
    tail::leave(&found, &mut left);
    link::leave(&found, &mut left);
    speaker::name(&mut found, &left);
    merge(found, &left)
}

/// The blocks of a piece of a page, which has no article to choose.
pub(super) fn fragment(page: Page) -> Vec<Block> {
    let mut left = judge::regions(&page);
    let mut found = page.found;
    link::leave(&found, &mut left);
    speaker::name(&mut found, &left);
    merge(found, &left)
}

/// The blocks, where neighbours that are left out for the same reason are one.
fn merge(found: Vec<Found>, left: &[Option<Why>]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::with_capacity(found.len());
    for (found, why) in found.into_iter().zip(left) {
        let one = match (why, found.block) {
            (_, Block::Left(left)) => left,
            (Some(why), block) => Left::new(*why, words(&block)),
            (None, block) => {
                blocks.push(block);
                continue;
            }
        };
        match blocks.last_mut() {
            Some(Block::Left(last)) if last.why == one.why && is_joined(one.why) => {
                last.text.push(' ');
                last.text.push_str(&one.text);
            }
            _ => blocks.push(Block::Left(one)),
        }
    }
    blocks
}

/// True for reasons whose neighbouring parts are one: a menu and a bibliography are one part, two pictures are two.
fn is_joined(why: Why) -> bool {
    matches!(
        why,
        Why::Navigation | Why::Byline | Why::Contents | Why::Link | Why::Hidden | Why::Reference | Why::Footnote
    )
}

/// All words of a block, without marks.
pub(super) fn words(block: &Block) -> String {
    let all = match block {
        Block::Title(text) | Block::Heading { text, .. } => text.clone(),
        Block::Text(text) => {
            let before = [&text.label, &text.speaker].into_iter().flatten().map(String::as_str);
            before.chain([text.text.as_str()]).collect::<Vec<_>>().join(" ")
        }
        Block::Table(table) => {
            let cells = table.header.iter().chain(table.rows.iter().flatten()).map(String::as_str);
            [table.caption.as_str()].into_iter().chain(cells).collect::<Vec<_>>().join(" ")
        }
        Block::Left(left) => left.text.clone(),
    };
    squeeze(&crate::marks::without_marks(&all))
}

/// Bytes of text outside links; a table's cells are text.
fn prose(found: &Found) -> usize {
    match &found.block {
        Block::Text(text) => text.text.len().saturating_sub(found.linked),
        Block::Table(table) => table.rows.iter().flatten().map(String::len).sum(),
        Block::Title(_) | Block::Heading { .. } | Block::Left(_) => 0,
    }
}
