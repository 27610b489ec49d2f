//! Measured times of what is spoken: transcripts and chapters are written from them.
//!
//! Times are milliseconds from the start of the episode's audio.

use serde::{Deserialize, Serialize};

/// One spoken turn and its time in the finished audio.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cue {
    /// The host's display name.
    pub speaker: String,
    pub start_ms: u64,
    pub end_ms: u64,
    pub text: String,
}

/// A titled stretch of the episode; a chapter ends where the next one starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chapter {
    pub title: String,
    pub start_ms: u64,
    pub end_ms: u64,
}
