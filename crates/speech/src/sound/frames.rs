//! Frames of the source, and of the sound.

use super::fourier::{Complex, Fourier};
use super::noise::Noise;
use super::{BINS, HOP, WINDOW, pulses, window};
use crate::math::{exp, sin_cos, tanh};
use std::f32::consts::PI;

/// Largest strength of a frame, as a natural logarithm.
const LOUDEST: f32 = 7.0;

/// The pulses of a sentence, seen through one window after the other.
#[derive(Debug)]
pub(crate) struct Source {
    samples: Vec<f32>,
    window: Vec<f32>,
}

impl Source {
    pub(crate) fn new(f0: &[f32]) -> Source {
        // So weighted, a harmonic of strength one has the strength one in the spectrum.
        let window = window().into_iter().map(|weight| weight / (WINDOW / 4) as f32);
        Source { samples: pulses::pulses(f0), window: window.collect() }
    }

    /// The samples around the beginning of a frame; beyond both ends the sound is its own reflection.
    fn windowed(&self, frame: usize, samples: &mut [f32]) {
        let last = self.samples.len().saturating_sub(1);
        for ((at, sample), weight) in samples.iter_mut().enumerate().zip(&self.window) {
            let from = (frame * HOP + at).abs_diff(WINDOW / 2);
            let from = if from > last { (2 * last).saturating_sub(from) } else { from };
            *sample = weight * self.samples.get(from).copied().unwrap_or_default();
        }
    }
}

/// The sound that frames add up to.
#[derive(Debug)]
pub(crate) struct Overlap {
    fourier: Fourier,
    window: Vec<f32>,
    /// Half a window more at both ends.
    samples: Vec<f32>,
    frames: usize,
    spectrum: Vec<Complex>,
    frame: Vec<f32>,
}

impl Overlap {
    pub(crate) fn new(frames: usize) -> Overlap {
        Overlap {
            fourier: Fourier::new(),
            window: window(),
            samples: vec![0.0; frames * HOP + WINDOW],
            frames,
            spectrum: vec![Complex::default(); BINS],
            frame: vec![0.0; WINDOW],
        }
    }

    /// Adds one frame: of each frequency the strength and phase of the pulses, the strength of the noise, and strength and
    /// phase of the rest.
    pub(crate) fn add(&mut self, at: usize, numbers: &[f32], source: &Source, noise: Option<&mut Noise>) {
        source.windowed(at, &mut self.frame);
        self.fourier.spectrum(&self.frame, &mut self.spectrum);
        let mut kinds = numbers.chunks_exact(BINS);
        let mut kind = || kinds.next().unwrap_or_default();
        let (voice, turn, breath, rest, phase) = (kind(), kind(), kind(), kind(), kind());
        let strength = |value: f32| exp(if value < LOUDEST { value } else { LOUDEST });
        for (((bin, voice), turn), (rest, phase)) in
            self.spectrum.iter_mut().zip(voice).zip(turn).zip(rest.iter().zip(phase))
        {
            *bin = *bin * polar(strength(*voice), PI * tanh(*turn)) + polar(strength(*rest), *phase);
        }
        if let Some(noise) = noise {
            for (bin, breath) in self.spectrum.iter_mut().zip(breath) {
                let (pair, strength) = (noise.pair(), strength(*breath));
                *bin = *bin + Complex::new(strength * pair.re, strength * pair.im);
            }
        }
        self.fourier.samples(&self.spectrum, &mut self.frame);
        let sum = self.samples.iter_mut().skip(at * HOP);
        for ((sum, sample), weight) in sum.zip(&self.frame).zip(&self.window) {
            *sum += sample * weight;
        }
    }

    /// The samples, each divided by the squares of the weights it was added with.
    pub(crate) fn finish(self) -> Vec<f32> {
        let squares =
            self.window.chunks_exact(HOP).map(|part| part.iter().map(|weight| weight * weight).collect::<Vec<_>>());
        let squares: Vec<Vec<f32>> = squares.collect();
        let mut samples = self.samples;
        for (hop, part) in samples.chunks_exact_mut(HOP).enumerate() {
            let mut weights = vec![0.0; HOP];
            let frames = squares
                .iter()
                .enumerate()
                .filter(|(back, _)| hop.checked_sub(*back).is_some_and(|frame| frame < self.frames));
            for (_, squares) in frames {
                for (weight, square) in weights.iter_mut().zip(squares) {
                    *weight += square;
                }
            }
            for (sample, weight) in part.iter_mut().zip(weights) {
                *sample /= weight.max(1e-11);
            }
        }
        samples.drain(..WINDOW / 2);
        samples.truncate(self.frames * HOP);
        samples
    }
}

fn polar(size: f32, angle: f32) -> Complex {
    let (sin, cos) = sin_cos(angle);
    Complex::new(size * cos, size * sin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pulses_pass_a_filter_of_strength_one_at_their_own_strength() {
        let f0 = [150.0; 20];
        let source = Source::new(&f0);
        let mut overlap = Overlap::new(f0.len());
        let silent = -100.0;
        let numbers: Vec<f32> = [0.0, 0.0, silent, silent, 0.0].iter().flat_map(|kind| vec![*kind; BINS]).collect();
        for frame in 0..f0.len() {
            overlap.add(frame, &numbers, &source, None);
        }
        let sound = overlap.finish();
        assert_eq!(sound.len(), f0.len() * HOP);
        // As every window is weighted by a quarter of its length.
        let scale = (WINDOW / 4) as f32;
        let worst =
            sound[HOP..].iter().zip(&source.samples[HOP..]).map(|(a, b)| (a * scale - b).abs()).fold(0.0, f32::max);
        assert!(worst < 0.02, "{worst}");
    }
}
