//! The parsed source: sections of paragraphs of sentences that can be spoken and cited.
//!
//! Stored by every job, so its shape only grows.

use protocol::{CodeLine, Language};
use serde::{Deserialize, Serialize};

use crate::left::LeftOut;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// As shown: markup removed, at most `limits::TITLE_CHARS_MAX` characters, never empty.
    pub title: String,
    /// Language of its sentences and of the script; a model is asked in English alone.
    #[serde(default, skip_serializing_if = "Language::is_english")]
    pub language: Language,
    /// In order; together they cover every paragraph once.
    pub sections: Vec<Section>,
    /// In order; a citation is an index into this.
    pub paragraphs: Vec<Paragraph>,
    /// The two people of a conversation, if each is one host: the one who speaks first before the other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voices: Vec<String>,
    /// The parts of the source that no sentence says, by reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<LeftOut>,
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
    /// Cleaned for the ear.
    pub sentences: Vec<String>,
    /// Depth of the list an item is in: 1 for the outermost, 0 for no item, or for one of an earlier release.
    #[serde(default)]
    pub depth: u8,
    /// The person who says it, of a conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// True for a remark of ours about what the source shows here: "The source has the code for this."
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub remark: bool,
    /// The line of code it is about, of a diff or a review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<CodeLine>,
    /// True for a conversation that a review leaves open: an episode of any length of its own says the first sentence.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
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
        let paragraph = self.paragraph(place.paragraph)?;
        paragraph.sentences.get(place.sentence as usize).map(String::as_str)
    }

    pub(crate) fn paragraph(&self, index: u32) -> Option<&Paragraph> {
        self.paragraphs.get(index as usize)
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
