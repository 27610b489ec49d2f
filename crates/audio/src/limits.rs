//! Every bound on the input of this crate, and those of its output.

use crate::Error;

/// Longest clip, in seconds. A turn is at most 840 characters, which is 50 s of speech; numbers take longer.
pub const CLIP_SECONDS_MAX: u32 = 90;

/// Slowest and fastest sampling a voice may use, in Hz.
pub const SAMPLE_RATE_MIN: u32 = 8_000;
pub const SAMPLE_RATE_MAX: u32 = 96_000;

/// Most channels of a WAV; they are averaged.
pub const CHANNELS_MAX: u16 = 8;

/// Longest episode, in frames: two hours.
pub const EPISODE_FRAMES_MAX: u32 = 300_000;

/// Most chapters in the file's tag: the table of contents counts them in one byte.
pub const CHAPTERS_MAX: usize = 255;

/// Longest text of one tag, in bytes.
pub const TAG_BYTES_MAX: usize = 1_000;

/// Largest cover in the file's tag, in bytes: players load the whole tag before the first sound.
pub const COVER_BYTES_MAX: usize = 64_000;

/// Highest true peak of an episode, in dB relative to full scale.
pub(crate) const TRUE_PEAK_MAX_DBTP: f64 = -1.0;

/// Loudness under which an episode is silence, in LUFS.
pub(crate) const SILENT_LUFS: f64 = -40.0;

/// Rejects a sampling rate out of bounds.
pub(crate) fn rate(rate: u32) -> Result<(), Error> {
    if (SAMPLE_RATE_MIN..=SAMPLE_RATE_MAX).contains(&rate) { Ok(()) } else { Err(Error::UnsupportedRate(rate)) }
}

/// Rejects more samples of a channel than a clip may have.
pub(crate) fn length(samples: usize, rate: u32) -> Result<(), Error> {
    let longest = u64::from(rate) * u64::from(CLIP_SECONDS_MAX);
    if samples as u64 > longest { Err(Error::TooLong) } else { Ok(()) }
}
