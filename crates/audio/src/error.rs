//! Errors of encoding and decoding. Every code is stable: callers store and compare it.

use crate::{Received, limits};

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("received {0}, not WAV or MP3")]
    NotSound(Received),
    #[error("the sound is truncated")]
    Truncated,
    #[error("received WAV with {}, {bits} bits: not supported", encoding(*tag))]
    UnsupportedEncoding { tag: u16, bits: u16 },
    #[error("{0} channels are not supported")]
    UnsupportedChannels(u16),
    #[error("a sample rate of {0} Hz is not supported")]
    UnsupportedRate(u32),
    #[error("the sound is longer than {} s", limits::CLIP_SECONDS_MAX)]
    TooLong,
    #[error("the sound is silent")]
    Silent,
    #[error("the sound is noise")]
    Noise,
    #[error("the encoder returned a frame of {0} bytes")]
    Encoder(usize),
    #[error("clip {index} has {bytes} bytes, not {expected} as in the timeline")]
    ClipLength { index: usize, bytes: usize, expected: usize },
    #[error("{clips} clips, but {cues} cues in the timeline")]
    ClipCount { clips: usize, cues: usize },
    #[error("the timeline is not in order or not on frame boundaries")]
    Timeline,
    #[error("the tag could not be written: {0}")]
    Tag(String),
    #[error("not an MP3 file")]
    NotMp3,
}

impl Error {
    /// A short name that never changes.
    pub fn code(&self) -> &'static str {
        match self {
            Error::NotSound(_) => "not_wav",
            Error::Truncated => "truncated",
            Error::UnsupportedEncoding { .. } => "unsupported_encoding",
            Error::UnsupportedChannels(_) => "unsupported_channels",
            Error::UnsupportedRate(_) => "unsupported_rate",
            Error::TooLong => "too_long",
            Error::Silent => "silent",
            Error::Noise => "noise",
            Error::Encoder(_) => "encoder",
            Error::ClipLength { .. } => "clip_length",
            Error::ClipCount { .. } => "clip_count",
            Error::Timeline => "timeline",
            Error::Tag(_) => "tag",
            Error::NotMp3 => "not_mp3",
        }
    }
}

/// The name of a WAV's encoding.
fn encoding(tag: u16) -> String {
    match tag {
        1 => "PCM".to_owned(),
        2 | 0x11 => "ADPCM".to_owned(),
        3 => "float".to_owned(),
        6 => "A-law".to_owned(),
        7 => "µ-law".to_owned(),
        0x31 => "GSM".to_owned(),
        0x55 => "MP3".to_owned(),
        0xFF | 0x1610 => "AAC".to_owned(),
        tag => format!("encoding {tag:#06x}"),
    }
}
