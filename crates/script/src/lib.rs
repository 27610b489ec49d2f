//! From a source text to a two-host script: reading, choosing what is said, writing it for the ear, and judging it.
//!
//! Everything is a pure function of its arguments: no I/O, no clock, no randomness. No input may make it panic or
//! take more than near-linear time, because one panic resets every object in the isolate.

mod check;
mod document;
pub mod limits;
mod marks;
mod outline;
mod pick;
mod read;
mod speech;
mod turn;
mod write;

pub use check::{Defect, check};
pub use document::{Document, Paragraph, Place, Section};
pub use outline::{ChapterPlan, Outline, outline};
pub use read::{Rejection, read};
pub use turn::{Host, Turn};
pub use write::{Error, write};
