//! The page's title without the name of its site, and one main heading of two.

use super::super::super::block::Block;
use super::super::walk::Found;
use super::words;
use crate::left::Why;

const SEPARATORS: [&str; 8] = [" | ", " \u{2014} ", " \u{2013} ", " - ", " \u{B7} ", " :: ", " \u{AB} ", " \u{BB} "];

/// Names the page by the part of its title that a main heading repeats, and leaves out the heading that is the site's.
pub(super) fn name(found: &mut Vec<Found>, left: &mut Vec<Option<Why>>) {
    let Some(at) = found.iter().position(|found| matches!(found.block, Block::Title(_))) else { return };
    let Some(Block::Title(title)) = found.get(at).map(|found| found.block.clone()) else { return };
    let mark = SEPARATORS.iter().find(|mark| title.contains(**mark));
    let Some(mark) = mark else { return };
    let parts: Vec<&str> = title.split(mark).collect();
    let tops: Vec<(usize, String)> = found
        .iter()
        .enumerate()
        .filter(|(at, found)| matches!(found.block, Block::Heading { level: 1, .. }) && left.get(*at) == Some(&None))
        .map(|(at, found)| (at, words(&found.block).to_lowercase()))
        .collect();
    let is_part = |text: &str| parts.iter().any(|part| part.trim().to_lowercase() == text);
    // Of several headings that the title names, the last is the page's.
    let Some((page_at, page)) = tops.iter().rev().find(|(_, text)| is_part(text)).cloned() else { return };
    for (other, text) in &tops {
        if *other != page_at && is_part(text) {
            left.get_mut(*other).into_iter().for_each(|left| *left = Some(Why::Navigation));
        }
    }
    let (own, site): (Vec<&str>, Vec<&str>) = parts.into_iter().partition(|part| part.trim().to_lowercase() == page);
    let (Some(own), false) = (own.first(), site.is_empty()) else { return };
    let (own, site) = (own.trim().to_owned(), site.join(" "));
    let Some(one) = found.get_mut(at) else { return };
    let rest = Found { block: Block::left(Why::Navigation, site), ..one.clone() };
    one.block = Block::Title(own);
    found.insert(at + 1, rest);
    left.insert(at + 1, None);
}
