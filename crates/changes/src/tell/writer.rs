//! The sections written so far, and what was left untold on the way.

use std::collections::BTreeMap;

use super::names::Names;
use super::{At, Paragraph, Section, Told, Untold, UntoldWhy};
use crate::model::{Change, FileChange};

pub(super) struct Writer<'a> {
    pub(super) change: &'a Change,
    pub(super) names: Names,
    sections: Vec<Section>,
    untold: BTreeMap<UntoldWhy, (u32, u32)>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(change: &'a Change) -> Writer<'a> {
        Writer { change, names: Names::of(&change.files), sections: Vec::new(), untold: BTreeMap::new() }
    }

    pub(super) fn section(&mut self, heading: &str, level: u8) {
        self.sections.push(Section { heading: heading.to_owned(), level, paragraphs: Vec::new() });
    }

    pub(super) fn say(&mut self, sentences: Vec<String>, at: Option<At>) {
        self.push(Paragraph { sentences, at, ..Paragraph::default() });
    }

    /// Says what is left open.
    pub(super) fn say_open(&mut self, sentences: Vec<String>, at: Option<At>) {
        self.push(Paragraph { is_open: true, sentences, at, ..Paragraph::default() });
    }

    pub(super) fn item(&mut self, sentences: Vec<String>, at: Option<At>) {
        self.push(Paragraph { is_item: true, sentences, at, ..Paragraph::default() });
    }

    fn push(&mut self, mut paragraph: Paragraph) {
        paragraph.sentences.retain(|sentence| sentence.contains(char::is_alphanumeric));
        if let Some(section) = self.sections.last_mut().filter(|_| !paragraph.sentences.is_empty()) {
            section.paragraphs.push(paragraph);
        }
    }

    /// True if the open section has nothing yet.
    pub(super) fn is_empty(&self) -> bool {
        self.sections.last().is_none_or(|section| section.paragraphs.is_empty())
    }

    pub(super) fn leave(&mut self, why: UntoldWhy, parts: u32, words: u32) {
        if parts == 0 {
            return;
        }
        let sum = self.untold.entry(why).or_default();
        *sum = (sum.0.saturating_add(parts), sum.1.saturating_add(words));
    }

    pub(super) fn finish(self, title: String) -> Told {
        let untold = self.untold.into_iter().map(|(why, (parts, words))| Untold { why, parts, words }).collect();
        let mut sections = self.sections;
        // A heading stays above the parts that follow it.
        let is_parent: Vec<bool> = sections
            .iter()
            .zip(sections.iter().skip(1).map(Some).chain([None]))
            .map(|(own, next)| next.is_some_and(|next| next.level > own.level))
            .collect();
        let mut keep = is_parent.into_iter();
        sections.retain(|section| keep.next().unwrap_or(false) || !section.paragraphs.is_empty());
        Told { title, sections, untold }
    }
}

/// The place of a file's first changed line, or of another line in it.
pub(super) fn at(file: &FileChange, line: Option<(u32, crate::model::Side)>) -> Option<At> {
    let (line, side) = line.or_else(|| file.first_line()).filter(|(line, side)| file.has_line(*line, *side))?;
    let path = match side {
        crate::model::Side::Old => file.old_path.as_ref().unwrap_or(&file.path),
        crate::model::Side::New => &file.path,
    };
    // The old side is of the commit before, which a diff does not name.
    let revision = file.revision.clone().filter(|_| side == crate::model::Side::New);
    Some(At { path: path.clone(), line, side, revision })
}
