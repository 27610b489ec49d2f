//! Resampling with a polyphase windowed-sinc filter.

use crate::Error;
use std::f64::consts::PI;
use wide::f32x8;

/// Taps each side of the middle, counted at the lower of the two rates. 12 keep aliases 60 dB down.
const HALF_TAPS: u32 = 12;

/// Taps per vector; a filter is a whole number of vectors long.
const HALF_LANES: u32 = 4;

/// The passband's edge as a share of the lower Nyquist frequency.
const PASSBAND: f64 = 0.92;

/// Shape of the Kaiser window: 60 dB of stopband.
const BETA: f64 = 6.0;

/// Least common divisor of both rates, in Hz: it bounds the output phases, of which each has a filter. All rates that voices
/// use have a larger one (22.05 kHz has 150 with 24 kHz, 11.025 kHz has 75).
const COMMON_HZ_MIN: u32 = 38;

/// Resamples from a rate to another, in Hz.
///
/// # Errors
/// `UnsupportedRate` for one that has too little in common with the other.
pub(crate) fn resample(samples: Vec<f32>, rate: u32, wanted: u32) -> Result<Vec<f32>, Error> {
    if rate == wanted {
        return Ok(samples);
    }
    let (phases, step) = phases(rate, wanted)?;
    let lower = f64::from(rate.min(wanted)) / f64::from(rate);
    let half = (f64::from(HALF_TAPS) / lower).ceil() as u32;
    let filters = Filters::new(phases, lower * PASSBAND, half.next_multiple_of(HALF_LANES));
    Ok(convolve(&samples, &filters, phases as usize, step as usize))
}

/// Output phases, and the phases between a sample and the next.
fn phases(rate: u32, wanted: u32) -> Result<(u32, u32), Error> {
    let common = gcd(rate, wanted);
    if rate == 0 || common < COMMON_HZ_MIN {
        return Err(Error::UnsupportedRate(rate));
    }
    Ok((wanted / common, rate / common))
}

/// One low-pass filter per phase, all of the same length.
pub(crate) struct Filters {
    taps: usize,
    all: Vec<f32>,
}

impl Filters {
    fn new(phases: u32, cutoff: f64, half: u32) -> Filters {
        let filter = |phase: u32| {
            let middle = f64::from(half) - 1.0 + f64::from(phase) / f64::from(phases);
            let taps = (0..2 * half).map(|tap| kernel(f64::from(tap) - middle, f64::from(half), cutoff));
            let taps: Vec<f64> = taps.collect();
            // Each phase passes a constant unchanged, or the phases would modulate it.
            let sum: f64 = taps.iter().sum();
            taps.into_iter().map(move |tap| (tap / sum) as f32)
        };
        Filters { taps: 2 * half as usize, all: (0..phases).flat_map(filter).collect() }
    }

    /// Filters for values between samples; the band stays the same.
    pub(crate) fn between(phases: u32) -> Filters {
        Filters::new(phases, 1.0, HALF_TAPS)
    }

