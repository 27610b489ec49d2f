//! Pieces of texts whose callers went away before the end: asked again, such a text goes on where it was.
//!
//! In memory alone, and bounded; a piece is let go once its text is answered.

use std::collections::VecDeque;

use crate::limits::KEPT_SAMPLES_MAX;
use crate::queue::Work;

/// All that the sound of a piece depends on.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    tokens: Vec<i64>,
    voice: usize,
    speed: f32,
}

impl Key {
    fn of(work: &Work, tokens: &[i64]) -> Key {
        Key { tokens: tokens.to_vec(), voice: work.voice, speed: work.speed }
    }
}

#[derive(Debug, Default)]
pub struct Kept {
    /// The oldest first.
    pieces: VecDeque<(Key, Vec<f32>)>,
    samples: usize,
}

impl Kept {
    /// The sound of a piece of this work.
    pub fn sound(&self, work: &Work, tokens: &[i64]) -> Option<&[f32]> {
        let key = Key::of(work, tokens);
        self.pieces.iter().find(|(known, _)| *known == key).map(|(_, sound)| sound.as_slice())
    }

    pub fn keep(&mut self, work: &Work, tokens: &[i64], sound: Vec<f32>) {
        self.samples += sound.len();
        self.pieces.push_back((Key::of(work, tokens), sound));
        while self.samples > KEPT_SAMPLES_MAX
            && let Some((_, oldest)) = self.pieces.pop_front()
        {
            self.samples -= oldest.len();
        }
    }

    /// Lets go of all pieces of a work that is done.
    pub fn forget(&mut self, work: &Work) {
        let is_of = |key: &Key| key.voice == work.voice && key.speed == work.speed && work.pieces.contains(&key.tokens);
        self.pieces.retain(|(key, _)| !is_of(key));
        self.samples = self.pieces.iter().map(|(_, sound)| sound.len()).sum();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(voice: usize) -> Work {
        Work { pieces: vec![vec![0, 1, 0], vec![0, 2, 0]], voice, speed: 1.0 }
    }

    #[test]
    fn a_piece_is_known_by_its_words_its_voice_and_its_speed() {
        let mut kept = Kept::default();
        kept.keep(&work(0), &[0, 1, 0], vec![0.5; 3]);
        assert_eq!(kept.sound(&work(0), &[0, 1, 0]), Some(&[0.5; 3][..]));
        assert_eq!(kept.sound(&work(0), &[0, 2, 0]), None);
        assert_eq!(kept.sound(&work(1), &[0, 1, 0]), None);
        assert_eq!(kept.sound(&Work { speed: 1.5, ..work(0) }, &[0, 1, 0]), None);
    }

    #[test]
    fn pieces_of_a_work_that_is_done_are_let_go() {
        let mut kept = Kept::default();
        for voice in [0, 1] {
            kept.keep(&work(voice), &[0, 1, 0], vec![0.5; 3]);
        }
        kept.forget(&work(0));
        assert_eq!(kept.sound(&work(0), &[0, 1, 0]), None);
        assert!(kept.sound(&work(1), &[0, 1, 0]).is_some());
        assert_eq!(kept.samples, 3);
    }

    #[test]
    fn the_oldest_pieces_make_room_for_the_newest() {
        let mut kept = Kept::default();
        for voice in 0..3 {
            kept.keep(&work(voice), &[0, 1, 0], vec![0.5; KEPT_SAMPLES_MAX / 2]);
        }
        let is_there = |voice| kept.sound(&work(voice), &[0, 1, 0]).is_some();
        assert_eq!([0, 1, 2].map(is_there), [false, true, true]);
    }
}
