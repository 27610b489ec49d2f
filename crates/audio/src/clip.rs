//! One turn of dialogue: WAV → trimmed, levelled MP3 frames that may stand anywhere in an episode.

mod level;
mod limiter;
mod trim;
mod wav;

use crate::encoder::{self, FRAME_BYTES, FRAME_MS};
use crate::{Error, resample};
use wav::Mono;

/// The sound of one turn: whole frames, no header frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clip {
    /// `frame_count` times [`FRAME_BYTES`].
    pub frames: Vec<u8>,
}

impl Clip {
    pub fn frame_count(&self) -> u32 {
        u32::try_from(self.frames.len() / FRAME_BYTES).unwrap_or(u32::MAX)
    }

    pub fn duration_ms(&self) -> u64 {
        u64::from(self.frame_count()) * FRAME_MS
    }
}

/// Trims, levels and encodes a voice's WAV; deterministic, the same bytes always give the same clip.
pub fn clip(wav: &[u8]) -> Result<Clip, Error> {
    let Mono { rate, mut samples } = wav::parse(wav)?;
    trim::centre(&mut samples, rate);
    let speech = trim::speech(resample::to_24k(samples, rate)?)?;
    Ok(Clip { frames: encoder::encode(&level::level(speech)?)? })
}
