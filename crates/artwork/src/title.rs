//! The words of a title, as far as they can be set.

use crate::limits::{TITLE_CHARS_READ_MAX, TITLE_CHARS_SET_MAX};

/// Words of which every letter has a glyph.
pub(crate) struct Title {
    pub(crate) words: Vec<String>,
    /// True if words were left out at the end.
    pub(crate) is_cut: bool,
}

impl Title {
    pub(crate) fn new(title: &str, has_glyph: impl Fn(char) -> bool) -> Title {
        let mut set = String::new();
        let mut letters = title.chars();
        let mut count = 0;
        for letter in letters.by_ref().take(TITLE_CHARS_READ_MAX).map(half_width).filter(|letter| !is_mark(*letter)) {
            let is_space = letter.is_whitespace() || !has_glyph(letter);
            set.push(if is_space { ' ' } else { letter });
            count += usize::from(!is_space);
            if count == TITLE_CHARS_SET_MAX {
                break;
            }
        }
        let is_cut = letters.next().is_some();
        if !set.contains(char::is_alphanumeric) {
            return Title { words: Vec::new(), is_cut: false };
        }
        Title { words: set.split_whitespace().map(str::to_owned).collect(), is_cut }
    }
}

/// The ordinary form of full-width letters and of hyphens.
fn half_width(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '\u{2010}' | '\u{2011}' => '-',
        _ => letter,
    }
}

/// True for marks that join the letter before them; without them, the plain letter remains.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(title: &str) -> Vec<String> {
        Title::new(title, |letter| letter.is_ascii_graphic() || "äß".contains(letter)).words
    }

    #[test]
    fn letters_without_a_glyph_separate_words() {
        assert_eq!(words("Rust🦀rocks 東京\u{7}2026"), ["Rust", "rocks", "2026"]);
        assert_eq!(words("cafe\u{301}, soft\u{ad}ware"), ["cafe,", "software"]);
        assert_eq!(words("ＡＢＣ non‑stop"), ["ABC", "non-stop"]);
    }

    #[test]
    fn a_title_without_letters_has_no_words() {
        assert!(words("東京 – !?").is_empty());
        assert!(words("").is_empty());
    }

    #[test]
    fn a_long_title_is_cut() {
        let title = Title::new(&"ab ".repeat(5_000), |_| true);
        assert!(title.is_cut);
        assert_eq!(title.words.concat().len(), TITLE_CHARS_SET_MAX);
        assert!(!Title::new("ab", |_| true).is_cut);
    }
}
