//! A train of pulses without aliases: all harmonics below 11 kHz, equally strong, in phase.

use super::{HOP, SAMPLE_RATE};
use crate::math::sin_cos;
use std::f64::consts::TAU;

/// Below it, in Hz, a frame has no voice.
const VOICED_MIN: f32 = 40.0;

const HARMONIC_MAX: f32 = 11_000.0;

/// So near to the peak of a pulse, the quotient below is its limit.
const PEAK: f32 = 2e-3;

/// The pulses of a melody of one frequency for each frame. Between the middles of two frames it glides.
pub(crate) fn pulses(f0: &[f32]) -> Vec<f32> {
    let mut phase = 0.0_f64;
    let mut samples = Vec::with_capacity(f0.len() * HOP);
    let (first, last) = (f0.first().copied().unwrap_or_default(), f0.last().copied().unwrap_or_default());
    let before = std::iter::once(first).chain(f0.iter().copied());
    let after = f0.iter().copied().skip(1).chain([last]);
    for ((before, at), after) in before.zip(f0.iter().copied()).zip(after) {
        for n in 0..HOP {
            let share = (n as f32 + 0.5) / HOP as f32;
            let f0 = if n < HOP / 2 {
                before * (0.5 - share) + at * (0.5 + share)
            } else {
                at * (1.5 - share) + after * (share - 0.5)
            };
            phase = (phase + f64::from(f0.max(VOICED_MIN)) / f64::from(SAMPLE_RATE)).fract();
            samples.push(if f0 > VOICED_MIN { pulse((TAU * phase) as f32, (HARMONIC_MAX / f0).floor()) } else { 0.0 });
        }
    }
    samples
}

/// cos t + cos 2t + … + cos ht
fn pulse(t: f32, harmonics: f32) -> f32 {
    let half = 2.0 * sin_cos(0.5 * t).0;
    let sum = if half.abs() <= PEAK { harmonics + 0.5 } else { sin_cos((harmonics + 0.5) * t).0 / half };
    sum - 0.5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pulse_is_the_sum_of_its_harmonics() {
        for t in [0.0_f32, 0.001, 0.3, 2.0, 3.2, 6.2, 6.282] {
            let sum: f64 = (1..=50).map(|h| (f64::from(h) * f64::from(t)).cos()).sum();
            assert!((f64::from(pulse(t, 50.0)) - sum).abs() < 0.05, "{t}: {} {sum}", pulse(t, 50.0));
        }
    }

    #[test]
    fn pulses_come_as_often_as_the_melody_says() {
        let samples = pulses(&[200.0; 80]);
        assert_eq!(samples.len(), 24_000);
        let peaks =
            samples.windows(3).filter(|three| three[1] > 40.0 && three[1] >= three[0] && three[1] > three[2]).count();
        assert!(peaks.abs_diff(200) <= 1, "{peaks}");
    }

    #[test]
    fn without_voice_there_is_silence() {
        assert!(pulses(&[0.0; 4]).iter().all(|sample| *sample == 0.0));
        assert!(pulses(&[]).is_empty());
    }
}
