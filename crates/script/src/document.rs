//! The parsed source: sections of paragraphs of sentences that can be spoken and cited.
//!
//! Stored by every job, so its shape only grows.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// As shown: markup removed, at most `limits::TITLE_CHARS_MAX` characters, never empty.
    pub title: String,
    /// In order; together they cover every paragraph once.
    pub sections: Vec<Section>,
    /// In order; a citation is an index into this.
    pub paragraphs: Vec<Paragraph>,
}

/// A heading and the paragraphs up to the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// As shown; empty before the first heading.
    pub heading: String,
    /// 1 is the top.
    pub level: u8,
    /// The first paragraph.
    pub first: u32,
    /// The paragraph after the last.
    pub end: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// True for an item of a list.
    pub item: bool,
    /// Cleaned for the ear; sentences that cannot be spoken are left out.
    pub sentences: Vec<String>,
}

/// The position of a sentence in its document: paragraph and sentence index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    pub paragraph: u32,
    pub sentence: u32,
}

impl Document {
    /// The sentence at a place, if there is one.
    pub fn sentence(&self, place: Place) -> Option<&str> {
        let paragraph = self.paragraphs.get(place.paragraph as usize)?;
        paragraph.sentences.get(place.sentence as usize).map(String::as_str)
    }

    /// The index of the section a paragraph belongs to.
    pub(crate) fn section_of(&self, paragraph: u32) -> usize {
        self.sections.partition_point(|section| section.end <= paragraph)
    }

    pub(crate) fn places(&self) -> impl Iterator<Item = (Place, &str)> {
        self.paragraphs.iter().zip(0u32..).flat_map(|(paragraph, index)| {
            let sentences = paragraph.sentences.iter().zip(0u32..);
            sentences.map(move |(text, sentence)| (Place { paragraph: index, sentence }, text.as_str()))
        })
    }
}
