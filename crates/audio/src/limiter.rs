//! Keeps peaks under a ceiling by turning the gain down smoothly around them.

use crate::encoder::SAMPLE_RATE;

/// How far ahead a peak is seen: 2 ms. Gain falls over this long.
const AHEAD: usize = SAMPLE_RATE as usize / 500;

/// How much of the missing gain comes back per sample: a time constant of 40 ms.
const RELEASE: f32 = 1.0 / (0.04 * SAMPLE_RATE as f32);

/// No sample's magnitude exceeds `ceiling` afterwards.
pub(crate) fn limit(samples: &mut [f32], ceiling: f32) {
    let needed: Vec<f32> =
        samples.iter().map(|sample| if sample.abs() > ceiling { ceiling / sample.abs() } else { 1.0 }).collect();
    let mut held = hold(&needed);
    let mut gain = 1.0_f32;
    // Release forwards in time, so gain returns slowly after a peak...
    for target in &mut held {
        gain = (gain + (1.0 - gain) * RELEASE).min(*target);
        *target = gain;
    }
    // ...and ramp backwards, so it is already down when the peak arrives.
    let fall = 1.0 / AHEAD as f32;
    let mut ahead = 1.0_f32;
    for (target, sample) in held.iter().zip(samples.iter_mut()).rev() {
        ahead = (ahead + fall * (1.0 - ahead)).min(*target);
        *sample *= ahead;
    }
}

/// The least value of each sample and its followers within [`AHEAD`].
fn hold(needed: &[f32]) -> Vec<f32> {
    let mut held = needed.to_vec();
    let (mut least, mut left) = (1.0_f32, 0_usize);
    for value in held.iter_mut().rev() {
        if *value <= least {
            (least, left) = (*value, AHEAD);
        } else if left > 0 {
            left -= 1;
            *value = least;
        } else {
            least = *value;
        }
    }
    held
}
