//! The MDCT of each subband, long blocks only: 18 samples and the 18 before them become 18 lines.

use super::PASSES;
use super::filterbank::{Row, Subbands};
use crate::band::GRANULE_SAMPLES;
use rusty_mp3::encode::antialias;
use rusty_mp3::frame::GranuleSideInfo;
use std::f64::consts::PI;
use wide::f32x8;

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
            before: Subbands::default(),
            window: std::array::from_fn(|at| (PI / 36.0 * (at as f64 + 0.5)).sin() as f32),
            cosines: std::array::from_fn(|line| std::array::from_fn(|at| cosine(line, at) as f32)),
        }
    }

    /// The granule's 576 lines, lowest frequency first, aliasing between subbands reduced.
    pub(super) fn lines(&mut self, mut now: Subbands) -> [f32; GRANULE_SAMPLES] {
        // Odd subbands are mirrored in frequency by the filterbank; this mirrors them back.
        let mirror = f32x8::from([1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, -1.0]);
        now.iter_mut().skip(1).step_by(2).flatten().for_each(|lanes| *lanes *= mirror);
        let folded = self.fold(&now);
        let mut lines = [0.0; GRANULE_SAMPLES];
        for (line, cosines) in self.cosines.iter().enumerate() {
            let mut sums = Row::default();
            for (row, cosine) in folded.iter().zip(cosines) {
                sums.iter_mut().zip(row).for_each(|(sum, lanes)| *sum += *lanes * *cosine);
            }
            let slots = lines.iter_mut().skip(line).step_by(PASSES);
            slots.zip(sums.map(f32x8::to_array).as_flattened()).for_each(|(slot, sum)| *slot = *sum);
        }
        self.before = now;
        antialias::expand(&GranuleSideInfo::default(), &mut lines);
        lines
    }

    /// Windows the 36 rows and folds them to the 18 that the cosines tell apart.
    fn fold(&self, now: &Subbands) -> Subbands {
        const HALF: usize = PASSES / 2;
        let mut folded = Subbands::default();
        let (first, second) = folded.split_at_mut(HALF);
        let (low, high) = self.window.split_at(HALF);
        let (early, late) = now.split_at(HALF);
        let windows = low.iter().rev().zip(high);
        for (((slots, near), far), (rise, fall)) in first.iter_mut().zip(early.iter().rev()).zip(late).zip(windows) {
            combine(slots, near, -fall, far, -rise);
        }
        let (early, late) = self.before.split_at(HALF);
        let windows = low.iter().zip(high.iter().rev());
        for (((slots, near), far), (rise, fall)) in second.iter_mut().zip(early).zip(late.iter().rev()).zip(windows) {
            combine(slots, near, *rise, far, -fall);
        }
        folded
    }
}

fn combine(slots: &mut Row, a: &Row, x: f32, b: &Row, y: f32) {
    for ((slot, a), b) in slots.iter_mut().zip(a).zip(b) {
        *slot = *a * x + *b * y;
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
        let (mut memory, mut overlap) = ([0.0; 512], [0.0; GRANULE_SAMPLES]);
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
