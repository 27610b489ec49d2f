//! Chosen sentences grouped into chapters of similar length, along the sections of the source.

use protocol::Language;

use super::{chapters_min, words};
use crate::document::Document;
use crate::limits;
use crate::pick::{Candidate, refers_back};

/// A run of chosen sentences that becomes a chapter.
#[derive(Clone, Debug)]
pub(super) struct Stretch<'a> {
    /// Empty if the source has no heading here.
    pub(super) heading: String,
    pub(super) sentences: Vec<Candidate<'a>>,
}

pub(super) fn stretches<'a>(document: &Document, chosen: &[Candidate<'a>]) -> Vec<Stretch<'a>> {
    let total = words(chosen);
    let mut stretches = by_section(document, chosen);
    join(&mut stretches, |stretches| shortest(stretches, |length| length < limits::CHAPTER_WORDS_MIN));
    if chapters_min(total) == 1 {
        join(&mut stretches, |stretches| shortest(stretches, |_| true));
    }
    let most = |stretches: &[Stretch<'_>]| {
        let too_few = stretches.len() < chapters_min(total);
        move |length: usize| too_few || length > 2 * limits::CHAPTER_WORDS
    };
    for _ in 0..limits::CHAPTERS_MAX {
        if stretches.len() >= limits::CHAPTERS_MAX || !split_longest(document, &mut stretches, &most) {
            break;
        }
    }
    join(&mut stretches, |stretches| {
        (stretches.len() > limits::CHAPTERS_MAX).then(|| shortest(stretches, |_| true)).flatten()
    });
    stretches
}

/// One stretch for each section of the highest level that has several.
fn by_section<'a>(document: &Document, chosen: &[Candidate<'a>]) -> Vec<Stretch<'a>> {
    let level = top_level(document).unwrap_or(1);
    let top = |index: usize| {
        let mut sections = document.sections.iter().enumerate().take(index + 1);
        sections.rfind(|(_, section)| section.level <= level && !section.heading.is_empty())
    };
    let mut stretches: Vec<(Option<usize>, Stretch<'a>)> = Vec::new();
    for one in chosen {
        let found = top(one.section);
        let key = found.map(|(index, _)| index);
        match stretches.last_mut().filter(|(last, _)| *last == key) {
            Some((_, stretch)) => stretch.sentences.push(one.clone()),
            None => {
                let heading = found.map(|(_, section)| section.heading.clone()).unwrap_or_default();
                stretches.push((key, Stretch { heading, sentences: vec![one.clone()] }));
            }
        }
    }
    stretches.into_iter().map(|(_, stretch)| stretch).collect()
}

/// The highest level of headings that has several.
pub(super) fn top_level(document: &Document) -> Option<u8> {
    let headed = || document.sections.iter().filter(|section| !section.heading.is_empty());
    (1..=6).find(|level| headed().filter(|section| section.level <= *level).count() > 1)
}

fn shortest(stretches: &[Stretch<'_>], counts: impl Fn(usize) -> bool) -> Option<usize> {
    let lengths = stretches.iter().map(|stretch| words(&stretch.sentences)).enumerate();
    lengths.filter(|(_, length)| counts(*length)).min_by_key(|(_, length)| *length).map(|(index, _)| index)
}

/// Joins stretches to their shorter neighbour as long as one is named.
fn join(stretches: &mut Vec<Stretch<'_>>, which: impl Fn(&[Stretch<'_>]) -> Option<usize>) {
    while stretches.len() > 1 {
        let Some(index) = which(stretches) else { return };
        let length = |index: usize| stretches.get(index).map_or(usize::MAX, |stretch| words(&stretch.sentences));
        let before = index.checked_sub(1).map_or(usize::MAX, length);
        let first = if before <= length(index + 1) { index.saturating_sub(1) } else { index };
        let second = stretches.remove(first + 1);
        if let Some(stretch) = stretches.get_mut(first) {
            // The opening keeps its own heading.
            if first > 0 && words(&second.sentences) > words(&stretch.sentences) && !second.heading.is_empty() {
                stretch.heading = second.heading;
            }
            stretch.sentences.extend(second.sentences);
        }
    }
}

/// Splits the longest stretch that is too long; false if there is none, or no place to split it.
fn split_longest<'a, F: Fn(usize) -> bool>(
    document: &Document,
    stretches: &mut Vec<Stretch<'a>>,
    most: &impl Fn(&[Stretch<'a>]) -> F,
) -> bool {
    let too_long = most(stretches);
    let lengths = stretches.iter().map(|stretch| words(&stretch.sentences)).enumerate();
    let longest = lengths.filter(|(_, length)| too_long(*length)).max_by_key(|(_, length)| *length);
    let Some((index, length)) = longest else { return false };
    let Some(stretch) = stretches.get_mut(index) else { return false };
    let Some(at) = split_point(document.language, stretch, length) else { return false };
    let rest = stretch.sentences.split_off(at);
    let heading = match (stretch.sentences.last(), rest.first()) {
        (Some(before), Some(after)) if before.section != after.section => {
            let section = document.sections.get(after.section);
            section.map(|section| section.heading.clone()).unwrap_or_default()
        }
        (Some(_) | None, _) => String::new(),
    };
    stretches.insert(index + 1, Stretch { heading, sentences: rest });
    true
}

/// The index of the sentence the second half starts with: near the middle, at a section if possible, else at a paragraph.
fn split_point(language: Language, stretch: &Stretch<'_>, length: usize) -> Option<usize> {
    let mut before = 0;
    let mut best: Option<(usize, usize)> = None;
    for (index, pair) in stretch.sentences.windows(2).enumerate() {
        let [one, next] = pair else { continue };
        before += one.words;
        let off = before.abs_diff(length / 2);
        let leans = refers_back(next.text, language) || one.text.ends_with(':') || (one.depth > 0 && next.depth > 0);
        let cost = if one.section != next.section {
            off / 2
        } else if leans {
            off + length
        } else if one.place.paragraph != next.place.paragraph {
            off
        } else {
            off + length / 4
        };
        if best.is_none_or(|(_, least)| cost < least) {
            best = Some((index + 1, cost));
        }
    }
    best.map(|(index, _)| index)
}
