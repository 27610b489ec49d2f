//! Layers in which every output depends on every input: of floating-point numbers, and of bytes.

use crate::error::Error;
use crate::net::rows::Rows;
use crate::pack::{Pack, damaged};
use wide::bytemuck::cast;
use wide::{f32x8, i16x8, i32x4};

/// Rows that are multiplied together, so that each weight is loaded once for all of them.
const TILE: usize = 4;

/// Columns of floating-point weights that lie together.
const COLUMNS: usize = 8;

#[derive(Debug)]
pub(crate) enum Dense<'p> {
    Floats(Floats),
    Bytes(Bytes<'p>),
}

impl Dense<'_> {
    pub(crate) fn apply(&self, rows: &Rows) -> Rows {
        match self {
            Dense::Floats(floats) => floats.apply(rows.iter()),
            Dense::Bytes(bytes) => {
                let product = bytes.product(rows);
                product.rows(0, rows.count())
            }
        }
    }
}

#[derive(Debug)]
pub(crate) struct Floats {
    depth: usize,
    /// The weights of eight columns, input by input; then of the next eight.
    weights: Vec<f32x8>,
    bias: Vec<f32>,
}

impl Floats {
    pub(crate) fn read(pack: &Pack<'_>, name: &str, bias: &str, depth: usize, width: usize) -> Result<Floats, Error> {
        let table = pack.floats(name, depth * width)?;
        let column = |row: usize, column: usize| table.get(row * width + column).filter(|_| column < width);
        let weights = (0..width.div_ceil(COLUMNS)).flat_map(|block| {
            (0..depth).map(move |row| {
                let lanes = std::array::from_fn(|lane| column(row, block * COLUMNS + lane).copied().unwrap_or(0.0));
                f32x8::new(lanes)
            })
        });
        Ok(Floats { depth, weights: weights.collect(), bias: pack.floats(bias, width)? })
    }

    pub(crate) fn apply<'r>(&self, inputs: impl Iterator<Item = &'r [f32]>) -> Rows {
        let width = self.bias.len();
        let inputs: Vec<&[f32]> = inputs.collect();
        let mut values = vec![0.0; inputs.len() * width];
        let mut tile = vec![[f32x8::ZERO; TILE]; self.depth];
        for (rows, outputs) in inputs.chunks(TILE).zip(values.chunks_mut(TILE * width)) {
            for (lane, row) in rows.iter().enumerate() {
                for (cell, value) in tile.iter_mut().filter_map(|cells| cells.get_mut(lane)).zip(*row) {
                    *cell = f32x8::splat(*value);
                }
            }
            for (block, weights) in self.weights.chunks_exact(self.depth.max(1)).enumerate() {
                let mut sums = [f32x8::ZERO; TILE];
                for (inputs, weights) in tile.iter().zip(weights) {
                    for (sum, input) in sums.iter_mut().zip(inputs) {
                        *sum += *input * *weights;
                    }
                }
                for (row, sums) in outputs.chunks_exact_mut(width).zip(sums) {
                    for (value, sum) in row.iter_mut().skip(block * COLUMNS).zip(sums.to_array()) {
                        *value = sum;
                    }
                }
            }
            for row in outputs.chunks_exact_mut(width) {
                for (value, bias) in row.iter_mut().zip(&self.bias) {
                    *value += bias;
                }
            }
        }
        Rows::new(width, values)
    }

    /// A convolution: each row with its neighbours, and silence beyond the ends.
    pub(crate) fn convolve(&self, rows: &Rows, taps: usize) -> Rows {
        let beyond = taps / 2 * rows.width();
        let mut padded = vec![0.0; beyond];
        padded.extend_from_slice(rows.values());
        padded.resize(rows.values().len() + 2 * beyond, 0.0);
        self.apply(padded.windows(taps * rows.width()).step_by(rows.width()))
    }
}

/// Weights of one byte, times inputs that are rounded to as many levels as the loudest of them needs.
#[derive(Debug)]
pub(crate) struct Bytes<'p> {
    depth: usize,
    scale: f32,
    /// Four columns at a time, of which two rows lie side by side.
    weights: &'p [[u8; 8]],
    bias: Vec<f32>,
}

