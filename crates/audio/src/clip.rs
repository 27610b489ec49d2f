//! One turn of dialogue: WAV or MP3 → trimmed, levelled MP3 frames that may stand anywhere in an episode.

mod level;
mod limiter;
mod mono;
mod mp3;
mod noise;
mod trim;
mod wav;

use crate::band::FRAME_MS;
use crate::timeline::GAP_SPEAKERS;
use crate::{Band, Error, Received, encoder, limits, measure, resample};
use mono::Mono;

/// The sound of one turn: whole frames, no header frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clip {
    pub band: Band,
    /// `frame_count` times [`Band::frame_bytes`].
    pub frames: Vec<u8>,
}

impl Clip {
    pub fn frame_count(&self) -> u32 {
        u32::try_from(self.frames.len() / self.band.frame_bytes()).unwrap_or(u32::MAX)
    }

    pub fn duration_ms(&self) -> u64 {
        u64::from(self.frame_count()) * FRAME_MS
    }
}

/// Integrated loudness of every clip in its place in an episode, LUFS, dual mono. Longer gaps, before chapters, take a tenth.
const TARGET_LUFS: f64 = -15.9;
/// Distance from it, in LU, that is not worth another encoding.
const CLOSE_LU: f64 = 0.15;

/// Silence after a clip in an episode, in samples: a meter's blocks reach into it, most of all from single words.
const fn gap(band: Band) -> usize {
    GAP_SPEAKERS as usize * band.frame_samples()
}

/// Sample peaks stay under -3 dBFS: decoded peaks may reach -1 dBTP, and inter-sample peaks and codec noise add up to
/// 2 dB at this bit rate.
const CEILING_DBFS: f64 = -3.0;
/// Encodings at most.
const ROUNDS: u32 = 3;

/// Trims, levels and encodes a voice's answer of any sampling rate; deterministic, the same bytes always give the same clip.
pub fn clip(answer: &[u8], band: Band) -> Result<Clip, Error> {
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
    encoded(&trim::speech(resample::resample(samples, rate, band.sample_rate())?, band.sample_rate())?, band)
}

/// Encodes speech, and listens to it: once more where the decoded peaks are too high, or limiter and codec have changed the
/// loudness.
fn encoded(speech: &[f32], band: Band) -> Result<Clip, Error> {
    let (mut target_lufs, mut ceiling_dbfs) = (TARGET_LUFS, CEILING_DBFS);
    let mut rounds = 1..;
    loop {
        let frames = encoder::encode(&level::level(speech, band, target_lufs, ceiling_dbfs)?, band)?;
        let heard = measure::heard(&frames, band.sample_rate(), gap(band))?;
        let missing = TARGET_LUFS - heard.loudness_lufs.unwrap_or(TARGET_LUFS);
        let over = heard.true_peak_dbtp - limits::TRUE_PEAK_MAX_DBTP;
        if over <= 0.0 && missing.abs() < CLOSE_LU || rounds.next() == Some(ROUNDS) {
            return Ok(Clip { band, frames });
        }
        target_lufs += missing;
        ceiling_dbfs -= if over > 0.0 { over + 0.1 } else { 0.0 };
    }
}
