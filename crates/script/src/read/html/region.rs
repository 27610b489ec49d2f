//! The part of a page that is its article.

use super::super::block::Block;
use super::walk::Found;

/// Of all prose, the share in percent a region must have to be taken for the article.
const SHARE_MIN: usize = 40;

pub(crate) fn article(found: Vec<Found>) -> Vec<Block> {
    let all = prose(&found, |_| true);
    let longest = longest_article(&found);
    let in_article = |one: &Found| longest.is_some() && one.article == longest;
    let is_enough = |some: usize| some > 0 && some * 100 >= all * SHARE_MIN;
    let (by_article, by_main) = (is_enough(prose(&found, in_article)), is_enough(prose(&found, |one| one.in_main)));
    let kept = found.iter().filter(|one| {
        let is_title = matches!(one.block, Block::Title(_));
        is_title || if by_article { in_article(one) } else { !by_main || one.in_main }
    });
    kept.filter(|one| !is_link_list(one)).map(|one| one.block.clone()).collect()
}

fn prose(found: &[Found], wanted: impl Fn(&Found) -> bool) -> usize {
    found.iter().filter(|one| wanted(one)).map(|one| one.block.prose().len()).sum()
}

fn longest_article(found: &[Found]) -> Option<usize> {
    let mut lengths: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for one in found {
        if let Some(article) = one.article {
            *lengths.entry(article).or_default() += one.block.prose().len();
        }
    }
    lengths.into_iter().max_by_key(|(article, length)| (*length, usize::MAX - article)).map(|(article, _)| article)
}

/// A paragraph or item that is mostly a link leads away from the text.
fn is_link_list(one: &Found) -> bool {
    let length = one.block.prose().len();
    length > 0 && one.linked * 10 > length * 8
}
