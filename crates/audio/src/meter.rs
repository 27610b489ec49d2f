//! Integrated loudness (LUFS) as ITU-R BS.1770 defines it, for one channel played from two speakers.

use std::f64::consts::PI;

/// A hop has 100 ms; a block is four hops, so that blocks overlap by three quarters.
const HOPS_PER_SECOND: usize = 10;
const HOPS_PER_BLOCK: usize = 4;

/// Time over which a short clip is repeated, so that blocks begin everywhere in it.
const SPAN_SECONDS: usize = 8;

/// The absolute gate: blocks quieter than this, in LUFS, never count.
const ABSOLUTE_GATE: f64 = -70.0;
/// The relative gate: blocks this much quieter than the mean of the rest, in LU, do not count either.
const RELATIVE_GATE: f64 = -10.0;

/// The standard's offset: a full-scale 1 kHz tone in one channel reads -3.01 LUFS.
const OFFSET: f64 = -0.691;
const CHANNELS: f64 = 2.0;

/// K-weighting: a high shelf, then a high-pass.
pub(crate) struct Weighting {
    shelf: Biquad,
    high_pass: Biquad,
}

impl Weighting {
    /// For samples of a rate in Hz.
    pub(crate) fn new(rate: u32) -> Weighting {
        let rate = f64::from(rate);
        Weighting { shelf: Biquad::shelf(rate), high_pass: Biquad::high_pass(rate) }
    }

    pub(crate) fn next(&mut self, sample: f32) -> f64 {
        self.high_pass.next(self.shelf.next(f64::from(sample)))
    }
}

/// The energy of weighted samples, one value per hop.
pub(crate) struct Energies {
    /// Samples of a hop.
    hop: usize,
    hops: Vec<f64>,
    open: f64,
    samples: usize,
}

impl Energies {
    /// Of samples of a rate in Hz.
    pub(crate) fn new(rate: u32) -> Energies {
        Energies { hop: rate as usize / HOPS_PER_SECOND, hops: Vec::new(), open: 0.0, samples: 0 }
    }

    pub(crate) fn add(&mut self, weighted: f64) {
        self.open += weighted * weighted;
        self.samples += 1;
        if self.samples == self.hop {
            self.hops.push(self.open / self.hop as f64);
            (self.open, self.samples) = (0.0, 0);
        }
    }

    fn add_silence(&mut self, samples: usize) {
        (0..samples).for_each(|_| self.add(0.0));
    }

    /// The loudness in LUFS; `None` if no block passes the gates.
    pub(crate) fn loudness(&self) -> Option<f64> {
        let blocks: Vec<f64> = self
            .hops
            .windows(HOPS_PER_BLOCK)
            .map(|hops| CHANNELS * hops.iter().sum::<f64>() / HOPS_PER_BLOCK as f64)
            .filter(|power| lufs(*power) > ABSOLUTE_GATE)
            .collect();
        let gate = lufs(mean(&blocks)?) + RELATIVE_GATE;
        let loud: Vec<f64> = blocks.into_iter().filter(|power| lufs(*power) > gate).collect();
        mean(&loud).map(lufs)
    }
}

/// Loudness of a weighted clip as a part of an episode: said again and again, with silence of `gap` samples between.
pub(crate) fn loudness(weighted: impl ExactSizeIterator<Item = f64> + Clone, rate: u32, gap: usize) -> Option<f64> {
    let period = weighted.len() + gap;
    let repeats = (SPAN_SECONDS * rate as usize / period.max(1)).max(1);
    let mut energies = Energies::new(rate);
    for _ in 0..repeats {
        weighted.clone().for_each(|sample| energies.add(sample));
        energies.add_silence(gap);
    }
    energies.loudness()
}

fn lufs(power: f64) -> f64 {
    OFFSET + 10.0 * power.log10()
}

fn mean(powers: &[f64]) -> Option<f64> {
    (!powers.is_empty()).then(|| powers.iter().sum::<f64>() / powers.len() as f64)
}

/// A biquad in direct form I: one multiplication and one addition depend on the sample before.
struct Biquad {
    b: [f64; 3],
    a: [f64; 2],
    inputs: [f64; 2],
    outputs: [f64; 2],
}

