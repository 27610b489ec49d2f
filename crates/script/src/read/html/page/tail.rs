//! Sections around a text that only their headings tell from it, and the labels of players and forms.

use super::super::super::block::{Block, Text};
use super::super::walk::Found;
use super::words;
use crate::left::Why;

/// Headings of what follows or surrounds a text.
const HEADINGS: [&str; 33] = [
    "comments",
    "leave a reply",
    "leave a comment",
    "post a comment",
    "add a comment",
    "join the conversation",
    "related",
    "related posts",
    "related articles",
    "related stories",
    "related videos",
    "related topics",
    "recommended",
    "recommended for you",
    "more stories",
    "more from this author",
    "more articles",
    "you may also like",
    "you might also like",
    "read next",
    "what to read next",
    "most popular",
    "most read",
    "most viewed",
    "popular posts",
    "recent posts",
    "latest posts",
    "recent comments",
    "trending",
    "share this",
    "share this post",
    "subscribe",
    "newsletter",
];
const AUTHOR_HEADINGS: [&str; 3] = ["about the author", "about the authors", "about author"];
/// Bytes of a line in a list of other texts, and of a paragraph that introduces one.
const SHORT_BYTES_MAX: usize = 200;
const TEASER_BYTES_MAX: usize = 400;
/// Words and bytes of a label, and how many in a row are those of a tool.
const LABEL_WORDS_MAX: usize = 3;
const LABEL_BYTES_MAX: usize = 30;
const LABELS_MIN: usize = 7;

pub(super) fn leave(found: &[Found], left: &mut [Option<Why>]) {
    sections(found, left);
    labels(found, left);
}

/// Leaves out such sections at the end, and elsewhere those of short lines only: a chapter may have such a name too.
fn sections(found: &[Found], left: &mut [Option<Why>]) {
    let first =
        found.iter().zip(left.iter()).position(|(one, left)| left.is_none() && matches!(one.block, Block::Text(_)));
    let Some(first) = first else { return };
    // From the end, each heading's section reaches to the next heading that is not below it.
    let mut ends = [found.len(); 7];
    let mut tail = found.len();
    for at in (first..found.len()).rev() {
        let Some(one) = found.get(at).filter(|_| left.get(at) == Some(&None)) else { continue };
        let Block::Heading { level, text } = &one.block else { continue };
        let end = ends.get(usize::from(*level)).copied().unwrap_or(tail);
        ends.iter_mut().skip(usize::from(*level)).for_each(|end| *end = at);
        let Some(why) = reason(text) else { continue };
        let section = found.get(at..end).unwrap_or_default();
        let longest = section.iter().map(|one| one.block.spoken().len()).max().unwrap_or(0);
        let is_short = longest <= SHORT_BYTES_MAX;
        let is_tail = end >= tail && (longest <= TEASER_BYTES_MAX || is_about_people(text));
        if is_tail || (is_short && end < found.len() && !is_about_people(text)) {
            tail = if is_tail { at } else { tail };
            left.iter_mut().skip(at).take(end - at).for_each(|left| {
                left.get_or_insert(why);
            });
        }
    }
}

/// True for headings over comments and authors, which may be long.
fn is_about_people(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    ["comment", "reply", "conversation", "author"].iter().any(|word| lower.contains(word))
}

fn reason(heading: &str) -> Option<Why> {
    let name = heading.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    if AUTHOR_HEADINGS.contains(&name.as_str()) {
        return Some(Why::Byline);
    }
    HEADINGS.contains(&name.as_str()).then_some(Why::Navigation)
}

/// Leaves out many short lines in a row that are no items of one list: "Play", "Mute", "Full screen".
fn labels(found: &[Found], left: &mut [Option<Why>]) {
    let mut from = 0;
    while let (Some(rest), Some(whys)) = (found.get(from..), left.get_mut(from..)) {
        if rest.is_empty() {
            return;
        }
        let run = rest.iter().zip(whys.iter()).take_while(|(one, why)| why.is_some() || is_label(one)).count();
        let labels = rest.iter().zip(whys.iter()).take(run);
        if labels.filter(|(one, why)| why.is_none() && is_loose(one)).count() >= LABELS_MIN {
            let labels = rest.iter().zip(whys.iter_mut()).take(run);
            let texts = labels.filter(|(one, why)| why.is_none() && !matches!(one.block, Block::Left(_)));
            texts.for_each(|(_, why)| *why = Some(Why::Navigation));
        }
        from += run.max(1);
    }
}

fn is_label(one: &Found) -> bool {
    match &one.block {
        Block::Text(text) => {
            let is_plain = text.speaker.is_none() && text.label.is_none() && !text.quoted;
            let words = text.text.split_whitespace().count();
            is_plain
                && words <= LABEL_WORDS_MAX
                && text.text.len() <= LABEL_BYTES_MAX
                && !text.text.ends_with(['.', '!', '?', ':'])
        }
        Block::Left(_) => true,
        Block::Title(_) | Block::Heading { .. } | Block::Table(_) => words(&one.block).is_empty(),
    }
}

fn is_loose(one: &Found) -> bool {
    matches!(&one.block, Block::Text(Text { item: None, .. }))
}
