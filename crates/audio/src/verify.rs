//! Acceptance checks on an episode's sound, before the episode may be published.

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
    #[error("clipped: true peak {dbtp} dBTP")]
    Clipped { dbtp: f64 },
    #[error("loudness is {lufs} LUFS, not within 1 of -16")]
    Loudness { lufs: f64 },
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
            Defect::Clipped { .. } => "clipped",
            Defect::Loudness { .. } => "loudness",
            Defect::Pace { .. } => "pace",
            Defect::HeaderLength { .. } => "header_length",
            Defect::TranscriptLength { .. } => "transcript_length",
        }
    }
}

const SILENT_LUFS: f64 = -40.0;
const TARGET_LUFS: f64 = -16.0;
const TOLERANCE_LU: f64 = 1.0;
const TRUE_PEAK_MAX_DBTP: f64 = -1.0;
const LENGTH_TOLERANCE_MS: u64 = 100;

/// Characters of speech in a second; half to two and a half times the length is plausible.
const CHARACTERS_PER_SECOND: u64 = 14;

/// Runs the checks in order; returns the first that fails.
pub fn verify(measured: &Measured, timeline: &Timeline) -> Result<(), Defect> {
    let Measured { duration_ms, header_duration_ms, loudness_lufs, true_peak_dbtp } = *measured;
    let last = timeline.cues.last().ok_or(Defect::Empty)?;
    // A range does not contain NaN, so NaN fails each check.
    if !(SILENT_LUFS..).contains(&loudness_lufs) {
        return Err(Defect::Silent { lufs: loudness_lufs });
    }
    if !(..=TRUE_PEAK_MAX_DBTP).contains(&true_peak_dbtp) {
        return Err(Defect::Clipped { dbtp: true_peak_dbtp });
    }
    if !(TARGET_LUFS - TOLERANCE_LU..=TARGET_LUFS + TOLERANCE_LU).contains(&loudness_lufs) {
        return Err(Defect::Loudness { lufs: loudness_lufs });
    }
    if header_duration_ms.abs_diff(duration_ms) > LENGTH_TOLERANCE_MS {
        return Err(Defect::HeaderLength { header_ms: header_duration_ms, decoded_ms: duration_ms });
    }
    if last.end_ms.abs_diff(duration_ms) > LENGTH_TOLERANCE_MS {
        return Err(Defect::TranscriptLength { cue_ms: last.end_ms, decoded_ms: duration_ms });
    }
    let characters = timeline.cues.iter().map(|cue| cue.text.chars().count() as u64).sum();
    let expected_ms = characters * 1000 / CHARACTERS_PER_SECOND;
    if duration_ms * 2 < expected_ms || duration_ms * 2 > expected_ms * 5 {
        return Err(Defect::Pace { duration_ms, characters });
    }
    Ok(())
}