    pub(crate) fn taps(&self) -> usize {
        self.taps
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[f32]> {
        self.all.chunks_exact(self.taps)
    }

    /// The largest output for samples up to one.
    pub(crate) fn reach(&self) -> f32 {
        self.iter().map(|filter| filter.iter().map(|tap| tap.abs()).sum()).fold(0.0, f32::max)
    }
}

fn convolve(samples: &[f32], filters: &Filters, phases: usize, step: usize) -> Vec<f32> {
    let mut padded = vec![0.0; filters.taps / 2 - 1];
    padded.extend_from_slice(samples);
    padded.resize(samples.len() + filters.taps, 0.0);
    let (mut at, mut phase) = (0, 0);
    (0..samples.len() * phases / step)
        .map(|_| {
            let window = padded.get(at..at + filters.taps).unwrap_or_default();
            let filter = filters.all.get(phase * filters.taps..).unwrap_or_default();
            phase += step;
            while phase >= phases {
                (phase, at) = (phase - phases, at + 1);
            }
            dot(window, filter)
        })
        .collect()
}

/// The sum of products of as many samples as there are taps.
pub(crate) fn dot(window: &[f32], filter: &[f32]) -> f32 {
    let ((samples, _), (taps, _)) = (window.as_chunks::<8>(), filter.as_chunks::<8>());
    let products = samples.iter().zip(taps).map(|(samples, taps)| f32x8::from(*samples) * f32x8::from(*taps));
    products.fold(f32x8::ZERO, |sum, product| sum + product).reduce_add()
}

fn kernel(offset: f64, half: f64, cutoff: f64) -> f64 {
    let edge = 1.0 - (offset / half).powi(2);
    if edge < 0.0 {
        return 0.0;
    }
    cutoff * sinc(cutoff * offset) * bessel(BETA * edge.sqrt()) / bessel(BETA)
}

fn sinc(x: f64) -> f64 {
    if x.abs() < 1e-9 { 1.0 } else { (PI * x).sin() / (PI * x) }
}

/// The modified Bessel function of order zero, by its power series.
fn bessel(x: f64) -> f64 {
    let mut term = 1.0;
    (1..32).fold(1.0, |sum, k| {
        term *= (x / (2.0 * f64::from(k))).powi(2);
        sum + term
    })
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(frequency: f64, rate: u32, length: usize) -> Vec<f32> {
        (0..length).map(|n| (2.0 * PI * frequency * n as f64 / f64::from(rate)).sin() as f32).collect()
    }

    fn worst(ours: &[f32], ideal: &[f32]) -> f32 {
        // The ends are heard against silence.
        let range = 100..ours.len() - 100;
        ours[range.clone()].iter().zip(&ideal[range]).fold(0.0, |worst, (a, b)| worst.max((a - b).abs()))
    }

    #[test]
    fn a_tone_keeps_its_pitch_phase_and_level() {
        for rate in [8_000, 11_025, 16_000, 22_050, 24_000, 44_100, 48_000, 96_000] {
            for frequency in [100.0, 1_000.0, 3_000.0] {
                for wanted in [24_000, 48_000] {
                    let ours = resample(tone(frequency, rate, rate as usize / 5), rate, wanted).unwrap();
                    assert!(ours.len().abs_diff(wanted as usize / 5) <= 1);
                    let ideal = tone(frequency, wanted, ours.len());
                    assert!(worst(&ours, &ideal) < 0.01, "{frequency} Hz of {rate} Hz at {wanted} Hz");
                }
            }
        }
    }

    #[test]
    fn frequencies_above_the_new_nyquist_limit_are_removed() {
        for rate in [44_100, 48_000, 96_000] {
            let ours = resample(tone(15_000.0, rate, rate as usize / 5), rate, 24_000).unwrap();
            assert!(worst(&ours, &vec![0.0; ours.len()]) < 0.003, "{rate} Hz");
        }
    }

    #[test]
    fn rates_with_too_many_phases_are_rejected_for_either_rate() {
        for rate in 0..=96_000 {
            let [narrow, wide] = [24_000, 48_000].map(|wanted| phases(rate, wanted).is_ok());
            assert_eq!(narrow, wide, "{rate} Hz");
        }
        assert_eq!(resample(vec![0.0; 9], 23_999, 24_000), Err(Error::UnsupportedRate(23_999)));
        assert_eq!(resample(vec![0.0; 9], 0, 48_000), Err(Error::UnsupportedRate(0)));
    }

    #[test]
    fn a_tone_of_15_khz_is_kept_at_48_khz() {
        for rate in [44_100, 96_000] {
            let ours = resample(tone(15_000.0, rate, rate as usize / 5), rate, 48_000).unwrap();
            assert!(worst(&ours, &tone(15_000.0, 48_000, ours.len())) < 0.01, "{rate} Hz");
        }
    }

    #[test]
    fn empty_input_stays_empty() {
        assert_eq!(resample(Vec::new(), 16_000, 24_000), Ok(Vec::new()));
    }
}
