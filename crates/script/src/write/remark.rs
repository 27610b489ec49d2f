//! Remarks about the source as a whole: how much of it is told, and what it has beyond that.

use std::collections::BTreeSet;

use protocol::Language;

use super::beat;
use crate::coverage::{Coverage, coverage};
use crate::document::Document;
use crate::outline::Outline;
use crate::wording::counted;
use crate::{left, wording};

/// Of the words of the text, one in this many may be in code, tables and pictures without a word about it.
const MUCH: usize = 10;
/// Kinds of absence that are named one by one.
const KINDS_MAX: usize = 4;

/// The share of the source's text that the episode says, in words.
pub(super) fn share(document: &Document, outline: &Outline) -> &'static str {
    let wording = wording::of(document.language);
    let Coverage { statements, said, .. } = coverage(document, outline);
    let words = |text: &str| text.split(' ').count();
    let all: usize = document.places().map(|(_, text)| words(text)).sum();
    let other: u32 = document.left.iter().filter(|left| left::is_content(left.why)).map(|left| left.words).sum();
    if said == statements {
        let mostly = usize::try_from(other).unwrap_or(usize::MAX).saturating_mul(MUCH) < all;
        return if mostly { wording.whole } else { wording.whole_text };
    }
    let chosen = outline.chapters.iter().flat_map(|chapter| &chapter.sentences);
    let chosen: usize = chosen.filter_map(|place| document.sentence(*place)).map(words).sum();
    let percent = (chosen * 100).checked_div(all).unwrap_or(100);
    wording.shares.iter().find(|(most, _)| percent <= *most).map_or(wording.most, |(_, text)| text)
}

/// The parts that the episode does not say, in at most two sentences.
pub(super) fn absences(document: &Document, outline: &Outline) -> Vec<String> {
    let wording = wording::of(document.language);
    let mut parts: Vec<(u32, String)> = Vec::new();
    for left in document.left.iter().filter(|left| left::is_content(left.why)) {
        parts.push((left.words, wording.counted(left.why, left.parts)));
    }
    parts.sort_by_key(|(words, _)| std::cmp::Reverse(*words));
    parts.truncate(KINDS_MAX);
    let names: Vec<String> = parts.into_iter().map(|(_, name)| name).collect();
    let mut said = Vec::new();
    if let Some((last, rest)) = names.split_last() {
        let all = if rest.is_empty() { last.clone() } else { format!("{} {} {last}", rest.join(", "), wording.and) };
        said.push(wording.absences.replace("{all}", &all));
    }
    if outline.earlier > 0 {
        let (one, many) = wording.releases;
        said.push(wording.before.replace("{releases}", &counted(outline.earlier, one, many)));
    }
    said
}

/// That an announced list goes on in the source.
pub(super) fn list_rest(count: usize, language: Language) -> String {
    let (one, many) = wording::of(language).list_rest;
    if count == 1 { one.to_owned() } else { many.replace("{n}", &count.to_string()) }
}

/// Every remark that an episode of this outline may make.
pub(crate) fn every(document: &Document, outline: &Outline) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = absences(document, outline).into_iter().collect();
    all.insert(share(document, outline).to_owned());
    for plan in &outline.chapters {
        for (index, place) in plan.sentences.iter().enumerate() {
            let rest = beat::unsaid_items(document, *place, plan.sentences.get(index + 1));
            if rest > 0 {
                all.insert(list_rest(rest, document.language));
            }
        }
    }
    all
}
