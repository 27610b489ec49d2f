//! Captions and chapters for podcast apps: WebVTT, SubRip and JSON transcripts, JSON chapters.
//!
//! Every function takes measured times and returns a whole document. Times are well formed and rising for any input:
//! one malformed time makes some apps drop a whole transcript.
//!
//! No I/O, no clock.

mod chapters;
mod seconds;
mod speaker;
mod subrip;
mod subtitle;
mod transcript;
mod webvtt;
mod wrap;

pub use chapters::chapters_json;
pub use subrip::subrip;
pub use transcript::transcript_json;
pub use webvtt::webvtt;
