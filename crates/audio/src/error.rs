//! Errors of encoding and decoding. Every code is stable: callers store and compare it.

use crate::limits;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("not a RIFF WAVE file")]
    NotWav,
    #[error("the WAV is truncated")]
    Truncated,
    #[error("WAV encoding {tag:#06x} with {bits} bits is not supported")]
    UnsupportedEncoding { tag: u16, bits: u16 },
    #[error("{0} channels are not supported")]
    UnsupportedChannels(u16),
    #[error("a sample rate of {0} Hz is not supported")]
    UnsupportedRate(u32),
    #[error("the WAV is longer than {} s", limits::CLIP_SECONDS_MAX)]
    TooLong,
    #[error("the WAV is silent")]
    Silent,
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
            Error::NotWav => "not_wav",
            Error::Truncated => "truncated",
            Error::UnsupportedEncoding { .. } => "unsupported_encoding",
            Error::UnsupportedChannels(_) => "unsupported_channels",
            Error::UnsupportedRate(_) => "unsupported_rate",
            Error::TooLong => "too_long",
            Error::Silent => "silent",
            Error::Encoder(_) => "encoder",
            Error::ClipLength { .. } => "clip_length",
            Error::ClipCount { .. } => "clip_count",
            Error::Timeline => "timeline",
            Error::Tag(_) => "tag",
            Error::NotMp3 => "not_mp3",
        }
    }
}
