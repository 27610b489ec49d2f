//! Acceptance checks: of a line when it is spoken, of an episode before it may be published.
//!
//! Loudness and peaks are corrected, never refused.

use crate::limits::SILENT_LUFS;
use crate::{Measured, Timeline};
use serde::{Deserialize, Serialize};

/// A failed acceptance check.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Defect {
    #[error("the episode has no cues")]
    Empty,
    #[error("silent: {lufs} LUFS")]
    Silent { lufs: f64 },
    #[error("implausible pace: {duration_ms} ms for {characters} characters")]
    Pace { duration_ms: u64, characters: u64 },
    #[error("the header says {header_ms} ms, but {decoded_ms} ms were decoded")]
    HeaderLength { header_ms: u64, decoded_ms: u64 },
    #[error("the transcript ends at {cue_ms} ms, but the sound at {decoded_ms} ms")]
    TranscriptLength { cue_ms: u64, decoded_ms: u64 },
}

impl Defect {
    /// A short name that never changes.
    pub fn code(&self) -> &'static str {
        match self {
            Defect::Empty => "empty",
            Defect::Silent { .. } => "silent",
            Defect::Pace { .. } => "pace",
            Defect::HeaderLength { .. } => "header_length",
            Defect::TranscriptLength { .. } => "transcript_length",
        }
    }
}

const LENGTH_TOLERANCE_MS: u64 = 100;

/// Letters and digits that the fastest voice says in a second; missing speech is faster. Speech has 12.
const FASTEST_PER_SECOND: u64 = 30;
/// Those of the slowest: a digit may be a word.
const SLOWEST_PER_SECOND: u64 = 2;
/// Time that a line may be shorter: few words are said in no time.
const SHORTER_MS: u64 = 1_000;
/// Time that a line may be longer: pauses.
const LONGER_MS: u64 = 10_000;

/// Checks that a line's sound is as long as its text takes to say: shorter, and speech is missing.
pub fn check_pace(duration_ms: u64, text: &str) -> Result<(), Defect> {
    let characters = text.chars().filter(|c| c.is_alphanumeric()).count() as u64;
    let shortest_ms = (characters * 1000 / FASTEST_PER_SECOND).saturating_sub(SHORTER_MS);
    let longest_ms = characters * 1000 / SLOWEST_PER_SECOND + LONGER_MS;
    if (shortest_ms..=longest_ms).contains(&duration_ms) {
        Ok(())
    } else {
        Err(Defect::Pace { duration_ms, characters })
    }
}

/// Runs the checks of an episode in order; returns the first that fails. Its lines have been checked one by one.
pub fn verify(measured: &Measured, timeline: &Timeline) -> Result<(), Defect> {
    let Measured { duration_ms, header_duration_ms, loudness_lufs, .. } = *measured;
    let last = timeline.cues.last().ok_or(Defect::Empty)?;
    // A range does not contain NaN, so NaN fails.
    if !(SILENT_LUFS..).contains(&loudness_lufs) {
        return Err(Defect::Silent { lufs: loudness_lufs });
    }
    if header_duration_ms.abs_diff(duration_ms) > LENGTH_TOLERANCE_MS {
        return Err(Defect::HeaderLength { header_ms: header_duration_ms, decoded_ms: duration_ms });
    }
    if last.end_ms.abs_diff(duration_ms) > LENGTH_TOLERANCE_MS {
        return Err(Defect::TranscriptLength { cue_ms: last.end_ms, decoded_ms: duration_ms });
    }
    Ok(())
}
