//! Outlines that a person has changed, and the one that a model is likely to make.

use std::collections::BTreeSet;

use protocol::{PlannedSection, Style};

use super::spoken;
use super::task::asked_sections;
use crate::document::Document;
use crate::limits;
use crate::outline::{ChapterPlan, Outline, SectionPlan, in_sections, is_told, own_words, planned_words, stands_on};

/// The fault of an outline that nothing can be written from. Sections are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unplanned {
    #[error("sections: has to have 1 to {}", limits::CHAPTERS_MAX)]
    SectionCount,
    #[error("sections[{0}].title: has to be speakable, 1 to {max} characters", max = limits::TITLE_CHARS_MAX)]
    Title(usize),
    #[error("sections[{0}].says: has to be at most {max} characters on one line", max = limits::SAYS_CHARS_MAX)]
    Says(usize),
    #[error("sections[{0}].paragraphs: there is no paragraph {1}")]
    ParagraphUnknown(usize, u32),
    #[error("sections[{0}].paragraphs: paragraph {1} is in another section, or stands twice")]
    ParagraphShared(usize, u32),
    #[error("sections[{0}].paragraphs: nothing in them can be said")]
    NothingToSay(usize),
    #[error("sections[{0}].words: has to be at most {max}", max = limits::SECTION_WORDS_MAX)]
    Words(usize),
}

/// The outline of these sections. Unlike a model, its owner may name a section by any words.
///
/// # Errors
/// The first fault.
pub fn outline_of(sections: &[PlannedSection], document: &Document, style: &Style) -> Result<Outline, Unplanned> {
    if !(1..=limits::CHAPTERS_MAX).contains(&sections.len()) {
        return Err(Unplanned::SectionCount);
    }
    let mut taken = BTreeSet::new();
    let plans: Vec<SectionPlan> = sections
        .iter()
        .enumerate()
        .map(|(index, section)| plan(index, section, document, &mut taken))
        .collect::<Result<_, _>>()?;
    let own = own_words(document, plans.iter().flat_map(|plan| &plan.paragraphs));
    let mut outline = in_sections(document, plans, planned_words(style, own, document.language));
    for (plan, section) in outline.chapters.iter_mut().zip(sections).filter(|(_, section)| section.words > 0) {
        plan.words = section.words;
    }
    Ok(outline)
}

fn plan(
    index: usize,
    section: &PlannedSection,
    document: &Document,
    taken: &mut BTreeSet<u32>,
) -> Result<SectionPlan, Unplanned> {
    let title = spoken::title(&section.title).ok_or(Unplanned::Title(index))?;
    let says = section.says.trim().to_owned();
    if says.chars().count() > limits::SAYS_CHARS_MAX || says.chars().any(char::is_control) {
        return Err(Unplanned::Says(index));
    }
    if section.words as usize > limits::SECTION_WORDS_MAX {
        return Err(Unplanned::Words(index));
    }
    for paragraph in &section.paragraphs {
        document.paragraph(*paragraph).ok_or(Unplanned::ParagraphUnknown(index, *paragraph))?;
        if !taken.insert(*paragraph) {
            return Err(Unplanned::ParagraphShared(index, *paragraph));
        }
    }
    if !section.paragraphs.iter().any(|paragraph| is_told(document, *paragraph)) {
        return Err(Unplanned::NothingToSay(index));
    }
    let mut paragraphs = section.paragraphs.clone();
    paragraphs.sort_unstable();
    Ok(SectionPlan { title, says, paragraphs })
}

/// An outline as a model is asked for: as many sections, along the source, of about the same length.
pub fn likely_outline(document: &Document, style: &Style) -> Outline {
    let told: Vec<u32> =
        (0..).zip(&document.paragraphs).map(|(index, _)| index).filter(|index| is_told(document, *index)).collect();
    let own = own_words(document, &told);
    let words = planned_words(style, own, document.language);
    let count = asked_sections(words).clamp(1, told.len().max(1));
    let mut plans = vec![SectionPlan::default(); count];
    let mut before = 0_usize;
    for paragraph in told {
        let at = (before.saturating_mul(count)).checked_div(own).unwrap_or_default().min(count - 1);
        before = before.saturating_add(own_words(document, [&paragraph]));
        if let Some(plan) = plans.get_mut(at) {
            plan.paragraphs.push(paragraph);
        }
    }
    plans.retain(|plan| !plan.paragraphs.is_empty());
    in_sections(document, plans, words)
}

/// The paragraphs that a chapter stands on, in the order of the source.
pub fn paragraphs_of(plan: &ChapterPlan) -> Vec<u32> {
    stands_on(plan)
}

#[cfg(test)]
mod tests {
    use protocol::SourceFormat;

    use super::*;

    fn document() -> Document {
        let text = "# Tides\n\nThe moon pulls the sea. The sea follows.\n\n# Harbours\n\nA harbour is a wall against the sea.\n";
        crate::read(text, SourceFormat::Markdown).unwrap()
    }

    fn section(title: &str, paragraphs: &[u32]) -> PlannedSection {
        PlannedSection { title: title.to_owned(), says: String::new(), paragraphs: paragraphs.to_vec(), words: 0 }
    }

    #[test]
    fn a_changed_outline_is_planned_and_can_be_written() {
        let document = document();
        let sections = [section("Walls first", &[1]), PlannedSection { words: 40, ..section("Then the moon", &[0]) }];
        let outline = outline_of(&sections, &document, &Style::default()).unwrap();
        let told: Vec<_> =
            outline.chapters.iter().map(|plan| (plan.title.as_str(), plan.paragraphs.as_slice())).collect();
        assert_eq!(told, [("Walls first", &[1][..]), ("Then the moon", &[0])]);
        assert_eq!(outline.chapters.get(1).map(|plan| plan.words), Some(40));
        let hosts = ["Ada".to_owned(), "Ben".to_owned()];
        for chapter in 0..2 {
            let turns = crate::write_in(&document, &outline, chapter, &hosts, &Style::default()).unwrap();
            crate::check(&turns, &document, &outline).unwrap();
        }
    }

    #[test]
    fn an_outline_that_nothing_can_be_written_from_is_refused() {
        let (document, style) = (document(), Style::default());
        let refused = |sections: &[PlannedSection]| outline_of(sections, &document, &style).unwrap_err();
        assert_eq!(refused(&[]), Unplanned::SectionCount);
        assert_eq!(refused(&[section("...", &[0])]), Unplanned::Title(0));
        assert_eq!(refused(&[section("One", &[7])]), Unplanned::ParagraphUnknown(0, 7));
        assert_eq!(refused(&[section("One", &[0]), section("Two", &[0])]), Unplanned::ParagraphShared(1, 0));
        assert_eq!(refused(&[section("One", &[])]), Unplanned::NothingToSay(0));
        let long = PlannedSection { says: "x".repeat(limits::SAYS_CHARS_MAX + 1), ..section("One", &[0]) };
        assert_eq!(refused(&[long]), Unplanned::Says(0));
        assert_eq!(refused(&[PlannedSection { words: 1_000_000, ..section("One", &[0]) }]), Unplanned::Words(0));
    }

    #[test]
    fn the_likely_outline_has_lengths() {
        let outline = likely_outline(&document(), &Style::default());
        assert!(!outline.chapters.is_empty() && outline.chapters.iter().all(|plan| plan.words > 0), "{outline:?}");
    }
}
