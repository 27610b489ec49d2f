//! Loudness normalization of a clip, with headroom for the peaks that the codec adds.

use super::limiter;
use crate::Error;
use crate::encoder::FRAME_SAMPLES;
use crate::meter::{self, Weighting};
use crate::timeline::GAP_SPEAKERS;

/// Integrated loudness of every clip in its place in an episode, LUFS, dual mono. Longer gaps, before chapters, take a tenth.
const TARGET_LUFS: f64 = -15.9;

/// Silence after a clip in an episode, in samples: a meter's blocks reach into it, most of all from single words.
const GAP: usize = GAP_SPEAKERS as usize * FRAME_SAMPLES;

/// Distance from the target, in LU, at which the gain is no longer corrected (limiting lowers loudness).
const CLOSE_LU: f64 = 0.05;
/// Corrections at most.
const ROUNDS: usize = 10;
/// Most gain, in LU: what is quieter than this is no speech.
const GAIN_LU_MAX: f64 = 60.0;
/// Least share of a gain that is believed to come out as loudness; the limiter takes the rest.
const YIELD_MIN: f64 = 0.2;

/// The samples amplified to the target, their peaks limited to the ceiling.
pub(super) fn level(samples: &[f32], ceiling_dbfs: f64) -> Result<Vec<f32>, Error> {
    let ceiling = factor(ceiling_dbfs);
    let mut weighting = Weighting::new();
    let weighted: Vec<f32> = samples.iter().map(|sample| weighting.next(*sample) as f32).collect();
    let mut missing = missing_lu(weighted.iter().map(|sample| f64::from(*sample)))?;
    let (mut gain_lu, mut step_lu) = (0.0_f64, missing);
    let mut gains = Vec::new();
    for _ in 0..ROUNDS {
        let before = gain_lu;
        gain_lu = (gain_lu + step_lu).min(GAIN_LU_MAX);
        gains = limiter::gains(samples, factor(gain_lu), ceiling);
        // The limiter's gain moves slowly, so weighting and limiting may change places.
        let limited = weighted.iter().zip(&gains).map(|(sample, gain)| f64::from(sample * gain));
        let still_missing = missing_lu(limited)?;
        let gained = (missing - still_missing) / (gain_lu - before);
        missing = still_missing;
        if missing.abs() < CLOSE_LU || gain_lu >= GAIN_LU_MAX && missing > 0.0 {
            break;
        }
        step_lu = missing / if gained.is_finite() { gained.clamp(YIELD_MIN, 1.0) } else { 1.0 };
    }
    Ok(samples.iter().zip(gains).map(|(sample, gain)| sample * gain).collect())
}

fn missing_lu(weighted: impl ExactSizeIterator<Item = f64> + Clone) -> Result<f64, Error> {
    meter::loudness(weighted, GAP).map(|lufs| TARGET_LUFS - lufs).ok_or(Error::Silent)
}

fn factor(lu: f64) -> f32 {
    10_f64.powf(lu / 20.0) as f32
}
