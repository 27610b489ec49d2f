//! Beats: the sentences of one turn.

use std::collections::BTreeSet;

use protocol::Language;

use crate::document::{Document, Place};
use crate::outline::ChapterPlan;
use crate::pick::refers_back;
use crate::{limits, speech};

/// The statements of a turn.
#[derive(Clone, Debug, Default)]
pub(super) struct Beat {
    pub(super) section: usize,
    pub(super) speaker: Option<String>,
    /// The first sentence, as a whole.
    pub(super) first: String,
    pub(super) text: String,
    pub(super) cites: Vec<u32>,
    /// True if it goes on with a list or a sentence that the turn before began.
    pub(super) goes_on: bool,
    /// Sentences of the list after this beat that are not said.
    pub(super) list_rest: usize,
    /// True inside a list that a sentence announced.
    listing: bool,
    /// True if its last sentence is an item.
    in_items: bool,
    last: Option<Place>,
}

/// Characters up to which a beat takes a sentence that leans on the one before.
const LEANING_CHARS_MAX: usize = 2 * limits::TURN_CHARS;

/// Groups a chapter's sentences into beats; `None` if the document lacks one.
pub(super) fn beats(document: &Document, plan: &ChapterPlan) -> Option<Vec<Beat>> {
    let mut beats: Vec<Beat> = Vec::new();
    let mut said: BTreeSet<String> = BTreeSet::new();
    for (index, place) in plan.sentences.iter().enumerate() {
        let sentence = document.sentence(*place)?;
        let paragraph = document.paragraph(place.paragraph)?;
        let section = document.section_of(place.paragraph);
        let taken = beats.last().is_some_and(|beat| {
            section == beat.section
                && paragraph.speaker == beat.speaker
                && beat.takes(*place, sentence, paragraph.item, document.language)
        });
        let listing = paragraph.item && beats.last().is_some_and(|beat| beat.section == section && beat.lists());
        if !taken {
            let first = sentence.to_owned();
            beats.push(Beat {
                section,
                speaker: paragraph.speaker.clone(),
                first,
                goes_on: listing,
                ..Beat::default()
            });
        }
        for (nth, piece) in speech::pieces(sentence, document.language).unwrap_or_default().iter().enumerate() {
            let Some(beat) = beats.last_mut() else { continue };
            // A sentence that says the same over and over is said once.
            if !said.insert(piece.clone()) && nth > 0 {
                continue;
            }
            if nth == 0 || beat.has_room(piece) {
                beat.say(piece, place.paragraph);
            } else {
                let (speaker, first) = (paragraph.speaker.clone(), piece.clone());
                let mut beat = Beat { section, speaker, first, ..Beat::default() };
                beat.say(piece, place.paragraph);
                beats.push(beat);
            }
        }
        if let Some(beat) = beats.last_mut() {
            beat.listing = listing;
            beat.in_items = paragraph.item;
            beat.last = Some(*place);
            beat.list_rest = if listing { unsaid_items(document, *place, plan.sentences.get(index + 1)) } else { 0 };
        }
    }
    Some(beats)
}

/// Items of an announced list after `place` that the chapter leaves out, if none of the others follows.
pub(super) fn unsaid_items(document: &Document, place: Place, next: Option<&Place>) -> usize {
    let section = document.section_of(place.paragraph);
    let end = document.sections.get(section).map_or(0, |section| section.end);
    let depth = document.paragraph(place.paragraph).map_or(0, |paragraph| paragraph.depth);
    let is_item = |index: &u32| document.paragraph(*index).is_some_and(|paragraph| paragraph.item);
    if next
        .is_some_and(|next| next.paragraph < end && (place.paragraph + 1..=next.paragraph).all(|index| is_item(&index)))
    {
        return 0;
    }
    let list = (place.paragraph + 1..end).take_while(is_item);
    list.filter(|index| document.paragraph(*index).is_some_and(|one| one.depth <= depth)).count()
}

/// Letters that a digit is spoken in, beyond one: "1333" is said in 38.
const DIGIT_CHARS: usize = 7;

/// Characters of a text as it takes time to say.
fn spoken_chars(text: &str) -> usize {
    text.len() + DIGIT_CHARS * text.bytes().filter(u8::is_ascii_digit).count()
}

impl Beat {
    /// True if its last sentence announces what comes next, or is in an announced list.
    fn lists(&self) -> bool {
        self.listing || self.text.ends_with(':')
    }

    fn has_room(&self, sentence: &str) -> bool {
        spoken_chars(&self.text) + 1 + spoken_chars(sentence) <= limits::STATEMENT_CHARS_MAX
    }

    /// True if a sentence of the same section and speaker belongs to this beat.
    fn takes(&self, place: Place, sentence: &str, item: bool, language: Language) -> bool {
        let Some(last) = self.last else { return true };
        let adjacent = last.paragraph == place.paragraph && last.sentence + 1 == place.sentence;
        let chars = self.text.len() + 1 + sentence.len();
        if !self.has_room(sentence) {
            return false;
        }
        if self.text.ends_with(':') || (self.listing && item) {
            return true;
        }
        // A list of its own begins with a turn of its own.
        if item && !self.in_items && self.text.len() > limits::TURN_CHARS / 3 {
            return false;
        }
        // A question is answered by the other host, or the other speaker.
        if self.text.ends_with('?') && !sentence.ends_with('?') && self.speaker.is_none() {
            return false;
        }
        let leans = (adjacent && refers_back(sentence, language)) || self.speaker.is_some();
        chars <= if leans { LEANING_CHARS_MAX } else { limits::TURN_CHARS }
    }

    fn say(&mut self, piece: &str, paragraph: u32) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(piece);
        if !self.cites.contains(&paragraph) {
            self.cites.push(paragraph);
        }
    }
}
