//! Sections planned by their paragraphs: each has its share of the words, and the sentences the embedded writer says.

use std::collections::BTreeSet;

use protocol::{Language, Style};

use super::{ChapterPlan, Outline};
use crate::document::{Document, Place};
use crate::length::{self, words_in};
use crate::{limits, pick, write};

/// A section before it is planned; has a paragraph with a sentence of the source.
#[derive(Clone, Debug, Default)]
pub(crate) struct SectionPlan {
    pub(crate) title: String,
    pub(crate) says: String,
    /// In the order of the source.
    pub(crate) paragraphs: Vec<u32>,
}

/// Words of an episode in a style that tells paragraphs of `own` words.
pub(crate) fn planned_words(style: &Style, own: usize, language: Language) -> usize {
    let brief = words_in(limits::BRIEF_MINUTES_MAX, language);
    let most = if style.format.is_monologue() { brief } else { limits::EPISODE_WORDS_MAX };
    style.minutes.map_or_else(|| pick::budget(own).min(most), |minutes| words_in(minutes, language))
}

/// Words of the source.
pub(crate) fn all_words(document: &Document) -> usize {
    document.places().map(|(_, text)| length::words(text)).sum()
}

/// Words of paragraphs of the source.
pub(crate) fn own_words<'p>(document: &Document, paragraphs: impl IntoIterator<Item = &'p u32>) -> usize {
    let found = paragraphs.into_iter().filter_map(|index| document.paragraph(*index));
    found.flat_map(|paragraph| &paragraph.sentences).map(|text| length::words(text)).sum()
}

/// True for a paragraph of which something of the source can be said.
pub(crate) fn is_told(document: &Document, paragraph: u32) -> bool {
    document.paragraph(paragraph).is_some_and(|one| !one.remark && !one.sentences.is_empty())
}

/// The outline of these sections, of `words` words in all.
pub(crate) fn in_sections(document: &Document, sections: Vec<SectionPlan>, words: usize) -> Outline {
    let lengths: Vec<usize> = sections.iter().map(|section| own_words(document, &section.paragraphs)).collect();
    let total: usize = lengths.iter().sum();
    let share = |own: &usize| {
        let share = words.saturating_mul(*own).checked_div(total).unwrap_or_default();
        share.clamp(1, own.saturating_mul(limits::SECTION_STRETCH).max(1))
    };
    let shares: Vec<usize> = lengths.iter().map(share).collect();
    let parts: Vec<(&[u32], usize)> =
        sections.iter().map(|section| section.paragraphs.as_slice()).zip(shares.iter().copied()).collect();
    let chosen = pick::choose_each(document, &parts);
    let plans = sections.into_iter().zip(shares).zip(chosen).map(|((section, share), mut sentences)| {
        if sentences.is_empty() {
            sentences.extend(first(document, &section.paragraphs));
        }
        let words = u32::try_from(share.max(limits::SECTION_SLACK_WORDS)).unwrap_or(u32::MAX);
        let SectionPlan { title, says, paragraphs } = section;
        ChapterPlan { title, sentences, says, paragraphs, words, ..ChapterPlan::default() }
    });
    let mut outline = Outline { title: document.title.clone(), chapters: plans.collect(), earlier: 0 };
    write::let_hosts_alternate(document, &mut outline);
    outline
}

/// The first sentence of the source in these paragraphs.
fn first(document: &Document, paragraphs: &[u32]) -> Option<Place> {
    let told = paragraphs.iter().find(|paragraph| is_told(document, **paragraph));
    told.map(|paragraph| Place { paragraph: *paragraph, sentence: 0 })
}

/// The paragraphs that a chapter stands on, in the order of the source.
pub(crate) fn stands_on(plan: &ChapterPlan) -> Vec<u32> {
    if !plan.paragraphs.is_empty() {
        return plan.paragraphs.clone();
    }
    let of_sentences: BTreeSet<u32> = plan.sentences.iter().map(|place| place.paragraph).collect();
    of_sentences.into_iter().collect()
}
