//! A chapter as a dialogue: the source's sentences, and connecting phrases that state no fact.

mod beat;
mod cue;
mod dialogue;
mod heading;
mod phrases;
mod remark;
mod vocabulary;

use crate::document::Document;
use crate::outline::Outline;
use crate::turn::Turn;

pub(crate) use heading::{every_generic, said_heading, said_sentence};
pub(crate) use phrases::{every_phrase, is_slot};
pub(crate) use remark::every as every_remark;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("the outline has no chapter {0}")]
    NoSuchChapter(usize),
    #[error("chapter {0} refers to a sentence that is not in the document")]
    NoSuchSentence(usize),
}

/// Writes one chapter; the same arguments always give the same turns, whatever the other chapters are.
pub fn write(document: &Document, outline: &Outline, chapter: usize, hosts: &[String; 2]) -> Result<Vec<Turn>, Error> {
    let plan = outline.chapters.get(chapter).ok_or(Error::NoSuchChapter(chapter))?;
    let beats = beat::beats(document, plan).ok_or(Error::NoSuchSentence(chapter))?;
    let mut dialogue = dialogue::Dialogue::new(document, outline, chapter, hosts);
    if chapter == 0 {
        dialogue.open();
    }
    dialogue.tell(&beats);
    if chapter + 1 == outline.chapters.len() {
        dialogue.close();
    }
    Ok(dialogue.into_turns())
}
