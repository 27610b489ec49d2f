//! Rate control: the finest gain (least quantization step) whose code fits its share of a frame.

use crate::band::GRANULE_SAMPLES;
use rusty_mp3::encode::huffman;
use rusty_mp3::encode::quantize::QuantizedGranule;
use rusty_mp3::frame::{BlockType, GranuleSideInfo};
use rusty_mp3::header::FrameHeader;
use std::ops::RangeInclusive;
use wide::{f32x8, i32x8};

/// The finest gain worth its bits: its noise is about 100 dB under full scale.
const GAIN_MIN: i32 = 134;
const GAIN_MAX: i32 = 255;

/// Largest magnitude the code can carry.
const LEVEL_MAX: f32 = 8191.0;

/// The rounding offset, less the standard's bias towards zero.
const ROUNDING: f32 = 0.5 - 0.0946;

/// Bits a nonzero line costs more when the gain is one step finer.
const BITS_PER_STEP: f32 = 0.19;

type Lines = [f32; GRANULE_SAMPLES];
type Powers = [f32x8; GRANULE_SAMPLES / 8];

/// A granule's lines.
pub(super) struct Spectrum {
    lines: Lines,
    powers: Powers,
    /// Of the powers.
    sum: f32,
}

impl Spectrum {
    pub(super) fn of(lines: Lines) -> Spectrum {
        let powers = powers(&lines);
        let sum = powers.iter().fold(f32x8::ZERO, |sum, power| sum + *power).reduce_add();
        Spectrum { lines, powers, sum }
    }

    /// Its share of the bits left in a frame with these granules after it, all if they are silent.
    ///
    /// Equal shares would leave the same noise under a pause as under a vowel, relative to their loudness; equal noise would
    /// drown what comes before an onset. Roots of the powers are half way.
    pub(super) fn share(&self, left: usize, after: &[Spectrum]) -> usize {
        let after: f32 = after.iter().map(|spectrum| spectrum.sum.sqrt()).sum();
        let own = self.sum.sqrt();
        if after > 0.0 { (left as f32 * own / (own + after)) as usize } else { left }
    }
}

/// The search for the gain; starts from the last granule's mean level, because the next gain is rarely far from it.
pub(super) struct RateLoop {
    /// Mean quantized level of the last granule.
    mean_level: f32,
}

struct Fit {
    gain: i32,
    levels: [i32; GRANULE_SAMPLES],
    side: GranuleSideInfo,
}

/// The coarsest gain, for lines too large for any code.
impl Default for Fit {
    fn default() -> Fit {
        Fit { gain: GAIN_MAX, levels: [0; GRANULE_SAMPLES], side: GranuleSideInfo::default() }
    }
}

impl RateLoop {
    pub(super) fn new() -> RateLoop {
        RateLoop { mean_level: 1.0 }
    }

    /// The granule at the finest gain whose code has at most so many bits.
    pub(super) fn quantise(&mut self, header: &FrameHeader, spectrum: &Spectrum, bits: usize) -> QuantizedGranule {
        let Spectrum { lines, powers, sum } = spectrum;
        if *sum <= 0.0 || !sum.is_finite() {
            return QuantizedGranule::default();
        }
        let peak = powers.iter().flat_map(|power| power.to_array()).fold(0.0, greater);
        let floor = gain_for(LEVEL_MAX / peak).clamp(GAIN_MIN, GAIN_MAX);
        let guess = gain_for(self.mean_level / *sum).clamp(floor, GAIN_MAX);
        let Fit { gain, mut levels, mut side } = search(header, powers, bits, floor..=guess);
        self.mean_level = sum * step(gain);
        for (level, line) in levels.iter_mut().zip(lines.iter()) {
            *level = if *line < 0.0 { -*level } else { *level };
        }
        side.global_gain = gain as u8;
        QuantizedGranule { coeffs: levels, side, scalefactors: [0; 39] }
    }
}

/// Steps from the end of `range`, which is a guess, by the estimate from the bits left over, until less than one step is left.
fn search(header: &FrameHeader, powers: &Powers, bits_max: usize, range: RangeInclusive<i32>) -> Fit {
    let (floor, guess) = range.into_inner();
    let (mut too_fine, mut best): (i32, Option<Fit>) = (floor - 1, None);
    let mut gain = guess;
    while too_fine < GAIN_MAX && best.as_ref().is_none_or(|fit| fit.gain - too_fine > 1) {
        let (levels, coded) = levels(powers, step(gain));
        let (side, bits) = huffman::select(header, &levels, BlockType::Long);
        let steps_left = (bits_max as f32 - bits as f32) / (BITS_PER_STEP * coded.max(1) as f32);
        if bits <= bits_max {
            best = Some(Fit { gain, levels, side });
            if steps_left < 1.0 {
                break;
            }
        } else {
            too_fine = gain;
        }
        let coarsest = best.as_ref().map_or(GAIN_MAX, |fit| fit.gain - 1);
        gain = gain.saturating_sub(steps_left.floor() as i32).min(coarsest).max(too_fine + 1);
    }
    best.unwrap_or_default()
}

