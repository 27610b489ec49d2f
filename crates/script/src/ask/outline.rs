//! Reading of an outline: its sections, held against the paragraphs they stand on.

use std::collections::BTreeMap;

use protocol::{Language, Style};
use serde::Deserialize;
use serde_json::Value;

use super::flaw::{Flaw, Flaws, Part, Rule};
use super::{rules, spoken};
use crate::document::Document;
use crate::ground::{self, Reason, Titles, is_order};
use crate::outline::{Outline, SectionPlan, in_sections, is_told, own_words, planned_words, without_number};
use crate::{limits, pick, speech};

#[derive(Deserialize)]
struct Answer {
    sections: Vec<Section>,
}

#[derive(Deserialize)]
struct Section {
    paragraphs: Vec<u32>,
    says: String,
    title: String,
}

/// The outline of an answer. Any of its sections can be written by the embedded writer too.
///
/// # Errors
/// The flaws, each a sentence that the model is told.
pub fn read_outline(answer: &Value, document: &Document, style: &Style) -> Result<Outline, Vec<Flaw>> {
    let mut flaws = Flaws::default();
    let sections = match Answer::deserialize(answer) {
        Ok(answer) => answer.sections,
        Err(error) => {
            flaws.add(Part::Answer, Rule::Shape, &error.to_string());
            return flaws.or(Outline::default());
        }
    };
    if !(1..=limits::CHAPTERS_MAX).contains(&sections.len()) {
        flaws.add(Part::Answer, Rule::SectionCount, &sections.len().to_string());
        return flaws.or(Outline::default());
    }
    let mut reading =
        Reading { document, titles: Titles::new(document), taken: Vec::new(), owners: BTreeMap::new(), flaws };
    let plans: Vec<SectionPlan> =
        sections.iter().enumerate().map(|(index, section)| reading.section(index, section)).collect();
    let mut flaws = reading.flaws;
    if !flaws.is_empty() {
        return flaws.or(Outline::default());
    }
    let own = own_words(document, plans.iter().flat_map(|plan| &plan.paragraphs));
    let outline = in_sections(document, plans, planned_words(style, own, document.language));
    for (index, plan) in outline.chapters.iter().enumerate() {
        if plan.words as usize > limits::SECTION_WORDS_MAX {
            flaws.add(Part::Section(index), Rule::SectionTooLong, &format!("{} words", plan.words));
        }
    }
    flaws.or(outline)
}

struct Reading<'d> {
    document: &'d Document,
    titles: Titles<'d>,
    /// The words of the titles so far.
    taken: Vec<Vec<String>>,
    /// The section that a paragraph belongs to.
    owners: BTreeMap<u32, usize>,
    flaws: Flaws,
}

impl Reading<'_> {
    fn section(&mut self, index: usize, section: &Section) -> SectionPlan {
        let part = Part::Section(index);
        let mut paragraphs = section.paragraphs.clone();
        paragraphs.sort_unstable();
        paragraphs.dedup();
        for paragraph in &paragraphs {
            if self.document.paragraph(*paragraph).is_none() {
                self.flaws.add(part, Rule::ParagraphUnknown, &paragraph.to_string());
            } else if self.owners.insert(*paragraph, index).is_some() {
                self.flaws.add(part, Rule::ParagraphShared, &paragraph.to_string());
            }
        }
        if paragraphs.is_empty() {
            self.flaws.add(part, Rule::ParagraphMissing, "");
        } else if !paragraphs.iter().any(|paragraph| is_told(self.document, *paragraph)) {
            self.flaws.add(part, Rule::RemarkOnly, "");
        }
        let title = self.title(part, &section.title, &paragraphs);
        SectionPlan { title, says: self.says(part, &section.says), paragraphs }
    }

    /// The title as it is spoken, or the heading of the source for one that claims what its paragraphs do not have.
    fn title(&mut self, part: Part, written: &str, paragraphs: &[u32]) -> String {
        self.check_words(part, written);
        let Some(title) = spoken::title(written) else {
            self.flaws.add(part, Rule::Title, written);
            return String::new();
        };
        let claim = if is_order(&title) { Some(title.clone()) } else { self.titles.claim(&title, paragraphs) };
        let heading = || self.heading(paragraphs).filter(|heading| !self.is_taken(heading));
        let title = match claim.map(|claim| (claim, heading())) {
            None => title,
            Some((_, Some(heading))) => heading,
            Some((claim, None)) => {
                self.flaws.add(part, Rule::TitleClaim, &claim);
                title
            }
        };
        if self.is_taken(&title) {
            self.flaws.add(part, Rule::TitleRepeated, &title);
        }
        self.taken.push(pick::words(&title).collect());
        title
    }

    fn is_taken(&self, title: &str) -> bool {
        self.taken.contains(&pick::words(title).collect())
    }

    /// The heading that the first of these paragraphs stands under.
    fn heading(&self, paragraphs: &[u32]) -> Option<String> {
        let section = self.document.sections.get(self.document.section_of(*paragraphs.first()?))?;
        spoken::title(without_number(&section.heading))
    }

    /// The content in the model's words, which other sections' questions carry.
    fn says(&mut self, part: Part, written: &str) -> String {
        self.check_words(part, written);
        let says = written.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(order) = speech::sentences(&says, Language::English).iter().find(|sentence| is_order(sentence)) {
            self.flaws.add(part, Rule::Grounding(Reason::Order), order);
        }
        if says.chars().count() > limits::SAYS_CHARS_MAX {
            self.flaws.add(part, Rule::SaysTooLong, &says);
        }
        says
    }

    fn check_words(&mut self, part: Part, written: &str) {
        // What is longer is refused for its length.
        let text: String = written.chars().take(limits::SAYS_CHARS_MAX).collect();
        let rules = rules::judged(&[String::new(), String::new()]);
        self.flaws.add_ungrounded(ground::written(&text, &rules), |_| part);
    }
}
