//! Changes the sampling to 24 kHz with a windowed-sinc filter, one short filter per output phase.

use crate::Error;
use crate::encoder::SAMPLE_RATE;
use std::f64::consts::PI;

/// Taps each side of the middle, counted at the lower of the two rates. 12 keep aliases 60 dB down.
const HALF_TAPS: u32 = 12;

/// The passband's edge as a part of the lower Nyquist frequency.
const PASSBAND: f64 = 0.92;

/// Shape of the Kaiser window: 60 dB of stopband.
const BETA: f64 = 6.0;

/// Most output phases. Every rate a voice uses needs fewer (22.05 kHz needs 160, 11.025 kHz 320).
const PHASES_MAX: u32 = 640;

/// The same sound at 24 kHz.
pub(crate) fn to_24k(samples: Vec<f32>, rate: u32) -> Result<Vec<f32>, Error> {
    if rate == SAMPLE_RATE {
        return Ok(samples);
    }
    let common = gcd(rate, SAMPLE_RATE);
    let (phases, step) = (SAMPLE_RATE / common, rate / common);
    if rate == 0 || phases > PHASES_MAX {
        return Err(Error::UnsupportedRate(rate));
    }
    Ok(convolve(&samples, &Filters::new(rate, phases), step as usize))
}

struct Filters {
    half: usize,
    /// One filter of `2 * half` taps per phase.
    phases: Vec<Vec<f32>>,
}

impl Filters {
    fn new(rate: u32, phases: u32) -> Filters {
        let lower = f64::from(rate.min(SAMPLE_RATE)) / f64::from(rate);
        let half = (f64::from(HALF_TAPS) / lower).ceil();
        let cutoff = lower * PASSBAND;
        let filter = |phase: u32| {
            let middle = half - 1.0 + f64::from(phase) / f64::from(phases);
            let taps: Vec<f64> =
                (0..2 * half as u32).map(|tap| kernel(f64::from(tap) - middle, half, cutoff)).collect();
            // Each phase passes a constant unchanged, or the phases would modulate it.
            let sum: f64 = taps.iter().sum();
            taps.iter().map(|tap| (tap / sum) as f32).collect()
        };
        Filters { half: half as usize, phases: (0..phases).map(filter).collect() }
    }
}

fn convolve(samples: &[f32], filters: &Filters, step: usize) -> Vec<f32> {
    let (half, phases) = (filters.half, filters.phases.len());
    let mut padded = vec![0.0; half - 1];
    padded.extend_from_slice(samples);
    padded.resize(samples.len() + 2 * half, 0.0);
    (0..samples.len() * phases / step)
        .map(|n| {
            let position = n * step;
            let window = padded.get(position / phases..).unwrap_or_default();
            let filter = filters.phases.get(position % phases).map_or(&[][..], Vec::as_slice);
            dot(window, filter)
        })
        .collect()
}

/// Four sums at once, which the compiler can keep in one vector.
fn dot(window: &[f32], filter: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 4];
    for (samples, taps) in window.chunks_exact(4).zip(filter.chunks_exact(4)) {
        for ((sum, sample), tap) in sums.iter_mut().zip(samples).zip(taps) {
            *sum += sample * tap;
        }
    }
    sums.iter().sum()
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
