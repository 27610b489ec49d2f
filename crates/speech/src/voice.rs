//! One voice with all that it knows.

use crate::error::Error;
use crate::limits::TEXT_CHARS_MAX;
use crate::net::{Acoustic, Plan};
use crate::pack::Pack;
use crate::sound::{Noise, Overlap, Source, Timbre, level, tuned};
use crate::words::Reader;

/// Frames computed together: of a long sentence, only so many are in memory.
const FRAMES: usize = 64;

/// Of the noise of the first breath; the next has the next.
const SEED: u64 = 1;

#[derive(Debug)]
pub struct Voice<'p> {
    reader: Reader<'p>,
    acoustic: Acoustic<'p>,
    numbers: Vec<(char, usize)>,
}

impl<'p> Voice<'p> {
    pub fn read(bytes: &'p [u8]) -> Result<Voice<'p>, Error> {
        let pack = Pack::read(bytes)?;
        let number = |line: Vec<&str>| match line.as_slice() {
            [phoneme, number] => Some((phoneme.chars().next()?, number.parse().ok()?)),
            _ => None,
        };
        let numbers = pack.lines("phonemes")?.into_iter().map(number).collect::<Option<Vec<_>>>();
        Ok(Voice {
            reader: Reader::read(&pack)?,
            acoustic: Acoustic::read(&pack)?,
            numbers: numbers.ok_or_else(|| crate::pack::damaged("phonemes"))?,
        })
    }

    /// The samples of a text at [`SAMPLE_RATE`](crate::SAMPLE_RATE): the same for the same text and timbre.
    pub fn speak(&self, text: &str, timbre: &Timbre) -> Result<Vec<f32>, Error> {
        let length = text.chars().count();
        if length > TEXT_CHARS_MAX {
            return Err(Error::TextTooLong(length));
        }
        let breaths = self.phonemes(text);
        let mut samples: Vec<f32> =
            breaths.iter().zip(SEED..).flat_map(|(breath, seed)| self.sound(breath, timbre, Some(seed))).collect();
        level(&mut samples);
        Ok(samples)
    }

    /// The phonemes of a text, breath by breath.
    pub fn phonemes(&self, text: &str) -> Vec<String> {
        self.reader.phonemes(text)
    }

    /// The sound of phonemes; without a seed, without its noise.
    pub fn sound(&self, phonemes: &str, timbre: &Timbre, seed: Option<u64>) -> Vec<f32> {
        let number =
            |phoneme: char| self.numbers.iter().find(|(known, _)| *known == phoneme).map(|(_, number)| *number);
        let numbers: Vec<usize> = std::iter::once(0).chain(phonemes.chars().filter_map(number)).chain([0]).collect();
        if numbers.len() < 3 {
            return Vec::new();
        }
        let plan = self.acoustic.plan(&numbers, timbre.speed);
        let mut f0 = plan.f0.clone();
        timbre.sung(&mut f0);
        synthesize(&plan, &f0, timbre, seed.map(Noise::new))
    }
}

fn synthesize(plan: &Plan<'_>, f0: &[f32], timbre: &Timbre, mut noise: Option<Noise>) -> Vec<f32> {
    let count = plan.f0.len();
    let source = Source::new(f0);
    let mut overlap = Overlap::new(count);
    let mut moved = Vec::new();
    for first in (0..count).step_by(FRAMES) {
        let frames = plan.frames(first, FRAMES.min(count - first));
        let heard = plan.f0.iter().skip(first);
        for ((frame, numbers), heard) in frames.iter().enumerate().zip(heard) {
            let numbers = if timbre.is_plain() {
                numbers
            } else {
                moved.resize(numbers.len(), 0.0);
                tuned(numbers, *heard, timbre.resonance, &mut moved);
                &moved
            };
            overlap.add(first + frame, numbers, &source, noise.as_mut());
        }
    }
    overlap.finish()
}
