//! Elementary functions in single precision, of additions and multiplications alone.
//!
//! Those of the platform differ between platforms in the last bit, which is heard nowhere but would give other bytes; and no
//! compiler computes four of them at once.

use std::f32::consts::{FRAC_2_PI, LN_2, LOG2_E};

/// Added and taken away again, it leaves the nearest integer; added, that integer in the last bits.
pub(crate) const ROUNDER: f32 = 12_582_912.0;

/// Half of π in three parts, the first two of so few bits that their multiples are exact.
const HALF_PI: [f32; 3] = [1.570_312_5, 4.837_513e-4, 7.549_79e-8];

/// ln 2 in two parts.
const LN2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];

pub(crate) fn round(x: f32) -> f32 {
    (x + ROUNDER) - ROUNDER
}

/// eˣ, to 2 · 10⁻⁷ of it.
pub(crate) fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 88.0);
    let shifted = x * LOG2_E + ROUNDER;
    let n = shifted - ROUNDER;
    let r = (x - n * LN2[0]) - n * LN2[1];
    let tail = 1.0 / 120.0 + r * (1.0 / 720.0 + r / 5_040.0);
    let power = 1.0 + r * (1.0 + r * (0.5 + r * (1.0 / 6.0 + r * (1.0 / 24.0 + r * tail))));
    power * f32::from_bits(shifted.to_bits().wrapping_add(127) << 23)
}

/// The natural logarithm of a positive number.
pub(crate) fn ln(x: f32) -> f32 {
    let bits = x.max(f32::MIN_POSITIVE).to_bits();
    // Mantissa between √½ and √2, where the series converges fast.
    let exponent = (bits.wrapping_sub(0x3f35_04f3) as i32) >> 23;
    let mantissa = f32::from_bits(bits.wrapping_sub((exponent as u32) << 23));
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let z = s * s;
    let series = 2.0 * s * (1.0 + z * (1.0 / 3.0 + z * (0.2 + z * (1.0 / 7.0 + z / 9.0))));
    exponent as f32 * LN_2 + series
}

pub(crate) fn tanh(x: f32) -> f32 {
    1.0 - 2.0 / (exp(2.0 * x) + 1.0)
}

/// (sin x, cos x), to 10⁻⁶ for angles up to some thousand.
pub(crate) fn sin_cos(x: f32) -> (f32, f32) {
    let shifted = x * FRAC_2_PI + ROUNDER;
    let n = shifted - ROUNDER;
    let r = ((x - n * HALF_PI[0]) - n * HALF_PI[1]) - n * HALF_PI[2];
    let z = r * r;
    let sin = r * (1.0 - z * (1.0 / 6.0 - z * (1.0 / 120.0 - z * (1.0 / 5_040.0 - z / 362_880.0))));
    let cos = 1.0 - z * (0.5 - z * (1.0 / 24.0 - z * (1.0 / 720.0 - z / 40_320.0)));
    let quadrant = shifted.to_bits();
    let (sin, cos) = if quadrant & 1 == 0 { (sin, cos) } else { (cos, sin) };
    let flipped = |value: f32, flip: u32| if flip & 2 == 0 { value } else { -value };
    (flipped(sin, quadrant), flipped(cos, quadrant.wrapping_add(1)))
}

/// The Gaussian error linear unit, ½x (1 + erf(x/√2)); erf by Abramowitz and Stegun 7.1.26, to 1.5 · 10⁻⁷.
pub(crate) fn gelu(x: f32) -> f32 {
    let y = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * y);
    let series = t * (0.254_829_6 + t * (-0.284_496_72 + t * (1.421_413_8 + t * (-1.453_152 + t * 1.061_405_4))));
    let erf = (1.0 - series * exp(-y * y)).copysign(x);
    0.5 * x * (1.0 + erf)
}

/// The sum of products, in eight running sums.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let mut sums = [0.0; 8];
    for (a, b) in a.iter().zip(b) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum::<f32>() + a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_agree_with_double_precision() {
        let close = |ours: f32, theirs: f64, tolerance: f64| {
            (f64::from(ours) - theirs).abs() <= tolerance * theirs.abs().max(1.0)
        };
        for step in -8_000_i16..8_000 {
            let x = f32::from(step) / 100.0;
            let wide = f64::from(x);
            assert!(close(exp(x), wide.exp(), 3e-7), "exp {x}: {} {}", exp(x), wide.exp());
            assert!(close(tanh(x), wide.tanh(), 1e-6), "tanh {x}");
            assert!(x == 0.0 || close(ln(x.abs()), wide.abs().ln(), 4e-7), "ln {x}");
            for x in [x, 20.0 * x] {
                let (sin, cos) = sin_cos(x);
                assert!(
                    close(sin, f64::from(x).sin(), 2e-6) && close(cos, f64::from(x).cos(), 2e-6),
                    "{x}: {sin} {cos}"
                );
            }
        }
        for (x, y) in
            [(-3.0, -0.004_049_694), (-1.0, -0.158_655_25), (0.0, 0.0), (0.5, 0.345_731_23), (2.0, 1.954_499_7)]
        {
            assert!((gelu(x) - y).abs() < 1e-6, "gelu {x}");
        }
    }
}
