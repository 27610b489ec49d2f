//! A chapter as a dialogue: the source's sentences, and connecting phrases that state no fact.

mod beat;
mod cue;
mod dialogue;
mod generic;
mod heading;
mod phrases;
mod remark;
mod vocabulary;

use protocol::Style;

use crate::document::Document;
use crate::length::spoken_words;
use crate::outline::Outline;
use crate::turn::{Host, Turn};

pub(crate) use dialogue::spoken_name;
pub(crate) use generic::every as every_generic;
pub(crate) use heading::{said_heading, said_sentence};
pub(crate) use phrases::{every_phrase, is_slot};
pub(crate) use remark::every as every_remark;
use vocabulary::Vocabulary;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("the outline has no chapter {0}")]
    NoSuchChapter(usize),
    #[error("chapter {0} refers to a sentence that is not in the document")]
    NoSuchSentence(usize),
}

/// Writes one chapter; the same arguments always give the same turns, whatever the other chapters are.
pub fn write(document: &Document, outline: &Outline, chapter: usize, hosts: &[String; 2]) -> Result<Vec<Turn>, Error> {
    chapter_of(document, outline, chapter, hosts, (&Vocabulary::of(document), false))
}

/// Writes one chapter in a style; in any format but those of one host, as `write` does.
pub fn write_in(
    document: &Document,
    outline: &Outline,
    chapter: usize,
    hosts: &[String; 2],
    style: &Style,
) -> Result<Vec<Turn>, Error> {
    chapter_of(document, outline, chapter, hosts, (&Vocabulary::of(document), style.format.is_monologue()))
}

/// Words of the whole episode in a style.
pub(crate) fn episode_words(document: &Document, outline: &Outline, style: &Style) -> usize {
    let hosts = [String::new(), String::new()];
    let known = Vocabulary::of(document);
    let alone = style.format.is_monologue();
    let chapters = 0..outline.chapters.len();
    let turns = chapters.filter_map(|chapter| chapter_of(document, outline, chapter, &hosts, (&known, alone)).ok());
    turns.map(|turns| spoken_words(&turns)).sum()
}

/// Gives each chapter's first word to the host who did not have the last one of the chapter before.
pub(crate) fn let_hosts_alternate(document: &Document, outline: &mut Outline) {
    let hosts = [String::new(), String::new()];
    let known = Vocabulary::of(document);
    let mut starts = Host::Lead;
    for chapter in 0..outline.chapters.len() {
        if let Some(plan) = outline.chapters.get_mut(chapter) {
            plan.starts = starts;
        }
        let turns = chapter_of(document, outline, chapter, &hosts, (&known, false)).unwrap_or_default();
        starts = turns.last().map_or(starts, |turn| turn.host.other());
    }
}

fn chapter_of(
    document: &Document,
    outline: &Outline,
    chapter: usize,
    hosts: &[String; 2],
    (known, alone): (&Vocabulary<'_>, bool),
) -> Result<Vec<Turn>, Error> {
    let plan = outline.chapters.get(chapter).ok_or(Error::NoSuchChapter(chapter))?;
    let beats = beat::beats(document, plan).ok_or(Error::NoSuchSentence(chapter))?;
    let mut dialogue = dialogue::Dialogue::new(document, outline, chapter, hosts, (known, alone));
    if chapter == 0 {
        dialogue.open();
    }
    dialogue.tell(&beats);
    if chapter + 1 == outline.chapters.len() {
        dialogue.close();
    }
    Ok(dialogue.into_turns())
}
