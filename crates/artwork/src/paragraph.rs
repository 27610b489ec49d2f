//! Line breaking: a title's words in as few and as even lines as fit a box, in the largest type that does.

use crate::font::{CAP_HEIGHT, EM, Font};
use crate::title::Title;

/// Baseline to baseline, in type sizes.
pub(crate) const PITCH: f32 = 1.08;

/// Lines and the size of their type in pixels.
pub(crate) struct Paragraph {
    pub(crate) size: f32,
    pub(crate) lines: Vec<String>,
}

/// A box in pixels, and the sizes of type it may hold.
pub(crate) struct Space {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) size_min: f32,
    pub(crate) size_max: f32,
    pub(crate) lines_max: usize,
}

/// Sizes tried between the largest and the smallest.
const STEPS: u8 = 16;

pub(crate) fn set(font: &Font, title: &Title, space: &Space) -> Paragraph {
    let words: Vec<Word> = title.words.iter().map(|word| Word::new(font, word)).collect();
    let mut fits = (0..STEPS).filter(|_| !title.is_cut).filter_map(|step| {
        let share = f32::from(step) / f32::from(STEPS);
        let size = space.size_max + (space.size_min - space.size_max) * share;
        let width = space.width * EM / size;
        let lines = wrap(font, &words, width)?;
        let height = (lines.len() as f32 - 1.0) * PITCH * size + size * CAP_HEIGHT / EM;
        (lines.len() <= space.lines_max && height <= space.height).then_some((size, width, lines))
    });
    match fits.next() {
        Some((size, width, lines)) => Paragraph { size, lines: even(font, &words, width, lines) },
        None => cut(font, title, space),
    }
}

struct Word<'title> {
    text: &'title str,
    width: f32,
}

impl<'title> Word<'title> {
    fn new(font: &Font, text: &'title str) -> Word<'title> {
        Word { text, width: font.width(text) }
    }
}

/// Lines no wider than a width; nothing if a word is wider.
fn wrap(font: &Font, words: &[Word<'_>], width: f32) -> Option<Vec<String>> {
    let space = font.width(" ");
    let mut lines: Vec<String> = Vec::new();
    let mut end = f32::INFINITY;
    for word in words {
        if word.width > width {
            return None;
        }
        match lines.last_mut() {
            Some(line) if end + space + word.width <= width => {
                line.push(' ');
                line.push_str(word.text);
                end += space + word.width;
            }
            _ => {
                lines.push(word.text.to_owned());
                end = word.width;
            }
        }
    }
    Some(lines)
}

/// The narrowest lines of the same number, by bisection: no last line of one word where two even ones are possible.
fn even(font: &Font, words: &[Word<'_>], width: f32, lines: Vec<String>) -> Vec<String> {
    let (mut too_narrow, mut wide_enough, mut best) = (0.0, width, lines);
    for _ in 0..8 {
        let middle = (too_narrow + wide_enough) / 2.0;
        match wrap(font, words, middle) {
            Some(lines) if lines.len() == best.len() => (wide_enough, best) = (middle, lines),
            _ => too_narrow = middle,
        }
    }
    best
}

/// As much as fits in the smallest type: long words are broken, and the last line ends with an ellipsis.
fn cut(font: &Font, title: &Title, space: &Space) -> Paragraph {
    let size = space.size_min;
    let width = space.width * EM / size;
    let pieces: Vec<String> = title.words.iter().flat_map(|word| broken(font, word, width)).collect();
    let words: Vec<Word> = pieces.iter().map(|word| Word::new(font, word)).collect();
    let mut lines = wrap(font, &words, width).unwrap_or_default();
    let rows = ((space.height - size * CAP_HEIGHT / EM) / (PITCH * size)) as usize + 1;
    let is_cut = title.is_cut || lines.len() > rows.min(space.lines_max);
    lines.truncate(rows.min(space.lines_max));
    if let Some(last) = lines.last_mut().filter(|_| is_cut) {
        while font.width(last) + font.width("…") > width {
            last.pop();
        }
        last.truncate(last.trim_end_matches(|letter: char| !letter.is_alphanumeric()).len());
        last.push('…');
    }
    Paragraph { size, lines }
}

/// A word in pieces no wider than a width, with a hyphen after each but the last.
fn broken(font: &Font, word: &str, width: f32) -> Vec<String> {
    if font.width(word) <= width {
        return vec![word.to_owned()];
    }
    let mut pieces = vec![String::new()];
    for letter in word.chars() {
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
            if font.width(piece) + font.width("-") > width && piece.chars().nth(1).is_some() {
                piece.pop();
                piece.push('-');
                pieces.push(letter.to_string());
            }
        }
    }
    pieces
}
