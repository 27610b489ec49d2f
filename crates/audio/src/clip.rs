//! One turn of dialogue: WAV or MP3 → trimmed, levelled MP3 frames that may stand anywhere in an episode.

mod level;
mod limiter;
mod mono;
mod mp3;
mod noise;
mod trim;
mod wav;

use crate::encoder::{self, FRAME_BYTES, FRAME_MS};
use crate::measure::true_peak_dbtp;
use crate::{Error, Received, limits, resample};
use mono::Mono;

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

/// Sample peaks stay under -3 dBFS: decoded peaks may reach -1 dBTP, and inter-sample peaks and codec noise add up to
/// 2 dB at this bit rate.
const CEILING_DBFS: f64 = -3.0;
/// Encodings at most, each with a lower ceiling.
const ROUNDS: usize = 3;

/// Trims, levels and encodes a voice's answer; deterministic, the same bytes always give the same clip.
pub fn clip(answer: &[u8]) -> Result<Clip, Error> {
    let received = Received::of(answer);
    let read = match received {
        Received::Wav => wav::parse,
        Received::Mp3 => mp3::parse,
        Received::Nothing
        | Received::Rifx
        | Received::Aac
        | Received::Flac { .. }
        | Received::Opus { .. }
        | Received::Vorbis
        | Received::Ogg
        | Received::Mp4
        | Received::Webm
        | Received::Aiff
        | Received::Au
        | Received::Caf
        | Received::Json
        | Received::Markup
        | Received::Text
        | Received::Unknown => return Err(Error::NotSound(received)),
    };
    let Mono { rate, mut samples } = read(answer)?;
    trim::centre(&mut samples, rate);
    if noise::is_noise(&samples) {
        return Err(Error::Noise);
    }
    encoded(&trim::speech(resample::to_24k(samples, rate)?)?)
}

/// Encodes speech; once more, with a lower ceiling, where the decoded peaks are too high.
fn encoded(speech: &[f32]) -> Result<Clip, Error> {
    let (mut frames, mut ceiling_dbfs) = (Vec::new(), CEILING_DBFS);
    for _ in 0..ROUNDS {
        frames = encoder::encode(&level::level(speech, ceiling_dbfs)?)?;
        let over = true_peak_dbtp(&frames)? - limits::TRUE_PEAK_MAX_DBTP;
        if over <= 0.0 {
            break;
        }
        ceiling_dbfs -= over + 0.1;
    }
    Ok(Clip { frames })
}
