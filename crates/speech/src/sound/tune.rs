//! Another host from the same network: another pitch, another size of mouth and throat.

use super::BINS;

/// What makes one speaker of another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Timbre {
    /// Factor of the fundamental frequency.
    pub pitch: f32,
    /// Factor of the frequencies of resonances: below one for a longer throat.
    pub resonance: f32,
    /// Factor of the distance from the mean pitch, in octaves: how lively the melody is.
    pub melody: f32,
    /// Factor of the tempo.
    pub speed: f32,
}

impl Timbre {
    /// The voice as it was trained.
    pub const PLAIN: Timbre = Timbre { pitch: 1.0, resonance: 1.0, melody: 1.0, speed: 1.0 };
}

/// The frequencies of a frame, moved as the resonances are.
pub(crate) fn tuned(numbers: &[f32], resonance: f32, output: &mut [f32]) {
    for (kind, (output, numbers)) in output.chunks_exact_mut(BINS).zip(numbers.chunks_exact(BINS)).enumerate() {
        // Phases of neighbours have nothing to do with each other.
        let is_phase = kind == 4;
        for (bin, value) in output.iter_mut().enumerate() {
            let from = (bin as f32 / resonance).min((BINS - 1) as f32);
            let (low, share) = (from as usize, from.fract());
            let low_value = numbers.get(low).copied().unwrap_or_default();
            let high_value = numbers.get(low + 1).copied().unwrap_or(low_value);
            *value = match is_phase {
                true if share < 0.5 => low_value,
                true => high_value,
                false => low_value + share * (high_value - low_value),
            };
        }
    }
}

impl Timbre {
    /// The melody of this host.
    pub(crate) fn sung(&self, f0: &mut [f32]) {
        let voiced = |f0: &&f32| **f0 > 40.0;
        let count = f0.iter().filter(voiced).count().max(1);
        let mean = f0.iter().filter(voiced).map(|f0| f64::from(*f0).log2()).sum::<f64>() / count as f64;
        for value in f0.iter_mut().filter(|f0| voiced(&&**f0)) {
            let octaves = f64::from(*value).log2() - mean;
            *value = (mean + f64::from(self.melody) * octaves).exp2() as f32 * self.pitch;
        }
    }
}
