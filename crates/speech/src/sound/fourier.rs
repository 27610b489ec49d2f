//! The Fourier transform of 1,200 real numbers: one of 600 complex numbers, then even and odd samples are told apart.

use super::{BINS, WINDOW};
use std::ops::{Add, Mul, Sub};

const HALF: usize = WINDOW / 2;

/// Their product is 600. The smallest first: its pass has the shortest runs.
const RADICES: [usize; 5] = [2, 3, 4, 5, 5];

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Complex {
    pub(crate) re: f32,
    pub(crate) im: f32,
}

impl Complex {
    pub(crate) fn new(re: f32, im: f32) -> Complex {
        Complex { re, im }
    }

    /// The number of length one at a share of a turn.
    fn turned(numerator: usize, denominator: usize) -> Complex {
        let angle = -std::f64::consts::TAU * (numerator % denominator) as f64 / denominator as f64;
        Complex::new(angle.cos() as f32, angle.sin() as f32)
    }

    fn conjugate(self) -> Complex {
        Complex::new(self.re, -self.im)
    }

    fn scaled(self, scale: f32) -> Complex {
        Complex::new(self.re * scale, self.im * scale)
    }
}

impl Add for Complex {
    type Output = Complex;
    fn add(self, other: Complex) -> Complex {
        Complex::new(self.re + other.re, self.im + other.im)
    }
}

impl Sub for Complex {
    type Output = Complex;
    fn sub(self, other: Complex) -> Complex {
        Complex::new(self.re - other.re, self.im - other.im)
    }
}

impl Mul for Complex {
    type Output = Complex;
    fn mul(self, other: Complex) -> Complex {
        Complex::new(self.re * other.re - self.im * other.im, self.re * other.im + self.im * other.re)
    }
}

/// One pass: the groups it splits, each by a matrix of its own.
#[derive(Debug)]
struct Stage {
    radix: usize,
    groups: usize,
    matrices: Vec<Complex>,
}

#[derive(Debug)]
pub(crate) struct Fourier {
    stages: Vec<Stage>,
    turns: Vec<Complex>,
    front: Vec<Complex>,
    back: Vec<Complex>,
}

impl Fourier {
    pub(crate) fn new() -> Fourier {
        let mut length = HALF;
        let stages = RADICES.map(|radix| {
            let (size, groups) = (length, length / radix);
            length = groups;
            let cells = (0..groups).flat_map(move |group| (0..radix).map(move |output| (group, output)));
            let cells = cells.flat_map(move |(group, output)| (0..radix).map(move |input| (group, output, input)));
            let matrix = |(group, output, input): (usize, usize, usize)| {
                Complex::turned(output * (group + groups * input), size)
            };
            Stage { radix, groups, matrices: cells.map(matrix).collect() }
        });
        let turns = (0..BINS).map(|bin| Complex::turned(bin, WINDOW));
        let empty = vec![Complex::default(); HALF];
        Fourier { stages: stages.into(), turns: turns.collect(), front: empty.clone(), back: empty }
    }

    /// The spectrum of 1,200 samples, up to half the sample rate.
    pub(crate) fn spectrum(&mut self, samples: &[f32], spectrum: &mut [Complex]) {
        for (pair, [even, odd]) in self.front.iter_mut().zip(samples.as_chunks::<2>().0) {
            *pair = Complex::new(*even, *odd);
        }
        self.transform();
        let mirrored = self.front.iter().take(1).chain(self.front.iter().rev());
        let bins = self.front.iter().chain(self.front.first()).zip(mirrored).zip(&self.turns);
        for (bin, ((whole, mirror), turn)) in spectrum.iter_mut().zip(bins) {
            let (even, odd) = ((*whole + mirror.conjugate()).scaled(0.5), (*whole - mirror.conjugate()).scaled(0.5));
            // The odd samples' spectrum, a quarter of a turn back.
            *bin = even + Complex::new(odd.im, -odd.re) * *turn;
        }
    }

    /// The samples of a spectrum; the phases of its first and last frequency do not count.
    pub(crate) fn samples(&mut self, spectrum: &[Complex], samples: &mut [f32]) {
        let real =
            |bin: usize, value: Complex| if bin == 0 || bin == HALF { Complex::new(value.re, 0.0) } else { value };
        let bins = spectrum.iter().zip(spectrum.iter().rev()).zip(&self.turns).enumerate();
        for (pair, (bin, ((value, mirror), turn))) in self.front.iter_mut().zip(bins) {
            let (value, mirror) = (real(bin, *value), real(bin, *mirror).conjugate());
            let (even, odd) = ((value + mirror).scaled(0.5), (value - mirror).scaled(0.5) * turn.conjugate());
            // Backwards is forwards between two reflections.
            *pair = (even + Complex::new(-odd.im, odd.re)).conjugate();
        }
        self.transform();
        for ([even, odd], pair) in samples.as_chunks_mut::<2>().0.iter_mut().zip(&self.front) {
            (*even, *odd) = (pair.re / HALF as f32, -pair.im / HALF as f32);
        }
    }

    fn transform(&mut self) {
        let mut stride = 1;
        for Stage { radix, groups, matrices } in &self.stages {
            let rows = self.back.chunks_exact_mut(stride).zip(matrices.chunks_exact(*radix));
            for (row, (output, factors)) in rows.enumerate() {
                output.fill(Complex::default());
                for (input, factor) in factors.iter().enumerate() {
                    let start = (row / radix + groups * input) * stride;
                    let inputs = self.front.get(start..start + stride).unwrap_or_default();
                    for (sum, value) in output.iter_mut().zip(inputs) {
                        *sum = *sum + *value * *factor;
                    }
                }
            }
            std::mem::swap(&mut self.front, &mut self.back);
            stride *= radix;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spectrum_is_that_of_the_definition_and_leads_back() {
        let samples: Vec<f32> = (0..WINDOW).map(|n| ((n * n * 7 % 101) as f32 - 50.0) / 50.0).collect();
        let mut fourier = Fourier::new();
        let mut spectrum = vec![Complex::default(); BINS];
        fourier.spectrum(&samples, &mut spectrum);
        for bin in [0, 1, 2, 7, 150, 299, 300, 301, 599, 600] {
            let (mut re, mut im) = (0.0, 0.0);
            for (n, sample) in samples.iter().enumerate() {
                let angle = -std::f64::consts::TAU * (n * bin) as f64 / WINDOW as f64;
                re += f64::from(*sample) * angle.cos();
                im += f64::from(*sample) * angle.sin();
            }
            let found = spectrum[bin];
            assert!(
                (f64::from(found.re) - re).abs() < 1e-3 && (f64::from(found.im) - im).abs() < 1e-3,
                "{bin}: {found:?} {re} {im}"
            );
        }
        let mut back = vec![0.0; WINDOW];
        fourier.samples(&spectrum, &mut back);
        assert!(samples.iter().zip(&back).all(|(a, b)| (a - b).abs() < 1e-5));
    }
}
