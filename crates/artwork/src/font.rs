//! The embedded font: advances, kerning and outlines of its glyphs.
//!
//! Reads the tables of TrueType that `font/subset.py` writes, and no others: a general reader has ten times the code.

mod contour;
mod glyph;
mod table;

use crate::fill::{Outline, Point};
use contour::Pen;
use glyph::Glyphs;
use table::{Bytes, Characters, Kerning, table};

const FILE: &[u8] = include_bytes!("../font/cover.ttf");

/// Lengths are in thousandths of the type size, as in the file.
pub(crate) const EM: f32 = 1_000.0;
pub(crate) const CAP_HEIGHT: f32 = 695.0;

pub(crate) struct Font {
    characters: Characters<'static>,
    metrics: &'static [u8],
    kerning: Kerning<'static>,
    glyphs: Glyphs<'static>,
}

/// A glyph in a line of text: its start, and where the next one starts without kerning.
struct Placed {
    glyph: u16,
    start: f32,
    end: f32,
}

impl Font {
    pub(crate) fn embedded() -> Option<Font> {
        Some(Font {
            characters: Characters::new(table(FILE, b"cmap")?)?,
            metrics: table(FILE, b"hmtx")?,
            kerning: Kerning::new(table(FILE, b"kern")?)?,
            glyphs: Glyphs { locations: table(FILE, b"loca")?, outlines: table(FILE, b"glyf")? },
        })
    }

    pub(crate) fn has(&self, letter: char) -> bool {
        self.characters.glyph(letter).is_some()
    }

    /// The advance of a text, in thousandths of the type size.
    pub(crate) fn width(&self, text: &str) -> f32 {
        self.place(text).last().map_or(0.0, |last| last.end)
    }

    /// The height of a text's highest glyph above the baseline.
    pub(crate) fn rise(&self, text: &str) -> f32 {
        self.place(text).filter_map(|placed| self.glyphs.top(placed.glyph)).map(f32::from).fold(0.0, f32::max)
    }

    /// The depth of a text's lowest glyph below the baseline.
    pub(crate) fn fall(&self, text: &str) -> f32 {
        let bottoms = self.place(text).filter_map(|placed| self.glyphs.bottom(placed.glyph));
        bottoms.map(|bottom| -f32::from(bottom)).fold(0.0, f32::max)
    }

    /// The empty space left of a text's first glyph.
    pub(crate) fn side_bearing(&self, text: &str) -> f32 {
        let bearing = |placed: Placed| self.metric(placed.glyph, 2)?.i16();
        self.place(text).next().and_then(bearing).map_or(0.0, f32::from)
    }

    /// The outlines of a text that starts at a point on its baseline.
    pub(crate) fn outlines(&self, text: &str, start: Point, size: f32) -> impl Iterator<Item = Outline> {
        let scale = size / EM;
        self.place(text).filter_map(move |placed| {
            let origin = Point { x: start.x + placed.start * scale, y: start.y };
            let mut pen = Pen::new(origin, scale);
            self.glyphs.draw(placed.glyph, &mut pen)?;
            Some(pen.outline)
        })
    }

    fn place(&self, text: &str) -> impl Iterator<Item = Placed> {
        let mut end = 0.0;
        let mut before = None;
        text.chars().filter_map(|letter| self.characters.glyph(letter)).map(move |glyph| {
            let kerning = before.and_then(|before| self.kerning.between(before, glyph)).unwrap_or_default();
            let start = end + f32::from(kerning);
            let advance = self.metric(glyph, 0).and_then(|mut metric| metric.u16()).unwrap_or_default();
            (end, before) = (start + f32::from(advance), Some(glyph));
            Placed { glyph, start, end }
        })
    }

    fn metric(&self, glyph: u16, offset: usize) -> Option<Bytes<'static>> {
        Bytes::at(self.metrics, usize::from(glyph) * 4 + offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_font_has_letters_of_three_scripts() {
        let font = Font::embedded().unwrap();
        for letter in ('A'..='Z').chain('a'..='z').chain('0'..='9').chain("ÄßŁğấΩжЯї„“’–…".chars())
        {
            assert!(font.has(letter), "{letter}");
        }
        for letter in ['\0', '\u{ad}', '京', 'ש', '🦀', char::MAX] {
            assert!(!font.has(letter), "{letter:?}");
        }
    }

    #[test]
    fn every_glyph_has_closed_contours() {
        let font = Font::embedded().unwrap();
        let letters: Vec<char> = ('!'..'\u{2200}').filter(|letter| font.has(*letter)).collect();
        assert!(letters.len() > 500);
        for letter in letters {
            let outlines: Vec<Outline> =
                font.outlines(&letter.to_string(), Point { x: 500.0, y: 500.0 }, 300.0).collect();
            assert_eq!(outlines.len(), 1, "{letter}");
            for (from, to) in &outlines[0] {
                let count = |end: fn(&(Point, Point)) -> Point, at: &Point| {
                    outlines[0].iter().filter(|edge| end(edge) == *at).count()
                };
                assert_eq!(count(|edge| edge.0, to), count(|edge| edge.1, to), "{letter} {from:?}");
            }
        }
    }

    #[test]
    fn kerning_draws_a_pair_together() {
        let font = Font::embedded().unwrap();
        assert!(font.width("To") < font.width("T") + font.width("o"));
        assert_eq!(font.width("HH"), 2.0 * font.width("H"));
    }
}
