//! The words Cuepoint's parts speak to each other: ids, wire types, versions and problem codes.
//!
//! Never does I/O, never awaits, never asks the time.

mod source;
mod timeline;

pub use source::SourceFormat;
pub use timeline::{Chapter, Cue};
