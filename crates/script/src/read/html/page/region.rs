//! Main content extraction: the part of a page that is its article.

use std::collections::BTreeMap;

use super::super::super::block::Block;
use super::super::walk::{Found, Page};
use super::{link, prose, words};
use crate::left::Why;

/// Percent of all prose that an `article` element needs to be taken as the article.
const SHARE_MIN: usize = 40;
/// Percent of all prose that a `main` element needs; a page has only one.
const SHARE_MAIN_MIN: usize = 15;
/// Percent of the articles' prose that the longest needs to be the only one.
const LONGEST_MIN: usize = 70;
/// Percent of all weighty prose that any other container needs, besides all paragraphs of some length.
const SHARE_UNNAMED_MIN: usize = 97;
/// Bytes from which a paragraph counts for its container's score.
const TELLING_BYTES: usize = 25;
/// Bytes of a paragraph that must not be lost.
const WEIGHTY_BYTES: usize = 60;

/// Leaves out the blocks outside the article.
pub(super) fn choose(page: &Page, left: &mut [Option<Why>]) {
    let kept: Vec<&Found> =
        page.found.iter().zip(left.iter()).filter(|(_, left)| left.is_none()).map(|(found, _)| found).collect();
    let all: usize = kept.iter().map(|found| prose(found)).sum();
    let sum = |wanted: &dyn Fn(&Found) -> bool| -> usize {
        kept.iter().filter(|found| wanted(found)).map(|found| prose(found)).sum()
    };
    let is_share = |some: usize, percent: usize| some > 0 && some * 100 >= all * percent;
    let (longest, length) = longest_article(&kept);
    let in_articles = sum(&|found| found.article.is_some());
    let in_longest = |found: &Found| found.article == longest;
    if longest.is_some() && is_share(length, SHARE_MIN) && length * 100 >= in_articles * LONGEST_MIN {
        return leave(page, left, &in_longest);
    }
    if is_share(sum(&|found| found.in_main), SHARE_MAIN_MIN) {
        return leave(page, left, &|found| found.in_main);
    }
    if is_share(in_articles, SHARE_MIN) {
        return leave(page, left, &|found| found.article.is_some());
    }
    let (paragraphs, others) = (page.lengths(&kept, &is_long), page.lengths(&kept, &is_weighty));
    let holds = |lengths: &[usize], top: usize, percent: usize| {
        let (all, own) = (lengths.first().copied().unwrap_or(0), lengths.get(top).copied().unwrap_or(0));
        own * 100 >= all * percent
    };
    let mut top = strongest(page, &kept);
    while top != 0 && !(holds(&paragraphs, top, 100) && holds(&others, top, SHARE_UNNAMED_MIN)) {
        top = page.parents.get(top).copied().unwrap_or(0);
    }
    leave(page, left, &|found| page.is_inside(found, top));
}

/// Leaves out what is not wanted, except the page's title and, if the wanted part has none, its main heading.
fn leave(page: &Page, left: &mut [Option<Why>], wanted: &dyn Fn(&Found) -> bool) {
    let title = page
        .found
        .iter()
        .find(|found| matches!(found.block, Block::Title(_)))
        .map(|found| words(&found.block).to_lowercase());
    let is_main = |found: &Found| matches!(found.block, Block::Heading { level: 1, .. });
    let tops = page.found.iter().filter(|found| is_main(found)).count();
    let has_own = page.found.iter().any(|found| is_main(found) && wanted(found));
    for (found, left) in page.found.iter().zip(left.iter_mut()) {
        let names = |title: &String| title.contains(&words(&found.block).to_lowercase());
        let heads = !has_own && is_main(found) && (tops == 1 || title.as_ref().is_some_and(names));
        if left.is_none() && !wanted(found) && !heads && !matches!(found.block, Block::Title(_)) {
            *left = Some(Why::Navigation);
        }
    }
}

impl Page {
    /// True if a block is inside a container; bounded, because the stack of open elements was.
    fn is_inside(&self, one: &Found, container: usize) -> bool {
        let mut current = one.container;
        while current > container {
            current = self.parents.get(current).copied().unwrap_or(0);
        }
        current == container
    }

    /// Bytes of the prose that counts within each container.
    fn lengths(&self, kept: &[&Found], counts: &dyn Fn(&Found) -> bool) -> Vec<usize> {
        let mut lengths = vec![0; self.parents.len()];
        for found in kept.iter().filter(|found| counts(found)) {
            lengths.get_mut(found.container).into_iter().for_each(|length| *length += prose(found));
        }
        for at in (1..lengths.len()).rev() {
            let length = lengths.get(at).copied().unwrap_or(0);
            let parent = self.parents.get(at).copied().unwrap_or(0);
            lengths.get_mut(parent).into_iter().for_each(|sum| *sum += length);
        }
        lengths
    }
}

/// True for a paragraph of some length; a shorter one may be a slogan.
fn is_long(found: &Found) -> bool {
    matches!(&found.block, Block::Text(text) if text.item.is_none() && prose(found) >= WEIGHTY_BYTES)
}

/// True for a paragraph of some length, an item or a table.
fn is_weighty(found: &Found) -> bool {
    match &found.block {
        Block::Text(text) if text.item.is_some() => !link::is_mostly_links(found),
        Block::Text(_) => is_long(found),
        Block::Table(_) => true,
        Block::Title(_) | Block::Heading { .. } | Block::Left(_) => false,
    }
}

/// The container with the highest score; half of each score also counts for the container around it.
fn strongest(page: &Page, kept: &[&Found]) -> usize {
    let mut scores: BTreeMap<usize, usize> = BTreeMap::new();
    for one in kept.iter().filter(|one| !link::is_mostly_links(one)) {
        let text = one.block.spoken();
        if text.len() >= TELLING_BYTES {
            let points = 2 * (1 + text.matches(',').count() + (text.len() / 100).min(3));
            let parent = page.parents.get(one.container).copied().unwrap_or(0);
            *scores.entry(one.container).or_default() += points;
            *scores.entry(parent).or_default() += points / 2;
        }
    }
    scores.into_iter().max_by_key(|(container, score)| (*score, usize::MAX - container)).map_or(0, |(top, _)| top)
}

fn longest_article(kept: &[&Found]) -> (Option<usize>, usize) {
    let mut lengths: BTreeMap<usize, usize> = BTreeMap::new();
    for one in kept {
        if let Some(article) = one.article {
            *lengths.entry(article).or_default() += prose(one);
        }
    }
    let longest = lengths.into_iter().max_by_key(|(article, length)| (*length, usize::MAX - article));
    longest.map_or((None, 0), |(article, length)| (Some(article), length))
}
