//! Every bound on the input of this crate.

/// Longest text, in characters: a turn is at most 840.
pub const TEXT_CHARS_MAX: usize = 2_000;

/// Most phonemes spoken in one breath; the network was trained on no more. A longer sentence is cut at a pause, or anywhere.
pub const PHONEMES_MAX: usize = 400;

/// Longest word that is spelled by the network, in letters: it knows no more positions.
pub const SPELLED_LETTERS_MAX: usize = 24;

/// Longest sound of one phoneme, in frames of 25 ms.
pub const PHONEME_FRAMES_MAX: usize = 80;

/// Most parts of one word that are read together: the time it takes grows with their cube.
pub const WORD_PARTS_MAX: usize = 40;