impl Biquad {
    /// The standard's first filter, from its analogue prototype: +4 dB above 1.7 kHz.
    fn shelf(rate: f64) -> Biquad {
        let (frequency, gain_db, q) = (1_681.974_450_955_533, 3.999_843_853_973_347, 0.707_175_236_955_419_6);
        let k = (PI * frequency / rate).tan();
        let high = 10_f64.powf(gain_db / 20.0);
        let middle = high.powf(0.499_666_774_154_541_6);
        let b = [high + middle * k / q + k * k, 2.0 * (k * k - high), high - middle * k / q + k * k];
        Biquad::new(b, k, q)
    }

    /// The standard's second filter: nothing below 38 Hz.
    fn high_pass(rate: f64) -> Biquad {
        let (frequency, q) = (38.135_470_876_024_44, 0.500_327_037_323_877_3);
        let k = (PI * frequency / rate).tan();
        let scale = 1.0 + k / q + k * k;
        Biquad::new([scale, -2.0 * scale, scale], k, q)
    }

    fn new(b: [f64; 3], k: f64, q: f64) -> Biquad {
        let scale = 1.0 + k / q + k * k;
        let a = [2.0 * (k * k - 1.0) / scale, (1.0 - k / q + k * k) / scale];
        Biquad { b: b.map(|b| b / scale), a, inputs: [0.0; 2], outputs: [0.0; 2] }
    }

    fn next(&mut self, input: f64) -> f64 {
        let ([b0, b1, b2], [a1, a2]) = (self.b, self.a);
        let ([x1, x2], [y1, y2]) = (self.inputs, self.outputs);
        let output = (b0 * input + b1 * x1 + b2 * x2 - a2 * y2) - a1 * y1;
        (self.inputs, self.outputs) = ([input, x1], [output, y1]);
        output
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ebur128::{Channel, EbuR128, Mode};

    const RATES: [u32; 2] = [24_000, 48_000];

    /// Noise that swells and falls silent, so that both gates matter.
    fn swelling(length: usize) -> Vec<f32> {
        let mut state = 7_u32;
        let noise = |at: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let swell = (2.0 * PI * at as f64 / 30_000.0).sin().max(0.0) as f32;
            (state as i32 as f32 / i32::MAX as f32) * 0.2 * swell * swell
        };
        (0..length).map(noise).collect()
    }

    fn ours(samples: &[f32], rate: u32) -> Option<f64> {
        let mut weighting = Weighting::new(rate);
        let weighted: Vec<f64> = samples.iter().map(|sample| weighting.next(*sample)).collect();
        loudness(weighted.into_iter(), rate, 0)
    }

    #[test]
    fn agrees_with_an_independent_meter() {
        for rate in RATES {
            let samples = swelling(5 * rate as usize);
            let mut reference = EbuR128::new(1, rate, Mode::I).unwrap();
            reference.set_channel(0, Channel::DualMono).unwrap();
            reference.add_frames_f32(&samples).unwrap();
            let expected = reference.loudness_global().unwrap();
            assert!((ours(&samples, rate).unwrap() - expected).abs() < 0.01, "{rate} Hz: {expected}");
        }
    }

    #[test]
    fn a_reference_tone_reads_as_the_standard_says() {
        for rate in RATES {
            let sample = |n| (2.0 * PI * 997.0 * f64::from(n) / f64::from(rate)).sin() as f32;
            let tone: Vec<f32> = (0..4 * rate).map(sample).collect();
            // -3.01 LUFS in one channel, and twice the power in two.
            assert!(ours(&tone, rate).unwrap().abs() < 0.05, "{rate} Hz");
        }
    }

    #[test]
    fn a_word_is_as_loud_as_when_it_is_repeated() {
        let word = swelling(3_000);
        let repeated: Vec<f32> = word.iter().copied().cycle().take(72_000).collect();
        assert!((ours(&word, 24_000).unwrap() - ours(&repeated, 24_000).unwrap()).abs() < 0.1);
    }

    #[test]
    fn silence_has_no_loudness() {
        assert_eq!(ours(&[], 24_000), None);
        assert_eq!(ours(&[0.0; 96_000], 24_000), None);
    }
}
