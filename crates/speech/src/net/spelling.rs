//! Letters → phonemes, for words that no dictionary has.

use crate::error::Error;
use crate::limits::SPELLED_LETTERS_MAX;
use crate::net::dense::Floats;
use crate::net::layers::{Attention, Norm, Stored};
use crate::net::rows::Rows;
use crate::pack::Pack;

const WIDTH: usize = 128;
const INNER: usize = 384;
const LAYERS: usize = 4;

/// Most phonemes of one letter.
const SLOTS: usize = 4;

#[derive(Debug)]
pub(crate) struct Spelling<'p> {
    letters: Vec<char>,
    phonemes: Vec<char>,
    embedding: Vec<f32>,
    positions: Vec<f32>,
    layers: Vec<Attention<'p>>,
    norm: Norm,
    head: Floats,
}

impl<'p> Spelling<'p> {
    pub(crate) fn read(pack: &Pack<'p>) -> Result<Spelling<'p>, Error> {
        let letters: Vec<char> = pack.text("spelling.letters")?.chars().collect();
        let phonemes: Vec<char> = pack.text("spelling.phonemes")?.chars().collect();
        let layers = (0..LAYERS)
            .map(|index| Attention::read(pack, &format!("spelling.layers.{index}"), Stored::Floats, [WIDTH, INNER], 4));
        let width = SLOTS * (phonemes.len() + 1);
        Ok(Spelling {
            embedding: pack.floats("spelling.emb.weight", (letters.len() + 1) * WIDTH)?,
            positions: pack.floats("spelling.pos", SPELLED_LETTERS_MAX * WIDTH)?,
            layers: layers.collect::<Result<_, _>>()?,
            norm: Norm::read(pack, "spelling.norm", WIDTH)?,
            head: Floats::read(pack, "spelling.head.weight", "spelling.head.bias", WIDTH, width)?,
            letters,
            phonemes,
        })
    }

    /// The phonemes of a word; none if it has no letter that the network knows.
    pub(crate) fn read_word(&self, word: &str) -> Option<String> {
        let known = word.chars().filter_map(|letter| self.letters.iter().position(|known| *known == letter));
        let known: Vec<usize> = known.map(|index| index + 1).take(SPELLED_LETTERS_MAX).collect();
        if known.is_empty() {
            return None;
        }
        let mut rows = Rows::gather(WIDTH, &self.embedding, known.iter().copied());
        rows.add(&Rows::gather(WIDTH, &self.positions, 0..known.len()));
        for layer in &self.layers {
            layer.apply(&mut rows);
        }
        let scores = self.head.apply(self.norm.apply(&rows).iter());
        let slots = scores.values().chunks_exact(self.phonemes.len() + 1).map(best);
        // Nought is no phoneme, and the same number again is the same phoneme, not another.
        let mut before = 0;
        let said = slots.filter_map(|slot| {
            let again = std::mem::replace(&mut before, slot) == slot;
            self.phonemes.get(slot.checked_sub(1)?).filter(|_| !again)
        });
        Some(said.collect())
    }
}

/// Index of the first of the largest numbers.
fn best(scores: &[f32]) -> usize {
    let mut best = (0, f32::MIN);
    for (index, score) in scores.iter().enumerate() {
        if *score > best.1 {
            best = (index, *score);
        }
    }
    best.0
}
