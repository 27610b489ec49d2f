//! Remarks about the source as a whole: how much of it is told, and what it has beyond that.

use std::collections::BTreeSet;

use super::beat;
use crate::coverage::{Coverage, coverage};
use crate::document::Document;
use crate::left;
use crate::outline::Outline;

/// Shares of a source in words, as upper bounds in percent.
const SHARES: [(usize, &str); 10] = [
    (7, "We picked about a twentieth of it."),
    (12, "We picked about a tenth of it."),
    (17, "We picked about a seventh of it."),
    (22, "We picked about a fifth of it."),
    (29, "We picked about a quarter of it."),
    (38, "We picked about a third of it."),
    (45, "We picked about two fifths of it."),
    (57, "We picked about half of it."),
    (70, "We picked about two thirds of it."),
    (85, "We picked about three quarters of it."),
];
const MOST: &str = "We picked most of it.";
const WHOLE: &str = "We tell all of it.";
/// For a source that also has code, tables or pictures of some length.
const WHOLE_TEXT: &str = "We tell all of its text.";
/// Of the words of the text, one in this many may be in code, tables and pictures without a word about it.
const MUCH: usize = 10;
/// Kinds of absence that are named one by one.
const KINDS_MAX: usize = 4;

/// The share of the source's text that the episode says, in words.
pub(super) fn share(document: &Document, outline: &Outline) -> &'static str {
    let Coverage { statements, said, .. } = coverage(document, outline);
    let words = |text: &str| text.split(' ').count();
    let all: usize = document.places().map(|(_, text)| words(text)).sum();
    let other: u32 = document.left.iter().filter(|left| left::is_content(left.why)).map(|left| left.words).sum();
    if said == statements {
        let mostly = usize::try_from(other).unwrap_or(usize::MAX).saturating_mul(MUCH) < all;
        return if mostly { WHOLE } else { WHOLE_TEXT };
    }
    let chosen = outline.chapters.iter().flat_map(|chapter| &chapter.sentences);
    let chosen: usize = chosen.filter_map(|place| document.sentence(*place)).map(words).sum();
    let percent = (chosen * 100).checked_div(all).unwrap_or(100);
    SHARES.iter().find(|(most, _)| percent <= *most).map_or(MOST, |(_, text)| text)
}

/// The parts that the episode does not say, in at most two sentences.
pub(super) fn absences(document: &Document, outline: &Outline) -> Vec<String> {
    let mut parts: Vec<(u32, String)> = Vec::new();
    for left in document.left.iter().filter(|left| left::is_content(left.why)) {
        let (one, many) = left.why.noun();
        parts.push((left.words, counted(left.parts, one, many)));
    }
    parts.sort_by_key(|(words, _)| std::cmp::Reverse(*words));
    parts.truncate(KINDS_MAX);
    let names: Vec<String> = parts.into_iter().map(|(_, name)| name).collect();
    let mut said = Vec::new();
    if let Some((last, rest)) = names.split_last() {
        let all = if rest.is_empty() { last.clone() } else { format!("{} and {last}", rest.join(", ")) };
        said.push(format!("The source also has {all}."));
    }
    if outline.earlier > 0 {
        said.push(format!(
            "Before these, it tells of {}.",
            counted(outline.earlier, "earlier release", "earlier releases")
        ));
    }
    said
}

/// That an announced list goes on in the source.
pub(super) fn list_rest(count: usize) -> String {
    format!("The list has {count} more.")
}

/// Every remark that an episode of this outline may make.
pub(crate) fn every(document: &Document, outline: &Outline) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = absences(document, outline).into_iter().collect();
    all.insert(share(document, outline).to_owned());
    for plan in &outline.chapters {
        for (index, place) in plan.sentences.iter().enumerate() {
            let rest = beat::unsaid_items(document, *place, plan.sentences.get(index + 1));
            if rest > 0 {
                all.insert(list_rest(rest));
            }
        }
    }
    all
}

fn counted(count: u32, one: &str, many: &str) -> String {
    if count == 1 { format!("one {one}") } else { format!("{count} {many}") }
}
