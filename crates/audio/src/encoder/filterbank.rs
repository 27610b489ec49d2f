//! The analysis filterbank: 32 samples in, one sample of each of 32 subbands out.
//!
//! A pass weighs the last 512 samples with the standard's window, folds them to 32 and takes a cosine transform.

use super::{PASSES, SUBBANDS};
use crate::band::GRANULE_SAMPLES;
use rusty_mp3::decode::synth_window::SYNTH_D;
use std::f64::consts::PI;
use wide::f32x8;

/// Samples a pass reads; `MEMORY` of them are older than its own 32.
const WINDOW: usize = 512;
pub(super) const MEMORY: usize = WINDOW - SUBBANDS;

const FOLDED: usize = 64;
const HALF: usize = SUBBANDS / 2;

/// A sample of each subband.
pub(super) type Row = [f32x8; SUBBANDS / 8];
/// One row per pass.
pub(super) type Subbands = [Row; PASSES];

pub(super) struct Filterbank {
    /// The memory, then the granule.
    samples: [f32; MEMORY + GRANULE_SAMPLES],
    /// Oldest sample first, like `samples`.
    window: [[f32x8; FOLDED / 8]; WINDOW / FOLDED],
    /// Cosines of the folded samples with even and odd index, for the lower 16 subbands.
    even: [[f32x8; HALF / 8]; HALF],
    odd: [[f32x8; HALF / 8]; HALF],
}

impl Filterbank {
    pub(super) fn new() -> Filterbank {
        let mut taps = SYNTH_D.iter().rev().map(|tap| tap / SUBBANDS as f32);
        let mut tap = |_| taps.next().unwrap_or_default();
        let window = std::array::from_fn(|_| std::array::from_fn(|_| f32x8::from(std::array::from_fn(&mut tap))));
        let cosine = |index: usize, subband: usize| (PI / 64.0 * ((2 * subband + 1) * index) as f64).cos() as f32;
        let row = |index| {
            std::array::from_fn(|lanes| f32x8::from(std::array::from_fn(|lane| cosine(index, 8 * lanes + lane))))
        };
        let rows = |parity: usize| std::array::from_fn(|at| row(2 * at + parity));
        Filterbank { samples: [0.0; MEMORY + GRANULE_SAMPLES], window, even: rows(0), odd: rows(1) }
    }

    pub(super) fn split(&mut self, granule: &[f32; GRANULE_SAMPLES]) -> Subbands {
        self.samples.copy_within(GRANULE_SAMPLES.., 0);
        self.samples.iter_mut().skip(MEMORY).zip(granule).for_each(|(slot, sample)| *slot = *sample);
        let mut subbands = Subbands::default();
        for (pass, seen) in subbands.iter_mut().zip(self.samples.windows(WINDOW).step_by(SUBBANDS)) {
            *pass = self.transform(&fold(self.weigh(seen).as_flattened()));
        }
        subbands
    }

    fn weigh(&self, seen: &[f32]) -> [[f32; 8]; FOLDED / 8] {
        let mut sums = [f32x8::ZERO; FOLDED / 8];
        let (rows, _) = seen.as_chunks::<FOLDED>();
        for (row, taps) in rows.iter().zip(&self.window) {
            let (samples, _) = row.as_chunks::<8>();
            for ((sum, samples), taps) in sums.iter_mut().zip(samples).zip(taps) {
                *sum += f32x8::from(*samples) * *taps;
            }
        }
        sums.map(f32x8::to_array)
    }

    /// The cosines of subband `31 - k` are those of `k` with the odd ones negated.
    fn transform(&self, folded: &[f32; SUBBANDS]) -> Row {
        let (mut even, mut odd) = ([f32x8::ZERO; HALF / 8], [f32x8::ZERO; HALF / 8]);
        let (pairs, _) = folded.as_chunks::<2>();
        for (([a, b], even_row), odd_row) in pairs.iter().zip(&self.even).zip(&self.odd) {
            even.iter_mut().zip(even_row).for_each(|(sum, cosines)| *sum += *cosines * *a);
            odd.iter_mut().zip(odd_row).for_each(|(sum, cosines)| *sum += *cosines * *b);
        }
        let mut row = Row::default();
        let (lower, upper) = row.split_at_mut(HALF / 8);
        for (((low, high), even), odd) in lower.iter_mut().zip(upper.iter_mut().rev()).zip(even).zip(odd) {
            *low = even + odd;
            let mut mirrored = (even - odd).to_array();
            mirrored.reverse();
            *high = f32x8::from(mirrored);
        }
        row
    }
}

/// Folds samples that share a cosine: it is even around the 17th newest and odd around the 49th.
fn fold(sums: &[f32]) -> [f32; SUBBANDS] {
    let (newer, older) = (sums.iter().take(47).rev(), sums.iter().skip(47));
    let mirrored = older.copied().chain(sums.iter().take(15).map(|sum| -sum));
    let falling = std::iter::once(0.0).chain(newer.copied());
    let mut folded = [0.0; SUBBANDS];
    for ((slot, a), b) in folded.iter_mut().zip(mirrored).zip(falling) {
        *slot = a + b;
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoder::tests::noise;

    #[test]
    fn agrees_with_the_reference_filterbank() {
        let (mut filterbank, mut memory) = (Filterbank::new(), [0.0; 512]);
        for seed in 0..3 {
            let frame = noise(seed);
            let ours = filterbank.split(&frame);
            let reference = rusty_mp3::encode::filterbank::analyze(&frame, &mut memory);
            for (pass, row) in ours.iter().enumerate() {
                for (subband, sample) in row.map(f32x8::to_array).as_flattened().iter().enumerate() {
                    assert!((sample - reference[subband][pass]).abs() < 1e-5);
                }
            }
        }
    }
}
