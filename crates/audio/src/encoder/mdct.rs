//! The lapped transform of each subband, long blocks only: 18 samples and the 18 before them become 18 lines.

use super::filterbank::Subbands;
use super::{FRAME_SAMPLES, PASSES, SUBBANDS};
use rusty_mp3::encode::antialias;
use rusty_mp3::frame::GranuleSideInfo;
use std::f64::consts::PI;

/// Subbands transformed side by side.
const LANES: usize = 8;

pub(super) struct Mdct {
    before: Subbands,
    /// The window's rising half; the falling half mirrors it.
    window: [f32; PASSES],
    /// One row per line.
    cosines: [[f32; PASSES]; PASSES],
}

impl Mdct {
    pub(super) fn new() -> Mdct {
        let cosine = |line: usize, at: usize| (PI / 72.0 * ((2 * at + 1) * (2 * line + 1)) as f64).cos() / 9.0;
        Mdct {
            before: [[0.0; SUBBANDS]; PASSES],
            window: std::array::from_fn(|at| (PI / 36.0 * (at as f64 + 0.5)).sin() as f32),
            cosines: std::array::from_fn(|line| std::array::from_fn(|at| cosine(line, at) as f32)),
        }
    }

    /// The frame's 576 lines, lowest frequency first, aliasing between subbands reduced.
    pub(super) fn lines(&mut self, mut now: Subbands) -> [f32; FRAME_SAMPLES] {
        // Odd subbands are mirrored in frequency by the filterbank; this mirrors them back.
        for sample in now.iter_mut().skip(1).step_by(2).flat_map(|row| row.iter_mut().skip(1).step_by(2)) {
            *sample = -*sample;
        }
        let folded = self.fold(&now);
        let mut lines = [0.0; FRAME_SAMPLES];
        for (group, lines) in lines.chunks_exact_mut(LANES * PASSES).enumerate() {
            for (line, cosines) in self.cosines.iter().enumerate() {
                let mut sums = [0.0_f32; LANES];
                for (row, cosine) in folded.iter().zip(cosines) {
                    let lanes = row.iter().skip(group * LANES);
                    sums.iter_mut().zip(lanes).for_each(|(sum, sample)| *sum += sample * cosine);
                }
                let slots = lines.iter_mut().skip(line).step_by(PASSES);
                slots.zip(sums).for_each(|(slot, sum)| *slot = sum);
            }
        }
        self.before = now;
        antialias::expand(&GranuleSideInfo::default(), &mut lines);
        lines
    }

    /// Windows 36 rows and folds them to the 18 that the cosines tell apart.
    fn fold(&self, now: &Subbands) -> Subbands {
        let mut folded = [[0.0; SUBBANDS]; PASSES];
        let half = PASSES / 2;
        let (first, second) = folded.split_at_mut(half);
        let rows = |rows: &'_ Subbands| rows.to_owned();
        let (now, before) = (rows(now), rows(&self.before));
        let falling = |at: usize| self.window.iter().rev().nth(at).copied().unwrap_or_default();
        let rising = |at: usize| self.window.get(at).copied().unwrap_or_default();
        for (at, slots) in first.iter_mut().enumerate() {
            let (near, far) = (half - 1 - at, half + at);
            combine(slots, now.get(near), -falling(near), now.get(far), -falling(far));
        }
        for (at, slots) in second.iter_mut().enumerate() {
            let (near, far) = (at, PASSES - 1 - at);
            combine(slots, before.get(near), rising(near), before.get(far), -rising(far));
        }
        folded
    }
}

fn combine(slots: &mut [f32; SUBBANDS], a: Option<&[f32; SUBBANDS]>, x: f32, b: Option<&[f32; SUBBANDS]>, y: f32) {
    let (Some(a), Some(b)) = (a, b) else { return };
    for ((slot, a), b) in slots.iter_mut().zip(a).zip(b) {
        *slot = a * x + b * y;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoder::filterbank::Filterbank;
    use crate::encoder::tests::noise;
    use rusty_mp3::encode::{filterbank, mdct};
    use rusty_mp3::frame::BlockType;

    #[test]
    fn agrees_with_the_reference_transform() {
        let (mut ours, mut split) = (Mdct::new(), Filterbank::new());
        let (mut memory, mut overlap) = ([0.0; 512], [0.0; FRAME_SAMPLES]);
        for seed in 0..3 {
            let frame = noise(seed);
            let lines = ours.lines(split.split(&frame));
            let subbands = filterbank::analyze(&frame, &mut memory);
            let mut reference = mdct::forward(&subbands, BlockType::Long, &mut overlap);
            antialias::expand(&GranuleSideInfo::default(), &mut reference);
            for (line, expected) in lines.iter().zip(reference) {
                assert!((line - expected).abs() < 1e-5);
            }
        }
    }
}