/// Magnitudes to the power 3/4, as the code carries them, by two square roots.
fn powers(lines: &Lines) -> Powers {
    let mut powers = [f32x8::ZERO; GRANULE_SAMPLES / 8];
    let (lines, _) = lines.as_chunks::<8>();
    for (power, lines) in powers.iter_mut().zip(lines) {
        let magnitude = f32x8::from(*lines).abs();
        *power = (magnitude * magnitude.sqrt()).sqrt();
    }
    powers
}

/// The quantized levels without their signs (a sign costs one bit at any level), and the count of nonzero ones.
fn levels(powers: &Powers, step: f32) -> ([i32; GRANULE_SAMPLES], i32) {
    let (mut levels, mut coded) = ([0; GRANULE_SAMPLES], i32x8::ZERO);
    let (slots, _) = levels.as_chunks_mut::<8>();
    for (slots, power) in slots.iter_mut().zip(powers) {
        let level = (*power * step + ROUNDING).fast_trunc_int();
        coded += level.min(i32x8::ONE);
        *slots = level.to_array();
    }
    (levels, coded.reduce_add())
}

/// The greater of two numbers; not a call in wasm, because unlike `f32::max` it ignores NaN.
fn greater(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The factor from a power to its quantized level.
fn step(gain: i32) -> f32 {
    (-0.1875 * (gain - 210) as f32).exp2()
}

/// The least gain whose step is at most `step`.
fn gain_for(step: f32) -> i32 {
    210_i32.saturating_add((step.log2() / -0.1875).ceil() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::band::Band;
    use crate::encoder::stream_header;
    use crate::encoder::tests::noise;
    use rusty_mp3::encode::psychoacoustic::PsyResult;
    use rusty_mp3::encode::quantize;
    use rusty_mp3::frame::SFB_LONG;

    const BITS: usize = 1_432;

    /// Lines that fall off towards high frequencies, at any level.
    fn lines(seed: u32, level: f32) -> Lines {
        let mut lines = noise(seed);
        lines.iter_mut().enumerate().for_each(|(at, line)| *line *= level * (-(at as f32) / 90.0).exp());
        lines
    }

    #[test]
    fn the_gain_equals_that_of_an_exhaustive_search() {
        let header = stream_header(Band::Narrow).unwrap();
        let masked = PsyResult { thresholds: [f32::MAX; SFB_LONG], ..PsyResult::default() };
        let mut rate = RateLoop::new();
        for (seed, level) in [(1, 0.1), (2, 0.3), (3, 0.01), (4, 1.0), (5, 0.5), (6, 0.5)] {
            let lines = lines(seed, level);
            let ours = rate.quantise(&header, &Spectrum::of(lines), BITS);
            let finest = quantize::loops(&header, &lines, &masked, BITS, BlockType::Long);
            let coarser = i32::from(ours.side.global_gain) - i32::from(finest.side.global_gain);
            assert!((0..=1).contains(&coarser), "{coarser} steps coarser");
            assert!(huffman::select(&header, &ours.coeffs, BlockType::Long).1 <= BITS);
        }
    }

    #[test]
    fn inaudible_noise_gets_no_finer_gain() {
        let granule =
            RateLoop::new().quantise(&stream_header(Band::Narrow).unwrap(), &Spectrum::of(lines(1, 1e-6)), BITS);
        assert_eq!(i32::from(granule.side.global_gain), GAIN_MIN);
    }

    #[test]
    fn silence_and_out_of_range_lines_still_make_a_granule() {
        let header = stream_header(Band::Narrow).unwrap();
        let mut rate = RateLoop::new();
        for line in [0.0, f32::MIN_POSITIVE, 1e30, f32::INFINITY, f32::NAN] {
            let granule = rate.quantise(&header, &Spectrum::of([line; GRANULE_SAMPLES]), BITS);
            assert!(huffman::select(&header, &granule.coeffs, BlockType::Long).1 <= BITS, "{line}");
        }
    }
}
