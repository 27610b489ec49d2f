//! A look-ahead limiter: keeps peaks under a ceiling by lowering the gain smoothly around them.

/// Time constant before a peak, in seconds.
const ATTACK_S: f32 = 0.001;

/// Time constant after a peak, in seconds.
const RELEASE_S: f32 = 0.04;

/// The gain of each sample that keeps every magnitude at or under `ceiling` once `gain` has been applied.
pub(super) fn gains(samples: &[f32], rate: u32, gain: f32, ceiling: f32) -> Vec<f32> {
    // Shares of the gain reduction that are removed per sample before a peak, and recovered after it.
    let [attack, release] = [ATTACK_S, RELEASE_S].map(|seconds| 1.0 / (seconds * rate as f32));
    let mut now = 1.0_f32;
    let mut gains: Vec<f32> = samples
        .iter()
        .map(|sample| {
            let magnitude = (sample * gain).abs();
            now = lesser(now + (1.0 - now) * release, if magnitude > ceiling { ceiling / magnitude } else { 1.0 });
            now * gain
        })
        .collect();
    // The same backwards in time, so that the gain is down before a peak comes.
    let mut ahead = gain;
    for slot in gains.iter_mut().rev() {
        ahead = lesser(ahead + (gain - ahead) * attack, *slot);
        *slot = ahead;
    }
    gains
}

/// The lesser of two numbers; one instruction in wasm, because unlike `f32::min` it ignores NaN.
fn lesser(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_peak_exceeds_the_ceiling(
            samples in prop::collection::vec(-1.0_f32..1.0, 0..2_000),
            gain in 0.01_f32..50.0,
        ) {
            let gains = gains(&samples, 24_000, gain, 0.7);
            for (sample, gain) in samples.iter().zip(gains) {
                prop_assert!((sample * gain).abs() <= 0.7 * 1.000_01);
            }
        }
    }

    #[test]
    fn samples_under_the_ceiling_are_only_amplified() {
        assert_eq!(gains(&[0.1, -0.2, 0.34], 24_000, 2.0, 0.7), [2.0, 2.0, 2.0]);
    }

    #[test]
    fn gain_moves_smoothly_around_a_peak() {
        let mut samples = vec![0.1; 4_000];
        samples[2_000] = 1.0;
        let gains = gains(&samples, 24_000, 1.0, 0.5);
        assert_eq!(gains[2_000], 0.5);
        assert!(gains[0] > 0.999 && gains[3_999] > 0.8);
        assert!(gains.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 0.03));
    }
}
