//! Outputs of finished steps: digests and measures; the work itself is a document or an artifact.
//!
//! A kind of step never gets another shape of output: that would be another kind (`stored.rs` says why).

use protocol::{CostRange, Coverage, Writer};
use serde::{Deserialize, Serialize};

use crate::digest::Digest;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Output {
    Ingested {
        document: Digest,
        title: String,
        /// Open points of the source.
        #[serde(default, skip_serializing_if = "is_zero")]
        open_points: u32,
    },
    Outlined {
        outline: Digest,
        chapters: u16,
        /// Absent from jobs of earlier releases.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        coverage: Option<Coverage>,
        /// Digest of each section: what its script is made from. Absent before engine 5.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sections: Vec<Digest>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        writer: Option<Writer>,
        /// Parts of the style that its writer cannot do.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        cannot: Vec<String>,
        /// Cost of writing the script; absent where it costs nothing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cost: Option<CostRange>,
    },
    /// The chapter's turns, in order.
    Written {
        turns: Vec<Written>,
        /// Absent before engine 5.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        writer: Option<Writer>,
    },
    #[cfg(feature = "next")]
    Rehearsed,
    Spoken {
        frames: u32,
    },
    Mastered(Mastered),
    /// Missing clips: their turns are to be spoken again.
    ClipsLost {
        turns: Vec<u16>,
    },
    Published,
    Projected,
    /// A cleanup pass of engine 1.
    Cleaned,
    /// Files that had to be deleted.
    Swept {
        files: u32,
    },
    /// The job was erased.
    Erased,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// A turn of the script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Index of the host who says it: 0 or 1.
    pub host: u8,
    /// Digest of the words.
    pub text: Digest,
}

/// The finished audio, as measured on the decoded file.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mastered {
    pub size_bytes: u64,
    pub duration_ms: u64,
    pub loudness_lufs: f64,
    pub true_peak_dbtp: f64,
}
