//! Keeps peaks under a ceiling by turning the gain down smoothly around them.

use crate::encoder::SAMPLE_RATE;

/// How much of the missing gain is gone one sample before a peak needs it: a time constant of 1 ms.
const ATTACK: f32 = 1.0 / (0.001 * SAMPLE_RATE as f32);

/// How much of it comes back one sample after: a time constant of 40 ms.
const RELEASE: f32 = 1.0 / (0.04 * SAMPLE_RATE as f32);

/// The gain of each sample that keeps every magnitude at or under `ceiling` once `gain` has been applied.
pub(crate) fn gains(samples: &[f32], gain: f32, ceiling: f32) -> Vec<f32> {
    let mut now = 1.0_f32;
    let mut gains: Vec<f32> = samples
        .iter()
        .map(|sample| {
            let magnitude = (sample * gain).abs();
            now = lesser(now + (1.0 - now) * RELEASE, if magnitude > ceiling { ceiling / magnitude } else { 1.0 });
            now * gain
        })
        .collect();
    // The same backwards in time, so that the gain is down before a peak comes.
    let mut ahead = gain;
    for slot in gains.iter_mut().rev() {
        ahead = lesser(ahead + (gain - ahead) * ATTACK, *slot);
        *slot = ahead;
    }
    gains
}

/// Unlike `f32::min` this is one instruction in wasm, because it need not treat what is not a number.
fn lesser(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}
