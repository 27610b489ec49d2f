//! WAV or MP3 from a voice → MP3 clips → one episode file with header, tags and measured times.
//!
//! Each turn of dialogue becomes a [`Clip`]; a [`Timeline`] says where each clip goes; [`assemble`] writes
//! the file, [`measure`] decodes it again, [`correct`] brings it to its loudness, and [`verify`] checks it. Everything of an
//! episode is of one [`Band`]: mono Layer III without a bit reservoir, so a frame is 24 ms and depends on no other frame.
//!
//! No I/O, no clock; never panics on the bytes a voice returned.

mod assemble;
mod band;
mod clip;
mod correct;
mod encoder;
mod error;
pub mod limits;
mod measure;
mod meter;
mod received;
mod resample;
mod timeline;
mod verify;

pub use assemble::{Assembler, Tags, assemble};
pub use band::{Band, FRAME_MS};
pub use clip::{Clip, clip};
pub use correct::correct;
pub use error::Error;
pub use measure::{Measured, measure};
pub use received::Received;
pub use timeline::{Line, Timeline, timeline};
pub use verify::{Defect, check_pace, verify};
