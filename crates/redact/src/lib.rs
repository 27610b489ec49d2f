//! Takes out of a text what says who somebody is or opens a door, and puts words in its place that can be spoken.
//!
//! From left to right; every look back and ahead has a bound, so a text takes time in proportion to its length, whoever wrote
//! it. No I/O, no panics; a text in which nothing is found comes back byte for byte, and one that was redacted stays as it is.

mod kind;
pub mod limits;
mod plain;
mod rule;
mod scan;
mod span;
mod text;

pub use scan::{Redacted, redact};
