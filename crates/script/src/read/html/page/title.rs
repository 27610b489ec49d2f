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
    let heads = |wanted: u8| -> Vec<(usize, String)> {
        let all = found.iter().enumerate().filter(|(at, _)| left.get(*at) == Some(&None));
        let all = all.filter(|(_, found)| matches!(found.block, Block::Heading { level, .. } if level == wanted));
        all.map(|(at, found)| (at, words(&found.block).to_lowercase())).collect()
    };
    let place = |text: &str| parts.iter().position(|part| part.trim().to_lowercase() == text);
    let tops: Vec<(usize, String)> = heads(1).into_iter().filter(|(_, text)| place(text).is_some()).collect();
    // Of several headings that the title names, the last is the page's; the site's name stands behind the page's.
    let Some((_, last)) = tops.last() else { return };
    let below = heads(2).into_iter().find(|(_, text)| place(text) == Some(0)).filter(|_| place(last) > Some(0));
    let Some((page_at, page)) = below.or_else(|| tops.last().cloned()) else { return };
    for (other, text) in &tops {
        if *other != page_at && *text != page {
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
