//! Beats: a few sentences that belong together and are spoken by one host.

use crate::document::{Document, Place};
use crate::outline::ChapterPlan;
use crate::pick::refers_back;
use crate::{limits, speech};

/// The statements of one turn.
#[derive(Clone, Debug, Default)]
pub(super) struct TurnText {
    pub(super) text: String,
    pub(super) cites: Vec<u32>,
}

/// Consecutive turns of one host.
#[derive(Clone, Debug, Default)]
pub(super) struct Beat {
    pub(super) section: usize,
    pub(super) first: String,
    pub(super) turns: Vec<TurnText>,
    pub(super) item: bool,
    sentences: usize,
    last: Option<Place>,
}

/// Sentences of a beat; more would be a lecture.
const SENTENCES_MAX: usize = 3;
/// Characters from which a beat takes no new sentence, except an item of a list it announced.
const FULL_CHARS: usize = 150;

/// Groups a chapter's sentences into beats; `None` if the document lacks one. `opens` keeps the first sentence apart.
pub(super) fn beats(document: &Document, plan: &ChapterPlan, opens: bool) -> Option<Vec<Beat>> {
    let mut beats: Vec<Beat> = Vec::new();
    for (index, place) in plan.sentences.iter().enumerate() {
        let sentence = document.sentence(*place)?;
        let pieces = speech::pieces(sentence).unwrap_or_default();
        let section = document.section_of(place.paragraph);
        let item = document.paragraphs.get(place.paragraph as usize).is_some_and(|paragraph| paragraph.item);
        let apart = opens && index == 1 && !refers_back(sentence);
        let joins = !apart && beats.last().is_some_and(|beat| beat.takes(*place, sentence, section, item));
        if !joins {
            beats.push(Beat { section, first: sentence.to_owned(), item, ..Beat::default() });
        }
        if let Some(beat) = beats.last_mut() {
            pieces.iter().for_each(|piece| beat.say(piece, place.paragraph));
            beat.sentences += 1;
            beat.last = Some(*place);
        }
    }
    Some(beats)
}

impl Beat {
    fn chars(&self) -> usize {
        self.turns.iter().map(|turn| turn.text.len()).sum()
    }

    /// True if a sentence belongs to this beat and fits.
    fn takes(&self, place: Place, sentence: &str, section: usize, item: bool) -> bool {
        let Some(last) = self.last else { return true };
        let leans = refers_back(sentence);
        let adjacent = last.paragraph == place.paragraph && last.sentence + 1 == place.sentence;
        let announced = item && self.turns.last().is_some_and(|turn| turn.text.ends_with(':'));
        let in_list = item && self.item;
        let fits = self.chars() + sentence.len() < limits::STATEMENT_CHARS_MAX;
        let short = self.chars() < FULL_CHARS && self.sentences < SENTENCES_MAX;
        section == self.section && ((announced && fits) || (fits && short && (adjacent || leans || in_list)))
    }

    /// Adds a piece to the last turn, or starts a new one.
    fn say(&mut self, piece: &str, paragraph: u32) {
        let fits = |turn: &&mut TurnText| turn.text.len() + 1 + piece.len() <= limits::STATEMENT_CHARS_MAX;
        match self.turns.last_mut().filter(fits) {
            Some(turn) => {
                turn.text.push(' ');
                turn.text.push_str(piece);
                if !turn.cites.contains(&paragraph) {
                    turn.cites.push(paragraph);
                }
            }
            None => self.turns.push(TurnText { text: piece.to_owned(), cites: vec![paragraph] }),
        }
    }
}
