//! A neural voice: English text → samples at 24 kHz, the same bytes for the same text on every machine.
//!
//! [`Voice::read`] takes the bytes of a voice, which `model/fetch` makes of the package hibari-tts 0.2.1: text becomes
//! phonemes by dictionary, rules and a small network, phonemes become a melody and spectra by another, and those become sound.
//!
//! No I/O, no clock, no chance but a seed; never panics on any text. Origins and licences are in NOTICE.

mod error;
pub mod limits;
mod math;
mod net;
mod pack;
mod sound;
mod voice;
mod words;

pub use error::Error;
pub use sound::{SAMPLE_RATE, Timbre, wav};
pub use voice::Voice;
