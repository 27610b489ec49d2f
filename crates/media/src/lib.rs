//! A finished episode → videos, audiobooks and other formats, by ffmpeg.
//!
//! `Plan` is pure: the pictures, texts and arguments of every run of ffmpeg are values, and tests read them without running
//! one. `make` is the shell: one temporary folder, a bounded number of runs at once, files renamed when they are whole.
//!
//! Knows nothing of the service: an episode is a folder as `cuepoint generate` saves it. No clock, no network, no fonts of the
//! machine.

mod abilities;
mod blocks;
mod captions;
mod cards;
mod episode;
mod error;
mod folder;
mod graph;
mod layout;
pub mod limits;
mod make;
mod metadata;
mod plan;
mod process;
mod progress;
mod slides;
mod wishes;

pub use abilities::{Abilities, Need};
pub use episode::{Chapter, Cover, Cue, Episode};
pub use error::Error;
pub use make::{Ffmpeg, make, read};
pub use plan::{Content, Invocation, Part, Plan};
pub use progress::Progress;
pub use wishes::{CaptionStyle, Format, Wishes};
