//! Candidate sentences, and the dependencies between them.

use std::collections::BTreeSet;

use protocol::Language;

use super::lexicon;
use crate::document::{Document, Place};
use crate::limits;

#[derive(Clone, Debug)]
pub(crate) struct Candidate<'a> {
    pub(crate) place: Place,
    pub(crate) text: &'a str,
    pub(crate) section: usize,
    pub(crate) words: usize,
    /// An earlier candidate, by index, without which this one cannot be understood.
    pub(crate) needs: Need,
    /// Depth of the list it is in; 0 for no item.
    pub(crate) depth: u8,
    /// True for a remark of ours about what the source shows here.
    pub(crate) remark: bool,
    /// True for what is chosen only together with the sentence before it: an answer, an item of an announced list.
    pub(crate) bound: bool,
    /// True for the first sentence of what a review leaves open.
    pub(crate) open: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    Nothing,
    Candidate(usize),
    /// The sentence it refers to cannot be spoken.
    Unspeakable,
}

/// Sentences of the longest list that is chosen only as a whole.
const BOUND_MAX: usize = 6;

/// True if a sentence cannot be understood without the one before it.
pub(crate) fn refers_back(text: &str, language: Language) -> bool {
    let known = lexicon::of(language);
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let third = words.next().unwrap_or_default();
    if (known.this.contains(&first) && known.selves.contains(&second))
        || (language.is_english() && is_expletive(first, second, &lower))
    {
        return false;
    }
    let starts = |starts: &[&str]| starts.iter().any(|start| lower.starts_with(start));
    let points = [second, third].iter().any(|word| known.pointing.contains(word)) && !starts(known.conditions);
    points || known.leaning.contains(&first) || starts(known.leaning_starts)
}

/// True for an expletive "it": "It is tempting to ...".
fn is_expletive(first: &str, second: &str, lower: &str) -> bool {
    let opening: Vec<&str> = lower.split(' ').take(5).collect();
    let judges = opening.iter().skip(2).any(|word| matches!(*word, "to" | "that"));
    first == "it" && matches!(second, "is" | "was") && judges
}

/// The candidates among distinct sentences, at most `limits::CANDIDATES_MAX`; first sentences of paragraphs go before
/// later ones.
pub(super) fn candidates<'d>(document: &'d Document, mut kept: Vec<(Place, &'d str)>) -> Vec<Candidate<'d>> {
    for depth in (0..12).rev() {
        if kept.len() > limits::CANDIDATES_MAX {
            kept.retain(|(place, _)| place.sentence < depth.max(1));
        }
    }
    kept.truncate(limits::CANDIDATES_MAX);
    let mut candidates: Vec<Candidate<'_>> = Vec::with_capacity(kept.len());
    for (place, text) in kept {
        let paragraph = document.paragraph(place.paragraph);
        let depth = paragraph.filter(|paragraph| paragraph.item).map_or(0, |paragraph| paragraph.depth.max(1));
        let remark = paragraph.is_some_and(|paragraph| paragraph.remark);
        let section = document.section_of(place.paragraph);
        let open = place.sentence == 0 && paragraph.is_some_and(|paragraph| paragraph.open);
        let words = text.split_whitespace().count();
        candidates.push(Candidate {
            place,
            text,
            section,
            words,
            needs: Need::Nothing,
            depth,
            remark,
            open,
            bound: false,
        });
    }
    link(document, &mut candidates);
    candidates
}

/// The sentences without repetitions; what is announced stays, and our remarks do.
pub(super) fn distinct(document: &Document) -> Vec<(Place, &str)> {
    let mut seen = BTreeSet::new();
    // The depth of the last announcement, and where its section ends.
    let mut announced: Option<(u8, u32)> = None;
    let mut follows = false;
    let is_kept = |(place, text): &(Place, &str)| {
        let Some(paragraph) = document.paragraph(place.paragraph) else { return false };
        let is_new = seen.insert(super::words(text).collect::<Vec<_>>());
        announced = announced.filter(|(depth, end)| paragraph.depth > *depth && place.paragraph < *end);
        let announces = text.ends_with(':');
        let announced_here = std::mem::replace(&mut follows, announces);
        let stays = announced.is_some() || announces || announced_here;
        if announces {
            let section = document.sections.get(document.section_of(place.paragraph));
            announced.get_or_insert((paragraph.depth, section.map_or(0, |section| section.end)));
        }
        is_new || stays || paragraph.remark
    };
    document.places().filter(is_kept).collect()
}

/// Finds what each candidate needs, and binds what may not be separated.
pub(super) fn link(document: &Document, candidates: &mut [Candidate<'_>]) {
    for index in 0..candidates.len() {
        let (before, rest) = candidates.split_at_mut(index);
        let Some(candidate) = rest.first_mut() else { return };
        candidate.bound = before.last().is_some_and(|last| {
            last.section == candidate.section && (candidate.remark || last.text.ends_with(['?', ':']))
        });
        candidate.needs = needs(document, candidate, before);
    }
    bind(candidates);
}

/// Binds the items of an announced list ("There are three:") to the sentence that announces it; of a long list, the first.
fn bind(candidates: &mut [Candidate<'_>]) {
    for at in 0..candidates.len() {
        let Some((intro, after)) = candidates.get_mut(at..).and_then(<[_]>::split_first_mut) else { return };
        if !intro.text.ends_with(':') {
            continue;
        }
        let inside = |other: &&Candidate<'_>| other.depth > intro.depth && other.section == intro.section;
        let length = after.iter().take_while(inside).count();
        let together = if length <= BOUND_MAX { length } else { BOUND_MAX / 2 };
        after.iter_mut().take(together).for_each(|item| item.bound = true);
    }
}

fn needs(document: &Document, candidate: &Candidate<'_>, before: &[Candidate<'_>]) -> Need {
    let here = |other: &&(usize, &Candidate<'_>)| other.1.section == candidate.section;
    let first = candidate.place.sentence == 0;
    if candidate.depth > 0 && first {
        // An item is understood after the item it is part of, or after the sentence that announces its list.
        let mut earlier = before.iter().enumerate().rev().take_while(|(_, other)| other.section == candidate.section);
        let above = earlier.find(|(_, other)| other.depth < candidate.depth);
        let is_intro = |other: &Candidate<'_>| other.depth > 0 || other.text.ends_with(':');
        if let Some((index, _)) = above.filter(|(_, other)| is_intro(other)) {
            return Need::Candidate(index);
        }
    }
    let speaks = document.paragraph(candidate.place.paragraph).and_then(|paragraph| paragraph.speaker.as_ref());
    if !refers_back(candidate.text, document.language) || (first && speaks.is_some()) {
        return Need::Nothing;
    }
    let last = before.iter().enumerate().next_back();
    last.as_ref().filter(here).map_or(Need::Unspeakable, |(index, _)| Need::Candidate(*index))
}
