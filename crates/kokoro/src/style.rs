//! The style of a voice: for each length of a text, the numbers that make the model sound like it.

use crate::limits::TOKENS_MAX;

/// Numbers of one length.
pub const WIDTH: usize = 256;

#[derive(Clone, Debug)]
pub struct Style(Vec<f32>);

impl Style {
    /// Reads 510 rows of 256 numbers of 32 bits; nothing if there are more or fewer, or one that is no number.
    pub fn read(bytes: &[u8]) -> Option<Style> {
        let (numbers, rest) = bytes.as_chunks::<4>();
        let numbers: Vec<f32> = numbers.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        let is_whole = rest.is_empty() && numbers.len() == TOKENS_MAX * WIDTH;
        (is_whole && numbers.iter().all(|number| number.is_finite())).then_some(Style(numbers))
    }

    /// The numbers for a text of so many tokens.
    pub fn of(&self, tokens: usize) -> &[f32] {
        let row = tokens.clamp(1, TOKENS_MAX) - 1;
        self.0.get(row * WIDTH..(row + 1) * WIDTH).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes() -> Vec<u8> {
        (0..TOKENS_MAX).flat_map(|row| std::iter::repeat_n((row as f32).to_le_bytes(), WIDTH)).flatten().collect()
    }

    #[test]
    fn a_text_has_the_numbers_of_its_length() {
        let style = Style::read(&bytes()).unwrap();
        for (tokens, row) in [(1, 0.0), (2, 1.0), (510, 509.0), (0, 0.0), (9_999, 509.0)] {
            assert_eq!(style.of(tokens), [row; WIDTH], "{tokens}");
        }
    }

    #[test]
    fn damaged_bytes_are_no_style() {
        let whole = bytes();
        assert!(Style::read(&whole[4..]).is_none() && Style::read(&[]).is_none());
        assert!(Style::read(&[&whole[..], &[0]].concat()).is_none());
        let mut broken = whole;
        broken[..4].copy_from_slice(&f32::NAN.to_le_bytes());
        assert!(Style::read(&broken).is_none());
    }
}
