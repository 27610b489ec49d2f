//! Loudness normalization of a clip, with headroom for the peaks that the codec adds.

use super::limiter;
use crate::Error;
use crate::meter::{self, Weighting};

/// Integrated loudness of every clip, LUFS, dual mono. An episode reads 0.2 LU lower, and up to 0.9 LU where lines
/// are single words, because the meter's blocks reach into the gaps: so -16 is met with room on both sides.
const TARGET_LUFS: f64 = -15.8;

/// Sample peaks stay under -3 dBFS: decoded peaks may reach -1 dBTP, and inter-sample peaks and codec noise add up to
/// 2 dB at this bit rate.
const CEILING: f32 = 0.708;

/// Distance from the target, in LU, at which the gain is no longer corrected (limiting lowers loudness).
const CLOSE_LU: f64 = 0.05;
/// Corrections at most.
const ROUNDS: usize = 6;

pub(super) fn level(mut samples: Vec<f32>) -> Result<Vec<f32>, Error> {
    let mut weighting = Weighting::new();
    let weighted: Vec<f32> = samples.iter().map(|sample| weighting.next(*sample) as f32).collect();
    let mut missing = missing_lu(weighted.iter().map(|sample| f64::from(*sample)))?;
    let mut gain_lu = missing;
    let mut gains = limiter::gains(&samples, factor(gain_lu), CEILING);
    for _ in 0..ROUNDS {
        // The limiter's gain moves slowly, so weighting and limiting may change places.
        let limited = weighted.iter().zip(&gains).map(|(sample, gain)| f64::from(sample * gain));
        missing = missing_lu(limited)?;
        if missing.abs() < CLOSE_LU {
            break;
        }
        gain_lu += missing;
        gains = limiter::gains(&samples, factor(gain_lu), CEILING);
    }
    samples.iter_mut().zip(gains).for_each(|(sample, gain)| *sample *= gain);
    Ok(samples)
}

fn missing_lu(weighted: impl ExactSizeIterator<Item = f64> + Clone) -> Result<f64, Error> {
    meter::loudness(weighted).map(|lufs| TARGET_LUFS - lufs).ok_or(Error::Silent)
}

fn factor(lu: f64) -> f32 {
    10_f64.powf(lu / 20.0) as f32
}
