//! Sounds of several pieces → one, with a pause of the same length at every seam.
//!
//! The model begins and ends each piece with up to half a second of near silence; at a seam, the two together would be a gap.

use speech::SAMPLE_RATE;

/// The silence between two pieces, in samples: a third of a second, as between two sentences of one piece.
pub const PAUSE: usize = SAMPLE_RATE as usize / 3;

/// The level above which a sample is speech, as a share of full scale: -40 dB.
const SPEECH: f32 = 0.01;

/// Samples kept before the first that is speech, and after the last: soft beginnings, and what dies away.
const BEFORE: usize = SAMPLE_RATE as usize / 20;
const AFTER: usize = SAMPLE_RATE as usize / 10;

/// A sound that grows by pieces. Its own beginning and end stay as the model made them.
#[derive(Debug, Default)]
pub struct Sound {
    pub samples: Vec<f32>,
}

impl Sound {
    pub fn add(&mut self, piece: &[f32]) {
        if self.samples.is_empty() {
            self.samples.extend_from_slice(piece);
            return;
        }
        let end = self.samples.iter().rposition(is_speech).map_or(0, |last| last + 1 + AFTER);
        self.samples.truncate(end);
        self.samples.resize(self.samples.len() + PAUSE, 0.0);
        let first = piece.iter().position(is_speech).unwrap_or(piece.len()).saturating_sub(BEFORE);
        self.samples.extend(piece.iter().skip(first));
    }
}

fn is_speech(sample: &f32) -> bool {
    sample.abs() > SPEECH
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Speech of 100 samples with so much near silence around it.
    fn piece(before: usize, after: usize) -> Vec<f32> {
        [vec![0.001; before], vec![0.5; 100], vec![-0.001; after]].concat()
    }

    fn joined(pieces: &[Vec<f32>]) -> Vec<f32> {
        let mut sound = Sound::default();
        for piece in pieces {
            sound.add(piece);
        }
        sound.samples
    }

    #[test]
    fn one_piece_stays_as_it_is() {
        assert_eq!(joined(&[piece(9_000, 12_000)]), piece(9_000, 12_000));
    }

    #[test]
    fn a_seam_is_one_pause_whatever_silence_the_pieces_bring() {
        let long = joined(&[piece(9_000, 12_000), piece(9_000, 12_000)]);
        assert_eq!(long.len(), 9_000 + 100 + AFTER + PAUSE + BEFORE + 100 + 12_000);
        let longer = joined(&[piece(9_000, 30_000), piece(20_000, 12_000)]);
        assert_eq!(longer.len(), long.len());
    }

    #[test]
    fn no_speech_is_lost_where_there_is_no_silence() {
        let both = joined(&[piece(0, 0), piece(0, 0), piece(0, 0)]);
        assert_eq!(both.iter().filter(|sample| is_speech(sample)).count(), 300);
        assert_eq!(both.len(), 300 + 2 * PAUSE);
    }

    #[test]
    fn silence_alone_is_no_seam_of_its_own() {
        let silence = vec![0.0; 9_000];
        assert!(joined(&[piece(0, 0), silence, piece(0, 0)]).iter().filter(|sample| is_speech(sample)).count() == 200);
    }
}
