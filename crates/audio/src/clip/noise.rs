//! White noise: what bytes sound like that are no samples.

/// Samples a sample is compared with, each at its own distance.
const LAGS: usize = 8;

/// Correlation from which samples belong together: neighbours in speech have 0.9, in a whisper 0.3, in noise 0.
const CORRELATED: f64 = 0.1;

/// Samples that are not zero, of which fewer tell nothing.
const SAMPLES_MIN: usize = 1_000;

/// True if no sample tells anything of those after it.
pub(super) fn is_noise(samples: &[f32]) -> bool {
    let power = correlation(samples, 0);
    let sounding = samples.iter().filter(|sample| **sample != 0.0).count();
    sounding >= SAMPLES_MIN && (1..=LAGS).all(|lag| correlation(samples, lag).abs() < CORRELATED * power)
}

fn correlation(samples: &[f32], lag: usize) -> f64 {
    let later = samples.get(lag..).unwrap_or_default();
    samples.iter().zip(later).map(|(sample, later)| f64::from(sample * later)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(count: u32) -> impl Iterator<Item = u32> {
        (0..count).scan(7_u32, |state, _| {
            *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Some(*state >> 16)
        })
    }

    #[test]
    fn bytes_that_are_no_samples_are_noise() {
        let samples: Vec<f32> = bytes(16_000).map(|byte| byte as f32 / 32_768.0 - 1.0).collect();
        assert!(is_noise(&samples));
        // In turns with silence it is noise all the same.
        let broken: Vec<f32> =
            samples.iter().enumerate().map(|(at, sample)| if at / 1_600 % 2 == 0 { *sample } else { 0.0 }).collect();
        assert!(is_noise(&broken));
    }

    #[test]
    fn tones_words_and_a_few_samples_are_not() {
        let tone = |step: f32| (0..16_000).map(|at| (at as f32 * step).sin()).collect::<Vec<f32>>();
        assert!(!is_noise(&tone(0.05)) && !is_noise(&tone(1.5)) && !is_noise(&tone(3.0)));
        let smooth: Vec<f32> = bytes(16_000)
            .scan(0.0, |now: &mut f32, byte| {
                *now += (byte as f32 / 32_768.0 - 1.0 - *now) * 0.8;
                Some(*now)
            })
            .collect();
        assert!(!is_noise(&smooth));
        assert!(!is_noise(&bytes(200).map(|byte| byte as f32 / 32_768.0 - 1.0).collect::<Vec<f32>>()));
        assert!(!is_noise(&[]));
    }
}
