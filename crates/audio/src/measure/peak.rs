//! True peak by fourfold oversampling, as ITU-R BS.1770 defines it.

use crate::resample::{Filters, dot};

/// Positions examined per sample, the sample itself included.
const PHASES: u32 = 4;

/// Samples handled together.
const BLOCK: usize = 32;

pub(super) struct TruePeak {
    filters: Filters,
    /// The largest output of a filter for samples up to one.
    reach: f32,
    /// The last samples a filter may still look back at, then the open block.
    recent: Vec<f32>,
    peak: f32,
}

impl TruePeak {
    pub(super) fn new() -> TruePeak {
        let filters = Filters::between(PHASES);
        let reach = filters.reach();
        TruePeak { recent: vec![0.0; filters.taps()], filters, reach, peak: 0.0 }
    }

    pub(super) fn add(&mut self, samples: &[f32]) {
        for block in samples.chunks(BLOCK) {
            self.recent.extend_from_slice(block);
            let greatest = self
                .recent
                .iter()
                .fold(0.0_f32, |greatest, sample| if sample.abs() > greatest { sample.abs() } else { greatest });
            // Nothing between these samples can exceed the peak so far: most blocks end here.
            if greatest * self.reach > self.peak {
                self.look_between();
            }
            let spent = self.recent.len().saturating_sub(self.filters.taps());
            self.recent.drain(..spent);
        }
    }

    fn look_between(&mut self) {
        for window in self.recent.windows(self.filters.taps()) {
            for filter in self.filters.iter() {
                let between = dot(window, filter).abs();
                if between > self.peak {
                    self.peak = between;
                }
            }
        }
    }

    /// The true peak relative to full scale, as if silence followed.
    pub(super) fn finish(mut self) -> f32 {
        self.add(&vec![0.0; self.filters.taps()]);
        self.peak
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn peak(samples: &[f32]) -> f32 {
        let mut peak = TruePeak::new();
        samples.chunks(100).for_each(|samples| peak.add(samples));
        peak.finish()
    }

    #[test]
    fn a_peak_between_samples_is_found() {
        // A quarter of the sampling rate, sampled 45 degrees off its crests.
        let tone: Vec<f32> = (0..400).map(|n| (std::f32::consts::FRAC_PI_2 * (n as f32 + 0.5)).sin()).collect();
        assert!((peak(&tone[..]) - 1.0).abs() < 0.05 && tone.iter().all(|sample| sample.abs() < 0.71));
    }

    proptest! {
        /// Skipping blocks that cannot hold the peak must not change the result.
        #[test]
        fn skipping_changes_nothing(samples in prop::collection::vec(-1.0_f32..1.0, 1..300), quiet in 0.0_f32..1.0) {
            let samples: Vec<f32> =
                samples.iter().enumerate().map(|(n, sample)| if n % 97 < 60 { sample * quiet } else { *sample }).collect();
            let filters = Filters::between(PHASES);
            let silence = vec![0.0; filters.taps()];
            let padded = [&silence[..], &samples, &silence].concat();
            let everywhere = padded
                .windows(filters.taps())
                .flat_map(|window| filters.iter().map(|filter| dot(window, filter).abs()).collect::<Vec<f32>>())
                .fold(0.0, f32::max);
            prop_assert_eq!(peak(&samples), everywhere);
        }
    }
}
