//! Brings a clip to the loudness every voice shares, with its peaks under what the codec may add to.

use crate::{Error, limiter, meter};

/// Integrated loudness of every clip, LUFS, dual mono.
const TARGET_LUFS: f64 = -16.0;

/// Sample peaks stay under -3 dBFS: decoded peaks may reach -1 dBTP, and interpolation and the codec's noise
/// add up to 2 dB at this bit rate.
const CEILING: f32 = 0.708;

/// Limiting lowers loudness a little, so the gain is corrected; two rounds come within 0.2 LU for speech.
const ROUNDS: usize = 2;

pub(crate) fn level(samples: &[f32]) -> Result<Vec<f32>, Error> {
    let mut gain = gain_to_target(samples)?;
    let mut out = limited(samples, gain);
    for _ in 1..ROUNDS {
        gain *= gain_to_target(&out)?;
        out = limited(samples, gain);
    }
    Ok(out)
}

fn limited(samples: &[f32], gain: f32) -> Vec<f32> {
    let mut out: Vec<f32> = samples.iter().map(|sample| sample * gain).collect();
    limiter::limit(&mut out, CEILING);
    out
}

fn gain_to_target(samples: &[f32]) -> Result<f32, Error> {
    let lufs = meter::loudness(samples).ok_or(Error::Silent)?;
    Ok(10_f64.powf((TARGET_LUFS - lufs) / 20.0) as f32)
}
