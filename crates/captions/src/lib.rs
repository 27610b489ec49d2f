//! What podcast apps read beside the sound: transcripts in three formats and chapters.
//!
//! Every function takes measured times and returns a whole document. Whatever it is given, times in it are well
//! formed and rise: one malformed time makes some apps drop a whole transcript.
//!
//! Never does I/O, never asks the time.

mod chapters;
mod seconds;
mod subrip;
mod subtitle;
mod transcript;
mod webvtt;
mod wrap;

pub use chapters::chapters_json;
pub use subrip::subrip;
pub use transcript::transcript_json;
pub use webvtt::webvtt;
