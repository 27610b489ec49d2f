//! The highest peak between samples: four times oversampled, as ITU-R BS.1770 wants it.

use crate::resample::{Filters, dot};

/// Places looked at per sample, the sample itself included.
const PHASES: u32 = 4;

/// Samples handled together.
const BLOCK: usize = 32;

pub(crate) struct TruePeak {
    filters: Filters,
    /// What a filter can at most make of samples no greater than one.
    reach: f32,
    /// The last samples a filter may still look back at, then the open block.
    recent: Vec<f32>,
    peak: f32,
}

impl TruePeak {
    pub(crate) fn new() -> TruePeak {
        let filters = Filters::between(PHASES);
        let reach = filters.reach();
        TruePeak { recent: vec![0.0; filters.taps()], filters, reach, peak: 0.0 }
    }

    pub(crate) fn add(&mut self, samples: &[f32]) {
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

    /// Relative to full scale, what still may follow taken for silence.
    pub(crate) fn finish(mut self) -> f32 {
        self.add(&vec![0.0; self.filters.taps()]);
        self.peak
    }
}
