//! Kokoro's numbers for the phonemes and the punctuation of English.

/// A phoneme and its number. The model has further ones, for sounds that English does not have.
const NUMBERS: [(char, i64); 66] = [
    (';', 1),
    (':', 2),
    (',', 3),
    ('.', 4),
    ('!', 5),
    ('?', 6),
    ('—', 9),
    ('…', 10),
    ('"', 11),
    ('(', 12),
    (')', 13),
    ('“', 14),
    ('”', 15),
    (' ', 16),
    ('A', 24),
    ('I', 25),
    ('O', 31),
    ('Q', 33),
    ('T', 36),
    ('W', 39),
    ('Y', 41),
    ('ᵊ', 42),
    ('a', 43),
    ('b', 44),
    ('d', 46),
    ('f', 48),
    ('h', 50),
    ('i', 51),
    ('j', 52),
    ('k', 53),
    ('l', 54),
    ('m', 55),
    ('n', 56),
    ('p', 58),
    ('s', 61),
    ('t', 62),
    ('u', 63),
    ('v', 64),
    ('w', 65),
    ('z', 68),
    ('ɑ', 69),
    ('ɐ', 70),
    ('ɒ', 71),
    ('æ', 72),
    ('ɔ', 76),
    ('ð', 81),
    ('ʤ', 82),
    ('ə', 83),
    ('ɛ', 86),
    ('ɜ', 87),
    ('ɡ', 92),
    ('ɪ', 102),
    ('ŋ', 112),
    ('θ', 119),
    ('ɹ', 123),
    ('ɾ', 125),
    ('ʃ', 131),
    ('ʧ', 133),
    ('ʊ', 135),
    ('ʌ', 138),
    ('ʒ', 147),
    ('ʔ', 148),
    ('ˈ', 156),
    ('ˌ', 157),
    ('ː', 158),
    ('ᵻ', 177),
];

/// Padding, which the model wants at both ends.
const EDGE: i64 = 0;

/// The number of a phoneme; none for what the model cannot say.
pub fn number(phoneme: char) -> Option<i64> {
    NUMBERS.iter().find(|(known, _)| *known == phoneme).map(|(_, number)| *number)
}

/// Phonemes as the model takes them: those it does not know are left out, and an edge is at both ends.
pub fn tokens(phonemes: &str) -> Vec<i64> {
    std::iter::once(EDGE).chain(phonemes.chars().filter_map(number)).chain([EDGE]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phonemes_become_numbers_between_two_edges() {
        assert_eq!(tokens("hˈI."), [0, 50, 156, 25, 4, 0]);
        assert_eq!(tokens(""), [0, 0]);
    }

    #[test]
    fn a_phoneme_that_the_model_does_not_know_is_left_out() {
        assert_eq!(tokens("h%ˈ\u{1F600}I"), [0, 50, 156, 25, 0]);
    }

    #[test]
    fn each_number_stands_for_one_phoneme() {
        let mut numbers: Vec<i64> = NUMBERS.iter().map(|(_, number)| *number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), NUMBERS.len());
    }
}
