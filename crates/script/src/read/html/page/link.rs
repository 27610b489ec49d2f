//! Lists of links: menus and tables of contents that no attribute marks.

use super::super::super::block::Block;
use super::super::walk::Found;
use crate::left::Why;

/// Of ten bytes, those inside links in a paragraph that is a link.
const LINKED_TENTHS: usize = 8;
/// Words of a link that is a sentence.
const SENTENCE_WORDS_MIN: usize = 12;
/// Words of a link that says something among other items.
const ITEM_WORDS_MIN: usize = 4;
/// Links one after the other that are a table of contents.
const CONTENTS_MIN: usize = 3;

/// Leaves out paragraphs and items that are only links, unless a lead-in announces them.
pub(super) fn leave(found: &[Found], left: &mut [Option<Why>]) {
    let mut at = 0;
    while let Some(one) = found.get(at) {
        if left.get(at).is_none_or(Option::is_some) || !is_mostly_links(one) {
            at += 1;
            continue;
        }
        let (rest, whys) = (found.get(at..).unwrap_or_default(), left.get(at..).unwrap_or_default());
        let length = rest.iter().zip(whys).take_while(|(one, left)| left.is_some() || is_mostly_links(one)).count();
        let run = found.get(at..at + length).unwrap_or_default();
        let announced = before(found, left, at).is_some_and(|text| text.trim_end().ends_with(':')) && one_is_item(run);
        let here =
            run.iter().filter(|one| one.linked_here * 10 >= one.linked * LINKED_TENTHS && one.linked > 0).count();
        let links = run.iter().filter(|one| one.linked > 0).count();
        let why = if here >= CONTENTS_MIN && here == links { Why::Contents } else { Why::Link };
        if !announced && !is_among_items(found, left, at, length) {
            let places = left.iter_mut().skip(at).take(length).zip(run);
            places.filter(|(left, one)| left.is_none() && is_mostly_links(one)).for_each(|(left, _)| *left = Some(why));
        }
        at += length.max(1);
    }
}

/// True for one or two links that are items of a list of text, and say something.
fn is_among_items(found: &[Found], left: &[Option<Why>], at: usize, length: usize) -> bool {
    let is_item = |at: usize| {
        let text = found.get(at).filter(|one| !is_mostly_links(one)).map(|one| &one.block);
        matches!(text, Some(Block::Text(text)) if text.item.is_some()) && left.get(at) == Some(&None)
    };
    let says = |one: &Found| one.block.spoken().split_whitespace().count() >= ITEM_WORDS_MIN;
    let run = found.get(at..at + length).unwrap_or_default();
    length <= 2 && one_is_item(run) && run.iter().all(says) && (is_item(at.wrapping_sub(1)) || is_item(at + length))
}

fn one_is_item(run: &[Found]) -> bool {
    run.iter().any(|one| matches!(&one.block, Block::Text(text) if text.item.is_some()))
}

/// The text of the last block in front that is not left out.
fn before<'f>(found: &'f [Found], left: &[Option<Why>], at: usize) -> Option<&'f str> {
    let from = at.saturating_sub(4);
    let (found, left) = (found.get(from..at)?, left.get(from..at)?);
    let mut front = found.iter().zip(left).rev();
    front.find(|(one, left)| left.is_none() && !matches!(one.block, Block::Left(_))).map(|(one, _)| one.block.spoken())
}

/// True if a paragraph, an item or a table is mostly links, and no sentence.
pub(super) fn is_mostly_links(one: &Found) -> bool {
    let (bytes, is_sentence) = match &one.block {
        Block::Text(text) => {
            let text = text.text.as_str();
            (text.len(), text.ends_with(['.', '!', '?']) || text.split_whitespace().count() >= SENTENCE_WORDS_MIN)
        }
        Block::Table(table) => (table.rows.iter().flatten().map(String::len).sum(), false),
        Block::Title(_) | Block::Heading { .. } | Block::Left(_) => (0, false),
    };
    bytes > 0 && !is_sentence && one.linked * 10 > bytes * LINKED_TENTHS
}
