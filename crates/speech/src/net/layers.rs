//! The parts that both networks are built from.

use crate::error::Error;
use crate::math::{dot, exp, gelu};
use crate::net::dense::{Bytes, Dense, Floats};
use crate::net::rows::Rows;
use crate::pack::Pack;

const EPSILON: f32 = 1e-5;

/// Layer normalization.
#[derive(Debug)]
pub(crate) struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Norm {
    pub(crate) fn read(pack: &Pack<'_>, name: &str, width: usize) -> Result<Norm, Error> {
        let floats = |part| pack.floats(&format!("{name}.{part}"), width);
        Ok(Norm { weight: floats("weight")?, bias: floats("bias")? })
    }

    pub(crate) fn apply(&self, rows: &Rows) -> Rows {
        let mut normal = rows.clone();
        for row in normal.values_mut().chunks_exact_mut(rows.width()) {
            let size = row.len() as f32;
            let mean = sum(row.iter().copied()) / size;
            let variance = sum(row.iter().map(|value| (value - mean) * (value - mean))) / size;
            let scale = 1.0 / (variance + EPSILON).sqrt();
            for ((value, weight), bias) in row.iter_mut().zip(&self.weight).zip(&self.bias) {
                *value = (*value - mean) * scale * weight + bias;
            }
        }
        normal
    }
}

fn sum(values: impl Iterator<Item = f32>) -> f32 {
    values.fold(0.0, |sum, value| sum + value)
}

/// A convolution along time of each channel by itself, then two dense layers; what comes out is added to what went in.
#[derive(Debug)]
pub(crate) struct Block<'p> {
    taps: Vec<f32>,
    bias: Vec<f32>,
    dilation: usize,
    norm: Norm,
    wide: Dense<'p>,
    narrow: Dense<'p>,
    gamma: Vec<f32>,
}

impl<'p> Block<'p> {
    pub(crate) fn read(
        pack: &Pack<'p>,
        name: &str,
        [width, inner]: [usize; 2],
        taps: usize,
        dilation: usize,
    ) -> Result<Block<'p>, Error> {
        let part = |part: &str| format!("{name}.{part}");
        Ok(Block {
            taps: pack.floats(&part("dw.weight"), taps * width)?,
            bias: pack.floats(&part("dw.bias"), width)?,
            dilation,
            norm: Norm::read(pack, &part("norm"), width)?,
            wide: Dense::Bytes(Bytes::read(pack, &part("pw1.weight"), &part("pw1.bias"), width, inner)?),
            narrow: Dense::Bytes(Bytes::read(pack, &part("pw2.weight"), &part("pw2.bias"), inner, width)?),
            gamma: pack.floats(&part("gamma"), width)?,
        })
    }

    pub(crate) fn apply(&self, rows: &mut Rows) {
        let mut inner = self.wide.apply(&self.norm.apply(&self.convolve(rows)));
        inner.map(gelu);
        let mut change = self.narrow.apply(&inner);
        for row in change.values_mut().chunks_exact_mut(rows.width()) {
            for (value, gamma) in row.iter_mut().zip(&self.gamma) {
                *value *= gamma;
            }
        }
        rows.add(&change);
    }

    fn convolve(&self, rows: &Rows) -> Rows {
        let width = rows.width();
        let reach = self.taps.len() / width / 2 * self.dilation;
        let mut values = self.bias.repeat(rows.count());
        for (at, output) in values.chunks_exact_mut(width).enumerate() {
            for (tap, weights) in self.taps.chunks_exact(width).enumerate() {
                let Some(input) = (at + tap * self.dilation).checked_sub(reach).and_then(|row| rows.get(row)) else {
                    continue;
                };
                for ((value, weight), input) in output.iter_mut().zip(weights).zip(input) {
                    *value += weight * input;
                }
            }
        }
        Rows::new(width, values)
    }
}

/// Attention to all other rows, then two dense layers.
#[derive(Debug)]
pub(crate) struct Attention<'p> {
    heads: usize,
    before: Norm,
    inward: Dense<'p>,
    outward: Dense<'p>,
    between: Norm,
    wide: Dense<'p>,
    narrow: Dense<'p>,
}

/// The form in which a network's weights are stored.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stored {
    Floats,
    Bytes,
}

impl Stored {
    fn read<'p>(
        self,
        pack: &Pack<'p>,
        [weights, bias]: [&str; 2],
        depth: usize,
        width: usize,
    ) -> Result<Dense<'p>, Error> {
        Ok(match self {
            Stored::Floats => Dense::Floats(Floats::read(pack, weights, bias, depth, width)?),
            Stored::Bytes => Dense::Bytes(Bytes::read(pack, weights, bias, depth, width)?),
        })
    }
}

impl<'p> Attention<'p> {
    pub(crate) fn read(
        pack: &Pack<'p>,
        name: &str,
        stored: Stored,
        [width, inner]: [usize; 2],
        heads: usize,
    ) -> Result<Attention<'p>, Error> {
        let dense = |weights: &str, bias: &str, depth, width| {
            stored.read(pack, [&format!("{name}.{weights}"), &format!("{name}.{bias}")], depth, width)
        };
        Ok(Attention {
            heads,
            before: Norm::read(pack, &format!("{name}.norm1"), width)?,
            inward: dense("self_attn.in_proj.weight", "self_attn.in_proj_bias", width, 3 * width)?,
            outward: dense("self_attn.out_proj.weight", "self_attn.out_proj.bias", width, width)?,
            between: Norm::read(pack, &format!("{name}.norm2"), width)?,
            wide: dense("linear1.weight", "linear1.bias", width, inner)?,
            narrow: dense("linear2.weight", "linear2.bias", inner, width)?,
        })
    }

    pub(crate) fn apply(&self, rows: &mut Rows) {
        let seen = self.attend(&self.inward.apply(&self.before.apply(rows)));
        rows.add(&self.outward.apply(&seen));
        let mut inner = self.wide.apply(&self.between.apply(rows));
        inner.map(gelu);
        rows.add(&self.narrow.apply(&inner));
    }

    /// Of queries, keys and values side by side: the values, each as much as its key answers the query.
    fn attend(&self, triples: &Rows) -> Rows {
        let width = triples.width() / 3;
        let size = width / self.heads;
        let mut seen = vec![0.0; triples.count() * width];
        let mut shares = vec![0.0; triples.count()];
        for head in 0..self.heads {
            let part = |row: usize, third: usize| {
                let start = third * width + head * size;
                triples.get(row).and_then(|row| row.get(start..start + size)).unwrap_or_default()
            };
            for (at, output) in seen.chunks_exact_mut(width).enumerate() {
                let query = part(at, 0);
                for (other, share) in shares.iter_mut().enumerate() {
                    *share = dot(query, part(other, 1)) / (size as f32).sqrt();
                }
                softmax(&mut shares);
                let output = output.get_mut(head * size..(head + 1) * size).unwrap_or_default();
                for (other, share) in shares.iter().enumerate() {
                    for (value, seen) in output.iter_mut().zip(part(other, 2)) {
                        *value += share * seen;
                    }
                }
            }
        }
        Rows::new(width, seen)
    }
}

fn softmax(values: &mut [f32]) {
    let most = values.iter().fold(f32::MIN, |most, value| most.max(*value));
    let mut whole = 0.0;
    for value in values.iter_mut() {
        *value = exp(*value - most);
        whole += *value;
    }
    for value in values {
        *value /= whole;
    }
}
