//! Redaction of personal data and secrets: each match is replaced by words that can be spoken.
//!
//! Linear time on hostile input: one pass from left to right, every look back and ahead bounded. No I/O, no panics.
//! A text without a match comes back byte for byte, and redacting twice changes nothing (idempotent).

mod kind;
pub mod limits;
mod normalized;
mod rule;
mod scan;
mod span;
mod text;

pub use scan::{Redacted, redact, secrets};
