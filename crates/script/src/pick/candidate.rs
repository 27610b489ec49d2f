//! Candidate sentences, and the dependencies between them.

use std::collections::BTreeSet;

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
    pub(crate) item: bool,
    /// True for an item of a short, announced list: chosen only together with the sentence before it.
    pub(crate) bound: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    Nothing,
    Candidate(usize),
    /// The sentence it refers to cannot be spoken.
    Unspeakable,
}

/// Words of a list item; a shorter one is understood only after the sentence that introduces its list.
const ITEM_WORDS_MIN: usize = 10;

/// Sentences of the longest list that is chosen only as a whole.
const BOUND_MAX: usize = 6;

/// First words of sentences that depend on the sentence before.
const LEANING: [&str; 46] = [
    "it",
    "its",
    "this",
    "that",
    "these",
    "those",
    "they",
    "them",
    "their",
    "he",
    "she",
    "his",
    "her",
    "however",
    "but",
    "and",
    "so",
    "therefore",
    "thus",
    "hence",
    "instead",
    "otherwise",
    "also",
    "then",
    "similarly",
    "likewise",
    "moreover",
    "furthermore",
    "consequently",
    "meanwhile",
    "nevertheless",
    "nonetheless",
    "such",
    "both",
    "neither",
    "conversely",
    "yet",
    "or",
    "nor",
    "besides",
    "second",
    "third",
    "finally",
    "there's",
    "it's",
    "that's",
];
const LEANING_STARTS: [&str; 19] = [
    "for example",
    "for instance",
    "in other words",
    "as a result",
    "in contrast",
    "on the other hand",
    "the former",
    "the latter",
    "that is",
    "the same",
    "the second one",
    "the third one",
    "the last one",
    "the first one",
    "by contrast",
    "in that case",
    "worse",
    "here",
    "the other",
];
/// Anaphora: words near the beginning that refer to an earlier sentence.
const POINTING: [&str; 10] = ["it", "its", "this", "these", "those", "they", "them", "their", "later", "meantime"];
/// Nouns for the text itself: "this release" refers to no earlier sentence.
const SELF: [&str; 12] = [
    "article", "post", "release", "version", "page", "document", "essay", "patch", "change", "series", "review", "text",
];

/// True if a sentence cannot be understood without the one before it.
pub(crate) fn refers_back(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let mut words = lower.split(|c: char| !c.is_ascii_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let third = words.next().unwrap_or_default();
    if (first == "this" && SELF.contains(&second)) || is_expletive(first, second, &lower) {
        return false;
    }
    let points = [second, third].iter().any(|word| POINTING.contains(word)) && !lower.starts_with("if you");
    points || LEANING.contains(&first) || LEANING_STARTS.iter().any(|start| lower.starts_with(start))
}

/// True for an expletive "it": "It is tempting to ...".
fn is_expletive(first: &str, second: &str, lower: &str) -> bool {
    let opening: Vec<&str> = lower.split(' ').take(5).collect();
    let judges = opening.iter().skip(2).any(|word| matches!(*word, "to" | "that"));
    first == "it" && matches!(second, "is" | "was") && judges
}

/// The distinct sentences, at most `limits::CANDIDATES_MAX`; first sentences of paragraphs go before later ones.
pub(super) fn candidates(document: &Document) -> Vec<Candidate<'_>> {
    let mut seen = BTreeSet::new();
    let all: Vec<(Place, &str)> =
        document.places().filter(|(_, text)| seen.insert(super::words(text).collect::<Vec<_>>())).collect();
    let mut kept = all;
    for depth in (0..12).rev() {
        if kept.len() > limits::CANDIDATES_MAX {
            kept.retain(|(place, _)| place.sentence < depth.max(1));
        }
    }
    kept.truncate(limits::CANDIDATES_MAX);
    let mut candidates: Vec<Candidate<'_>> = Vec::with_capacity(kept.len());
    for (place, text) in kept {
        let item = document.paragraphs.get(place.paragraph as usize).is_some_and(|paragraph| paragraph.item);
        let section = document.section_of(place.paragraph);
        let words = text.split_whitespace().count();
        let mut candidate = Candidate { place, text, section, words, needs: Need::Nothing, item, bound: false };
        candidate.needs = needs(&candidate, &candidates);
        candidates.push(candidate);
    }
    bind(&mut candidates);
    candidates
}

/// Binds the items of an announced list together ("There are three:"), unless there are too many.
fn bind(candidates: &mut [Candidate<'_>]) {
    let mut rest = candidates;
    while let Some(at) = rest.iter().position(|candidate| !candidate.item && candidate.text.ends_with(':')) {
        let Some((intro, after)) = rest.get_mut(at..).and_then(<[_]>::split_first_mut) else { return };
        let section = intro.section;
        let length = after.iter().take_while(|other| other.item && other.section == section).count();
        let items = after.get_mut(..length).unwrap_or_default();
        if length <= BOUND_MAX {
            items.iter_mut().for_each(|item| item.bound = true);
        }
        rest = after;
    }
}

fn needs(candidate: &Candidate<'_>, before: &[Candidate<'_>]) -> Need {
    let here = |other: &&(usize, &Candidate<'_>)| other.1.section == candidate.section;
    if candidate.item && candidate.place.sentence == 0 && candidate.words < ITEM_WORDS_MIN {
        let prose = before.iter().enumerate().rev().find(|(_, other)| !other.item);
        let intro = prose.as_ref().filter(here).filter(|(_, other)| other.text.ends_with(':'));
        return intro.map_or(Need::Nothing, |(index, _)| Need::Candidate(*index));
    }
    if !refers_back(candidate.text) {
        return Need::Nothing;
    }
    let last = before.iter().enumerate().next_back();
    last.as_ref().filter(here).map_or(Need::Unspeakable, |(index, _)| Need::Candidate(*index))
}
