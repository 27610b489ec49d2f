//! White noise from a seed: the same seed is the same noise.

use super::fourier::Complex;
use crate::math::{ln, sin_cos};
use std::f32::consts::TAU;

#[derive(Clone, Debug)]
pub(crate) struct Noise {
    state: u64,
}

impl Noise {
    pub(crate) fn new(seed: u64) -> Noise {
        Noise { state: seed }
    }

    /// Two normally distributed numbers of variance one (Box and Muller).
    pub(crate) fn pair(&mut self) -> Complex {
        let bits = self.bits();
        // Between nought and one, both excluded.
        let share = |bits: u64| ((bits & 0xff_ffff) as f32 + 0.5) / 16_777_216.0;
        let size = (-2.0 * ln(share(bits))).sqrt();
        let (sin, cos) = sin_cos(TAU * share(bits >> 32));
        Complex::new(size * cos, size * sin)
    }

    /// SplitMix64.
    fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_normally_distributed() {
        let mut noise = Noise::new(7);
        let values: Vec<f32> = (0..50_000).map(|_| noise.pair()).flat_map(|pair| [pair.re, pair.im]).collect();
        let mean =
            |power: i32| values.iter().map(|value| f64::from(*value).powi(power)).sum::<f64>() / values.len() as f64;
        assert!(mean(1).abs() < 0.01 && (mean(2) - 1.0).abs() < 0.02, "{} {}", mean(1), mean(2));
        assert!(mean(3).abs() < 0.05 && (mean(4) - 3.0).abs() < 0.1, "{} {}", mean(3), mean(4));
    }
}
