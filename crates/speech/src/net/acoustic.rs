//! Phonemes → how long each is, the melody, and five numbers for each frequency of each frame.

use crate::error::Error;
use crate::limits::PHONEME_FRAMES_MAX;
use crate::math::{exp, gelu, ln, round};
use crate::net::dense::{Bytes, Floats, Product};
use crate::net::layers::{Attention, Block, Norm, Stored};
use crate::net::rows::Rows;
use crate::pack::Pack;

const PHONEMES: usize = 178;

/// Width of what is known of a phoneme's sound, and of its melody.
const SOUND: usize = 128;
const MELODY: usize = 192;

const DECODER: usize = 256;

/// Frequencies of a frame.
pub(crate) const BINS: usize = 601;

/// Dilations of the melody's convolutions.
const DILATIONS: [usize; 6] = [1, 2, 4, 8, 1, 2];

#[derive(Debug)]
pub(crate) struct Acoustic<'p> {
    sound: Encoder<'p>,
    melody: Encoder<'p>,
    duration: [Floats; 2],
    melody_in: Floats,
    melody_blocks: Vec<Block<'p>>,
    melody_out: Floats,
    decoder_in: Floats,
    decoder_blocks: Vec<Block<'p>>,
    decoder_norm: Norm,
    head: Bytes<'p>,
}

impl<'p> Acoustic<'p> {
    pub(crate) fn read(pack: &Pack<'p>) -> Result<Acoustic<'p>, Error> {
        let floats = |name: &str, depth, width| {
            Floats::read(pack, &format!("{name}.weight"), &format!("{name}.bias"), depth, width)
        };
        let melody = DILATIONS.iter().enumerate();
        let melody = melody
            .map(|(index, dilation)| Block::read(pack, &format!("pn.pro.{index}"), [MELODY, 2 * MELODY], 7, *dilation));
        let decoder = (0..8).map(|index| Block::read(pack, &format!("m.dec.{index}"), [DECODER, 3 * DECODER], 7, 1));
        Ok(Acoustic {
            sound: Encoder::read(pack, "m.text", SOUND, 4)?,
            melody: Encoder::read(pack, "pn.text", MELODY, 6)?,
            duration: [floats("pn.dur.0", 3 * MELODY, MELODY)?, floats("pn.dur.2", MELODY, 1)?],
            melody_in: floats("pn.pro_in", MELODY, MELODY)?,
            melody_blocks: melody.collect::<Result<_, _>>()?,
            melody_out: floats("pn.pro_out", MELODY, 4)?,
            decoder_in: floats("m.dec_in", 7 * (SOUND + 2), DECODER)?,
            decoder_blocks: decoder.collect::<Result<_, _>>()?,
            decoder_norm: Norm::read(pack, "m.dec_norm", DECODER)?,
            head: Bytes::read(pack, "m.head.weight", "m.head.bias", DECODER, 5 * BINS)?,
        })
    }

    pub(crate) fn plan(&self, phonemes: &[usize], speed: f32) -> Plan<'_> {
        let melody = self.melody.apply(phonemes);
        let frames = self.frames(&melody, speed);

        let mut rows = self.melody_in.apply(melody.repeated(&frames).iter());
        for block in &self.melody_blocks {
            block.apply(&mut rows);
        }
        let rows = self.melody_out.apply(rows.iter());
        let halves = |first: usize| rows.iter().flat_map(move |row| row.iter().skip(first).take(2));
        let f0: Vec<f32> = halves(0).map(|f0| 100.0 * f0).collect();

        let sound = self.sound.apply(phonemes).repeated(&frames.iter().map(|count| 2 * count).collect::<Vec<_>>());
        let moments = sound.iter().zip(f0.iter().zip(halves(2)));
        let moments = moments
            .flat_map(|(sound, (f0, energy))| sound.iter().copied().chain([ln(1.0 + f0.max(0.0)) / 5.0, *energy]));
        let moments = Rows::new(SOUND + 2, moments.collect());
        let mut rows = self.decoder_in.convolve(&moments, 7);
        for block in &self.decoder_blocks {
            block.apply(&mut rows);
        }
        Plan { f0, head: self.head.product(&self.decoder_norm.apply(&rows)) }
    }

    /// Frames of 25 ms for each phoneme.
    fn frames(&self, melody: &Rows, speed: f32) -> Vec<usize> {
        let [first, second] = &self.duration;
        let mut rows = first.convolve(melody, 3);
        rows.map(gelu);
        let longest = PHONEME_FRAMES_MAX as f32;
        second
            .apply(rows.iter())
            .values()
            .iter()
            .map(|value| round((exp(*value) - 1.0) / speed).clamp(1.0, longest) as usize)
            .collect()
    }
}

/// All that is known of a sentence before its frames are computed.
#[derive(Debug)]
pub(crate) struct Plan<'n> {
    /// The fundamental frequency of each frame, in Hz.
    pub(crate) f0: Vec<f32>,
    head: Product<'n>,
}

impl Plan<'_> {
    /// Some frames: of each, the five numbers of every frequency, kind by kind.
    pub(crate) fn frames(&self, first: usize, count: usize) -> Rows {
        self.head.rows(first, count)
    }
}

/// Each phoneme among its neighbours.
#[derive(Debug)]
struct Encoder<'p> {
    width: usize,
    embedding: Vec<f32>,
    blocks: Vec<Block<'p>>,
    attention: Attention<'p>,
    rounds: usize,
    norm: Norm,
}

impl<'p> Encoder<'p> {
    fn read(pack: &Pack<'p>, name: &str, width: usize, rounds: usize) -> Result<Encoder<'p>, Error> {
        let blocks = (0..2).map(|index| Block::read(pack, &format!("{name}.convs.{index}"), [width, 2 * width], 5, 1));
        Ok(Encoder {
            width,
            embedding: pack.floats(&format!("{name}.emb.weight"), PHONEMES * width)?,
            blocks: blocks.collect::<Result<_, _>>()?,
            attention: Attention::read(pack, &format!("{name}.attn"), Stored::Bytes, [width, 2 * width], 2)?,
            rounds,
            norm: Norm::read(pack, &format!("{name}.norm"), width)?,
        })
    }

    fn apply(&self, phonemes: &[usize]) -> Rows {
        let mut rows = Rows::gather(self.width, &self.embedding, phonemes.iter().copied());
        for block in &self.blocks {
            block.apply(&mut rows);
        }
        for _ in 0..self.rounds {
            self.attention.apply(&mut rows);
        }
        self.norm.apply(&rows)
    }
}
