//! Another host from the same network: another pitch, another size of mouth and throat.

use super::BINS;

/// Below it, in Hz, a frame has no voice.
const VOICED_MIN: f32 = 40.0;

/// The kinds of a frame's numbers: the strength of the voice, and the phases.
const VOICE: usize = 0;
const PHASES: [usize; 2] = [1, 4];

/// Differences of one speaker from another.
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

    /// A second host, eight semitones below the first: a median of 122 Hz instead of 197.
    pub const DEEP: Timbre = Timbre { pitch: 0.62, resonance: 0.88, melody: 1.0, speed: 1.0 };
}

/// From one frequency of a frame to the next.
const BIN_HZ: f32 = 20.0;

/// Neighbours on each side, of which the mean is the envelope: 160 Hz, less than the breadth of a resonance.
const REACH: usize = 8;

/// Changes the strengths of a frame so that its resonances move, and that another pitch can be heard through it. Phases stay
/// with their frequencies: moved, those of successive frames would not add up.
pub(crate) fn tuned(numbers: &[f32], f0: f32, resonance: f32, output: &mut [f32]) {
    for (kind, (output, numbers)) in output.chunks_exact_mut(BINS).zip(numbers.chunks_exact(BINS)).enumerate() {
        output.copy_from_slice(numbers);
        if kind == VOICE && f0 > VOICED_MIN {
            let harmonics = harmonics(numbers, f0);
            for (bin, value) in output.iter_mut().enumerate() {
                *value = between(&harmonics, BIN_HZ * bin as f32 / (resonance * f0) - 1.0);
            }
        } else if !PHASES.contains(&kind) {
            let envelope = envelope(numbers);
            for ((bin, value), here) in output.iter_mut().enumerate().zip(&envelope) {
                *value += between(&envelope, bin as f32 / resonance) - here;
            }
        }
    }
}

/// The value at a place, and beyond the ends that of the end.
fn between(values: &[f32], place: f32) -> f32 {
    let (low, share) = (place.max(0.0) as usize, place.max(0.0).fract());
    let last = values.last().copied().unwrap_or_default();
    let value = |at: usize| values.get(at).copied().unwrap_or(last);
    value(low) + share * (value(low + 1) - value(low))
}

/// The strength of each harmonic. Between those it was trained with, where no pulse is, the network says anything.
fn harmonics(numbers: &[f32], f0: f32) -> Vec<f32> {
    let bins = (1..).map(|harmonic| (harmonic as f32 * f0 / BIN_HZ).round() as usize);
    let strongest = |bin: usize| {
        numbers
            .get(bin.saturating_sub(1)..bin.saturating_add(2))
            .map(|near| near.iter().fold(f32::MIN, |most, value| most.max(*value)))
    };
    bins.map_while(strongest).collect()
}

/// The mean of each strength and its neighbours.
fn envelope(values: &[f32]) -> Vec<f32> {
    let sums = std::iter::once(0.0).chain(values.iter().scan(0.0, |sum, value| {
        *sum += value;
        Some(*sum)
    }));
    let sums: Vec<f32> = sums.collect();
    let mean = |bin: usize| {
        let (first, after) = (bin.saturating_sub(REACH), (bin + REACH + 1).min(values.len()));
        let sum = |at: usize| sums.get(at).copied().unwrap_or_default();
        (sum(after) - sum(first)) / (after - first).max(1) as f32
    };
    (0..values.len()).map(mean).collect()
}

impl Timbre {
    /// True if frames need no change.
    pub(crate) fn is_plain(&self) -> bool {
        self.resonance == 1.0 && self.pitch == 1.0 && self.melody == 1.0
    }

    /// The melody of this host.
    pub(crate) fn sung(&self, f0: &mut [f32]) {
        let voiced = |f0: &&f32| **f0 > VOICED_MIN;
        let count = f0.iter().filter(voiced).count().max(1);
        let mean = f0.iter().filter(voiced).map(|f0| f64::from(*f0).log2()).sum::<f64>() / count as f64;
        for value in f0.iter_mut().filter(|f0| voiced(&&**f0)) {
            let octaves = f64::from(*value).log2() - mean;
            *value = (mean + f64::from(self.melody) * octaves).exp2() as f32 * self.pitch;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame of one loud resonance, which between harmonics of 200 Hz says nonsense, as the network does.
    fn frame() -> Vec<f32> {
        let mut numbers = vec![0.0; 5 * BINS];
        for (bin, value) in numbers.iter_mut().enumerate().take(BINS) {
            *value = if bin % 10 <= 1 || bin % 10 == 9 { -(bin as f32 - 50.0).abs() / 20.0 } else { 9.0 };
        }
        numbers[BINS + 7] = 0.5;
        numbers
    }

    #[test]
    fn a_resonance_moves_and_phases_stay() {
        let (numbers, mut moved) = (frame(), vec![0.0; 5 * BINS]);
        tuned(&numbers, 200.0, 0.8, &mut moved);
        let peak = (0..BINS).max_by(|a, b| moved[*a].total_cmp(&moved[*b]));
        // One kilohertz becomes 800 Hz; beside a harmonic, its neighbour counts.
        assert!(peak.is_some_and(|bin| bin.abs_diff(40) <= 1), "{peak:?}");
        assert_eq!(moved[BINS..2 * BINS], numbers[BINS..2 * BINS]);
    }

    #[test]
    fn without_voice_the_envelope_moves() {
        let (mut numbers, mut moved) = (vec![0.0; 5 * BINS], vec![0.0; 5 * BINS]);
        numbers[2 * BINS + 100..2 * BINS + 110].fill(4.0);
        tuned(&numbers, 0.0, 1.0, &mut moved);
        assert!(moved.iter().zip(&numbers).all(|(a, b)| (a - b).abs() < 1e-5));
        tuned(&numbers, 0.0, 0.5, &mut moved);
        assert!(moved[2 * BINS + 52] > 1.0 && moved[2 * BINS + 105] < numbers[2 * BINS + 105]);
    }

    #[test]
    fn a_melody_is_scaled_about_its_mean() {
        let timbre = Timbre { pitch: 0.5, melody: 2.0, ..Timbre::PLAIN };
        let mut f0 = [100.0, 0.0, 400.0];
        timbre.sung(&mut f0);
        assert!((f0[0] - 25.0).abs() < 0.01 && f0[1] == 0.0 && (f0[2] - 400.0).abs() < 0.01, "{f0:?}");
    }
}
