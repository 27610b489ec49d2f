//! Main content extraction: the part of a page that is its article.

use std::collections::BTreeMap;

use super::super::block::Block;
use super::walk::{Found, Page};

/// Percent of all prose that an `article` or `main` element needs to be taken as the article.
const SHARE_MIN: usize = 40;
/// Percent of all prose that any other container needs.
const SHARE_UNNAMED_MIN: usize = 70;
/// Characters from which a paragraph counts for its container's score.
const TELLING_CHARS: usize = 25;

pub(crate) fn article(page: &Page) -> Vec<Block> {
    let found = &page.found;
    let all = prose(found, |_| true);
    let is_enough = |some: usize| some > 0 && some * 100 >= all * SHARE_MIN;
    let longest = longest_article(found);
    let in_article = |one: &Found| longest.is_some() && one.article == longest;
    if is_enough(prose(found, in_article)) {
        return selected(found, in_article);
    }
    if is_enough(prose(found, |one| one.in_main)) {
        return selected(found, |one| one.in_main);
    }
    let lengths = page.lengths();
    let mut top = strongest(page);
    while top != 0 && lengths.get(top).is_none_or(|length| length * 100 < all * SHARE_UNNAMED_MIN) {
        top = page.parents.get(top).copied().unwrap_or(0);
    }
    selected(found, |one| page.is_inside(one, top))
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

    /// Bytes of prose within each container.
    fn lengths(&self) -> Vec<usize> {
        let mut lengths = vec![0; self.parents.len()];
        for one in &self.found {
            let mut current = one.container;
            while current != 0 {
                lengths.get_mut(current).into_iter().for_each(|length| *length += one.block.spoken().len());
                current = self.parents.get(current).copied().unwrap_or(0);
            }
        }
        lengths
    }
}

/// The container with the highest score; half of each score also counts for the container around it.
fn strongest(page: &Page) -> usize {
    let mut scores: BTreeMap<usize, usize> = BTreeMap::new();
    for one in page.found.iter().filter(|one| !is_link_list(one)) {
        let text = one.block.spoken();
        if text.len() >= TELLING_CHARS {
            let points = 2 * (1 + text.matches(',').count() + (text.len() / 100).min(3));
            let parent = page.parents.get(one.container).copied().unwrap_or(0);
            *scores.entry(one.container).or_default() += points;
            *scores.entry(parent).or_default() += points / 2;
        }
    }
    scores.into_iter().max_by_key(|(container, score)| (*score, usize::MAX - container)).map_or(0, |(top, _)| top)
}

fn selected(found: &[Found], wanted: impl Fn(&Found) -> bool) -> Vec<Block> {
    let selected = found.iter().filter(|one| matches!(one.block, Block::Title(_)) || wanted(one));
    selected.filter(|one| !is_link_list(one)).map(|one| one.block.clone()).collect()
}

fn prose(found: &[Found], wanted: impl Fn(&Found) -> bool) -> usize {
    found.iter().filter(|one| wanted(one)).map(|one| one.block.spoken().len()).sum()
}

fn longest_article(found: &[Found]) -> Option<usize> {
    let mut lengths: BTreeMap<usize, usize> = BTreeMap::new();
    for one in found {
        if let Some(article) = one.article {
            *lengths.entry(article).or_default() += one.block.spoken().len();
        }
    }
    lengths.into_iter().max_by_key(|(article, length)| (*length, usize::MAX - article)).map(|(article, _)| article)
}

/// True if a paragraph or item is mostly links.
fn is_link_list(one: &Found) -> bool {
    let length = one.block.spoken().len();
    length > 0 && one.linked * 10 > length * 8
}

#[cfg(test)]
mod tests {
    use super::super::blocks;

    fn said(page: &str) -> Vec<String> {
        blocks(page).iter().map(|block| block.spoken().to_owned()).filter(|text| !text.is_empty()).collect()
    }

    const STORY: [&str; 3] = [
        "The first paragraph tells, at some length, what happened on the day it happened, and to whom, and why.",
        "The second paragraph, which is just as long as the first, says what was done about it in the end.",
        "The third paragraph draws a lesson, a modest one, and leaves the reader to think about it for a while.",
    ];

    #[test]
    fn the_longest_container_wins_where_nothing_is_called_an_article() {
        let story = STORY.map(|text| format!("<p>{text}</p>")).concat();
        let page = format!(
            "<body><div class=top><div>A slogan for the whole family.</div></div><div class=c><div class=post>{story}</div>\
             <div class=x><p>Somebody said a few words below it.</p></div></div><div>All rights reserved, of course.</div>"
        );
        assert_eq!(said(&page), STORY);
    }

    #[test]
    fn boilerplate_marked_by_classes_and_roles_is_left_out() {
        let story = STORY.map(|text| format!("<p>{text}</p>")).concat();
        let noise = "<div class='cookie-banner'>We use cookies, and so do our friends.</div><div role=navigation>Go home, or away.</div>\
                     <div hidden>Nobody sees this, so nobody should hear it.</div><aside>By the way, we are hiring.</aside>";
        assert_eq!(said(&format!("<main>{noise}{story}</main>")), STORY);
    }

    #[test]
    fn a_fragment_is_read_whole() {
        assert_eq!(
            said("One line, and <b>more</b> of&nbsp;it.<br>And the rest &amp; the end."),
            ["One line, and more of it. And the rest & the end."]
        );
        assert_eq!(said("<ul><li>First one<li>Second one</ul>"), ["First one", "Second one"]);
        assert_eq!(said("a < b and b > c"), ["a < b and b > c"]);
    }

    #[test]
    fn scripts_styles_and_comments_are_never_said() {
        let page = "<p>Before it.</p><script>if (a < b) { say('</p>') }</script><style>p > b {}</style><!-- <p>hidden</p> --><p>After it.</p>";
        assert_eq!(said(page), ["Before it.", "After it."]);
    }
}
