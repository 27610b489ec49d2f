//! Integrated loudness as ITU-R BS.1770 defines it, for one channel played on two speakers.

use crate::encoder::SAMPLE_RATE;
use ebur128::{Channel, EbuR128, Mode};

/// Loudness of `samples` in LUFS; `None` when nothing is loud enough to count.
///
/// Blocks of 400 ms are what is measured, so a short clip is played again until it fills several.
pub(crate) fn loudness(samples: &[f32]) -> Option<f64> {
    let mut meter = EbuR128::new(1, SAMPLE_RATE, Mode::I).ok()?;
    meter.set_channel(0, Channel::DualMono).ok()?;
    let least = SAMPLE_RATE as usize;
    let plays = least.div_ceil(samples.len().max(1)).max(1);
    for _ in 0..plays.min(least) {
        meter.add_frames_f32(samples).ok()?;
    }
    meter.loudness_global().ok().filter(|lufs| lufs.is_finite())
}