impl<'p> Bytes<'p> {
    pub(crate) fn read(
        pack: &Pack<'p>,
        name: &str,
        bias: &str,
        depth: usize,
        width: usize,
    ) -> Result<Bytes<'p>, Error> {
        let read = |section: &'p [u8]| {
            let (head, weights) = section.split_first_chunk::<12>()?;
            let (&[stored_depth, stored_width, scale], _) = head.as_chunks::<4>().0.split_first_chunk::<3>()?;
            let weights = weights.as_chunks::<8>().0;
            let same = u32::from_le_bytes(stored_depth) as usize == depth
                && u32::from_le_bytes(stored_width) as usize == width;
            let whole = depth.is_multiple_of(2) && weights.len() == width.div_ceil(8) * depth;
            (same && whole).then_some((weights, f32::from_le_bytes(scale)))
        };
        let (weights, scale) = read(pack.section(name)?).ok_or_else(|| damaged(name))?;
        Ok(Bytes { depth, scale, weights, bias: pack.floats(bias, width)? })
    }

    /// All that is needed to compute some rows of the product, when they are wanted.
    pub(crate) fn product(&self, rows: &Rows) -> Product<'_> {
        let (levels, scale) = quantize(rows.values());
        let weights = self.weights.iter().map(|bytes| i16x8::new(bytes.map(|byte| i16::from(byte.cast_signed()))));
        Product { levels, depth: self.depth, weights: weights.collect(), scale: scale * self.scale, bias: &self.bias }
    }
}

#[derive(Debug)]
pub(crate) struct Product<'b> {
    levels: Vec<i16>,
    depth: usize,
    weights: Vec<i16x8>,
    scale: f32,
    bias: &'b [f32],
}

impl Product<'_> {
    pub(crate) fn rows(&self, first: usize, count: usize) -> Rows {
        let width = self.bias.len();
        let pairs = self.depth / 2;
        let mut values = vec![0.0; count * width];
        let mut tile = vec![[[0_i16; 2]; TILE]; pairs];
        let levels = self.levels.chunks(self.depth * TILE);
        let levels = self.levels.get(first * self.depth..).map_or(levels, |levels| levels.chunks(self.depth * TILE));
        for (levels, outputs) in levels.zip(values.chunks_mut(TILE * width)) {
            for (lane, row) in levels.chunks_exact(self.depth).enumerate() {
                for (cells, pair) in tile.iter_mut().zip(row.as_chunks::<2>().0) {
                    if let Some(cell) = cells.get_mut(lane) {
                        *cell = *pair;
                    }
                }
            }
            for (block, weights) in self.weights.chunks_exact(2 * pairs).enumerate() {
                let (left, right) = weights.split_at(pairs);
                let (mut lefts, mut rights) = ([i32x4::ZERO; TILE], [i32x4::ZERO; TILE]);
                for ((inputs, left), right) in tile.iter().zip(left).zip(right) {
                    for ((sum, other), input) in lefts.iter_mut().zip(&mut rights).zip(inputs) {
                        let input: i16x8 = cast([*input; 4]);
                        *sum += input.dot(*left);
                        *other += input.dot(*right);
                    }
                }
                for (row, (left, right)) in outputs.chunks_exact_mut(width).zip(lefts.into_iter().zip(rights)) {
                    let columns = row.iter_mut().zip(self.bias).skip(8 * block);
                    for ((value, bias), sum) in columns.zip(left.to_array().into_iter().chain(right.to_array())) {
                        *value = sum as f32 * self.scale + bias;
                    }
                }
            }
        }
        Rows::new(width, values)
    }
}

/// Numbers as levels above and below zero, and the size of a level: 255 of them reach from the least number to the largest.
fn quantize(values: &[f32]) -> (Vec<i16>, f32) {
    let (eights, rest) = values.as_chunks::<8>();
    let (mut leasts, mut mosts) = ([0.0_f32; 8], [0.0_f32; 8]);
    for eight in eights.iter().map(<[f32; 8]>::as_slice).chain([rest]) {
        for ((least, most), value) in leasts.iter_mut().zip(&mut mosts).zip(eight) {
            // A comparison is one instruction; the functions of the platform ask for what is no number too.
            *least = if *value < *least { *value } else { *least };
            *most = if *value > *most { *value } else { *most };
        }
    }
    let (least, most) = (leasts.into_iter().fold(0.0, f32::min), mosts.into_iter().fold(0.0, f32::max));
    let scale = if most > least { (most - least) / 255.0 } else { 1.0 };
    let zero = crate::math::round(-least / scale).clamp(0.0, 255.0);
    let level = |value: &f32| {
        let level = crate::math::round(value / scale).clamp(-zero, 255.0 - zero);
        // Of an integer below 2¹⁶, rounded to the bits beside the point of a larger number.
        (level + crate::math::ROUNDER).to_bits() as i16
    };
    (values.iter().map(level).collect(), scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_reach_from_the_least_number_to_the_largest() {
        let (levels, scale) = quantize(&[-1.0, 0.0, 0.5, 1.55]);
        assert!((scale - 0.01).abs() < 1e-6);
        assert_eq!(levels, [-100, 0, 50, 155]);
        assert_eq!(quantize(&[]), (Vec::new(), 1.0));
        assert_eq!(quantize(&[0.0, 0.0]).0, [0, 0]);
    }
}
