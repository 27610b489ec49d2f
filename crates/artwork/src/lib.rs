//! Cover art: a monogram, a pattern and the title's words, as a PNG of sixteen shades between two colours; and sheets of
//! text in the same font and colours.
//!
//! The same title, palette and size always give the same bytes, on every machine. The letters come from a subset of an
//! embedded font and are filled by a rasteriser of our own: a twentieth of the size of an SVG renderer, as fast, and
//! with the accents, Greek and Cyrillic that an alphabet drawn by hand would lack.
//!
//! Covers are in episodes, so other bytes for the same title are a new engine version of the job.
//!
//! No I/O, no clock, no randomness.

mod canvas;
mod compose;
mod cover;
mod draw;
mod fill;
mod font;
pub mod limits;
mod monogram;
mod palette;
mod paragraph;
mod pattern;
mod png;
mod shape;
mod sheet;
mod size;
mod title;

pub use cover::{FORM, cover};
pub use palette::{Error, Palette};
pub use sheet::{Align, Place, Sheet, is_writable};
pub use size::Size;
