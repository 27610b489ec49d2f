//! Sheets: rectangles of any size with lines of text and bars, for pictures whose places the caller knows.

use crate::canvas::{Canvas, INK};
use crate::compose::line;
use crate::fill::Point;
use crate::font::{CAP_HEIGHT, EM, Font};
use crate::paragraph::{self, PITCH, Space};
use crate::title::Title;
use crate::{Palette, limits, png};

/// A picture of sixteen shades between the two colours of a palette; at first, background alone.
pub struct Sheet {
    canvas: Canvas,
}

/// A box for text in pixels, and the type it is set in.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub left: usize,
    pub top: usize,
    pub width: usize,
    pub height: usize,
    /// The smallest and the largest size of type, in pixels.
    pub sizes: (usize, usize),
    pub lines_max: usize,
    pub align: Align,
}

/// The place of lines in their box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// From the upper left corner on.
    Start,
    /// Around the middle of the box.
    Centre,
}

impl Sheet {
    /// Sides in pixels; larger ones than [`limits::SHEET_SIDE_MAX`] are cut to it.
    pub fn new(width: usize, height: usize) -> Sheet {
        let side = |pixels: usize| pixels.clamp(1, limits::SHEET_SIDE_MAX);
        Sheet { canvas: Canvas::new(side(width), side(height)) }
    }

    /// Fills a rectangle with the ink; parts outside the sheet are left out.
    pub fn bar(&mut self, left: usize, top: usize, width: usize, height: usize) {
        for row in top..top.saturating_add(height).min(self.canvas.height()) {
            self.canvas.fill(row, left, width, INK);
        }
    }

    /// Sets a text in the largest type that fits the box, in lines as even as possible; one that does not fit in the
    /// smallest ends with an ellipsis. Letters without a glyph are left out. Returns the row below the last baseline.
    pub fn text(&mut self, text: &str, place: &Place) -> usize {
        let Some(font) = Font::embedded() else { return place.top };
        let title = Title::new(text, |letter| font.has(letter));
        let (left, top) = (place.left as f32, place.top as f32);
        let (width, height) = (place.width as f32, place.height as f32);
        let (size_min, size_max) = (place.sizes.0 as f32, place.sizes.1 as f32);
        let set =
            paragraph::set(&font, &title, &Space { width, height, size_min, size_max, lines_max: place.lines_max });
        let (capitals, pitch) = (set.size * CAP_HEIGHT / EM, set.size * PITCH);
        let used = pitch * (set.lines.len() as f32 - 1.0) + capitals;
        let first = match place.align {
            Align::Start => top + capitals,
            Align::Centre => top + (height - used) / 2.0 + capitals,
        };
        let mut below = first;
        for (row, text) in set.lines.iter().enumerate() {
            let scale = set.size / EM;
            let bearing = font.side_bearing(text) * scale;
            let slack = match place.align {
                Align::Start => 0.0,
                Align::Centre => (width - font.width(text) * scale + bearing) / 2.0,
            };
            let baseline = first + pitch * row as f32;
            line(&mut self.canvas, &font, text, Point { x: left + slack - bearing, y: baseline.round() }, set.size);
            below = baseline;
        }
        below as usize + 1
    }

    /// The picture as a PNG.
    pub fn png(&self, palette: &Palette) -> Vec<u8> {
        png::encode(&self.canvas, &palette.shades())
    }
}

/// True if the embedded font has a glyph for every letter and digit of a text.
pub fn is_writable(text: &str) -> bool {
    Font::embedded().is_some_and(|font| text.chars().all(|letter| !letter.is_alphanumeric() || font.has(letter)))
}
