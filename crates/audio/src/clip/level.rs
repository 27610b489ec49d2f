//! Loudness normalization of a clip, with headroom for the peaks that the codec adds.

use super::{gap, limiter};
use crate::meter::{self, Weighting};
use crate::{Band, Error};

/// Distance from the target, in LU, at which the gain is no longer corrected (limiting lowers loudness).
const CLOSE_LU: f64 = 0.05;
/// Corrections at most.
const ROUNDS: usize = 10;
/// Most gain, in LU: what is quieter than this is no speech.
const GAIN_LU_MAX: f64 = 60.0;
/// Least share of a gain that is believed to come out as loudness; the limiter takes the rest.
const YIELD_MIN: f64 = 0.2;

/// The samples amplified to the target, their peaks limited to the ceiling.
pub(super) fn level(samples: &[f32], band: Band, target_lufs: f64, ceiling_dbfs: f64) -> Result<Vec<f32>, Error> {
    let ceiling = factor(ceiling_dbfs);
    let mut weighting = Weighting::new(band.sample_rate());
    let weighted: Vec<f32> = samples.iter().map(|sample| weighting.next(*sample) as f32).collect();
    let mut missing = target_lufs - loudness(weighted.iter().map(|sample| f64::from(*sample)), band)?;
    let (mut gain_lu, mut step_lu) = (0.0_f64, missing);
    let mut gains = Vec::new();
    for _ in 0..ROUNDS {
        let before = gain_lu;
        gain_lu = (gain_lu + step_lu).min(GAIN_LU_MAX);
        gains = limiter::gains(samples, band.sample_rate(), factor(gain_lu), ceiling);
        // The limiter's gain moves slowly, so weighting and limiting may change places.
        let limited = weighted.iter().zip(&gains).map(|(sample, gain)| f64::from(sample * gain));
        let still_missing = target_lufs - loudness(limited, band)?;
        let gained = (missing - still_missing) / (gain_lu - before);
        missing = still_missing;
        if missing.abs() < CLOSE_LU || gain_lu >= GAIN_LU_MAX && missing > 0.0 {
            break;
        }
        step_lu = missing / if gained.is_finite() { gained.clamp(YIELD_MIN, 1.0) } else { 1.0 };
    }
    // In place: at a time there are three buffers as long as the clip.
    gains.iter_mut().zip(samples).for_each(|(gain, sample)| *gain *= sample);
    Ok(gains)
}

fn loudness(weighted: impl ExactSizeIterator<Item = f64> + Clone, band: Band) -> Result<f64, Error> {
    meter::loudness(weighted, band.sample_rate(), gap(band)).ok_or(Error::Silent)
}

fn factor(lu: f64) -> f32 {
    10_f64.powf(lu / 20.0) as f32
}
