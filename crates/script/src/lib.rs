//! Source text → document → outline → two-host dialogue, and the check that every statement comes from the source; questions
//! to a language model that writes instead, and the reading of its answers.
//!
//! Pure functions: no I/O, no clock, no randomness. Never panics and stays near linear time on any input: one panic
//! resets every object in the isolate.

mod action;
mod ask;
mod check;
mod coverage;
mod document;
mod ground;
mod left;
mod length;
pub mod limits;
mod marks;
mod outline;
mod pick;
mod pronounce;
mod read;
mod release;
mod speech;
mod status;
mod turn;
mod wording;
mod write;

pub use action::{NOTHING_OPEN, action, open_points};
pub use ask::{
    CANARY, Flaw, Mended, Question, Unplanned, ask_outline, ask_section, likely_outline, mended, outline_of,
    paragraphs_of, read_outline, read_section, repair,
};
pub use check::{Defect, check};
pub use coverage::{Coverage, coverage};
pub use document::{Document, Paragraph, Place, Section};
pub use ground::{Reason, Rules, Ungrounded, grounded};
pub use left::{Left, LeftOut, Why};
pub use length::{fits_minutes, fits_minutes_in, seconds, seconds_in, spoken_words, words_in};
pub use outline::{Cannot, ChapterPlan, Outline, outline, outline_in};
pub use pronounce::pronounced;
pub use read::{Account, Rejection, account, read, read_as};
pub use turn::{Host, Turn};
pub use write::{Error, write, write_in};
