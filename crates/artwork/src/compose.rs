//! Composition: the places of monogram, pattern and title on a grid of ten by ten.

use crate::canvas::{Canvas, INK};
use crate::draw::Draw;
use crate::fill::{Point, fill};
use crate::font::{CAP_HEIGHT, EM, Font};
use crate::monogram::monogram;
use crate::paragraph::{self, PITCH, Space};
use crate::pattern::{Block, pattern};
use crate::title::Title;

/// Lines of a title, at most.
const LINES_MAX: usize = 5;
/// The margin, in units of the grid.
const MARGIN: f32 = 0.85;
/// Empty space above and below a monogram, at least.
const AIR: f32 = 0.75;
/// The height of the largest capitals: a monogram of one or two narrow letters is not wider than its place.
const CAPITALS: f32 = 4.2;
/// Monograms wider than this many capitals are high stand below their pattern, others beside it.
const BESIDE_MAX: f32 = 2.1;

/// The place of a monogram, in units of the grid.
struct Place {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    is_centred: bool,
}

pub(crate) fn compose(canvas: &mut Canvas, title: &str, with_words: bool) {
    let mut draw = Draw::new("cover", title);
    let unit = canvas.width() / 10;
    let font = Font::embedded();
    let set = font.map(|font| (Title::new(title, |letter| font.has(letter)), font));
    let Some((title, font)) = set.filter(|(title, _)| !title.words.is_empty()) else {
        return pattern(canvas, &mut draw, &Block { left: 0, top: 0, tile: unit * 2, columns: 5, rows: 5 });
    };
    let monogram = monogram(&title.words);
    let strip = |top| Block { left: 0, top, tile: unit * 2, columns: 5, rows: 1 };
    let whole = Place { left: MARGIN, right: 10.0 - MARGIN, top: 2.0, bottom: 8.0, is_centred: true };
    if title.words.len() == 1 && title.words.first() == Some(&monogram) {
        pattern(canvas, &mut draw, &strip(0));
        pattern(canvas, &mut draw, &strip(unit * 8));
        return letters(canvas, &font, &monogram, &whole);
    }
    let words_top = if with_words { words(canvas, &font, &title) } else { 10.0 };
    let place = if font.width(&monogram) > BESIDE_MAX * CAP_HEIGHT {
        pattern(canvas, &mut draw, &strip(0));
        Place { bottom: words_top, is_centred: false, ..whole }
    } else {
        let (left, space) = if draw.below(2) == 0 { (0, 3.0) } else { (unit * 7, 0.0) };
        pattern(canvas, &mut draw, &Block { left, top: 0, tile: unit * 3 / 2, columns: 2, rows: 4 });
        Place { left: space + MARGIN, right: space + 6.4, top: 0.0, bottom: 6.1, is_centred: false }
    };
    letters(canvas, &font, &monogram, &place);
}

/// Letters as large as their place allows.
fn letters(canvas: &mut Canvas, font: &Font, text: &str, place: &Place) {
    let unit = canvas.width() as f32 / 10.0;
    let bearing = font.side_bearing(text);
    let width = (font.width(text) - bearing).max(1.0);
    let (rise, fall) = (font.rise(text).max(CAP_HEIGHT), font.fall(text));
    let space = place.bottom - place.top - 2.0 * AIR;
    let tallest = (CAPITALS / rise).min(space / (rise + fall));
    let scale = ((place.right - place.left) / width).min(tallest) * unit;
    let slack = if place.is_centred { (place.right - place.left) * unit - width * scale } else { 0.0 };
    let baseline = (place.top + place.bottom) / 2.0 * unit + (rise - fall) / 2.0 * scale;
    let left = place.left * unit + slack / 2.0 - bearing * scale;
    line(canvas, font, text, Point { x: left, y: baseline.round() }, scale * EM);
}

/// The title's words, down to the lower margin; returns their top in units of the grid.
fn words(canvas: &mut Canvas, font: &Font, title: &Title) -> f32 {
    let unit = canvas.width() as f32 / 10.0;
    let space = Space {
        width: (10.0 - 2.0 * MARGIN) * unit,
        height: 2.75 * unit,
        size_min: 0.5 * unit,
        size_max: 1.1 * unit,
        lines_max: LINES_MAX,
    };
    let paragraph = paragraph::set(font, title, &space);
    let mut baseline = (10.0 - MARGIN) * unit;
    let mut top = baseline;
    for text in paragraph.lines.iter().rev() {
        let bearing = font.side_bearing(text) * paragraph.size / EM;
        line(canvas, font, text, Point { x: MARGIN * unit - bearing, y: baseline.round() }, paragraph.size);
        top = baseline - paragraph.size * CAP_HEIGHT / EM;
        baseline -= PITCH * paragraph.size;
    }
    top / unit
}

/// Writes one line of text from a point on its baseline.
pub(crate) fn line(canvas: &mut Canvas, font: &Font, text: &str, start: Point, size: f32) {
    for outline in font.outlines(text, start, size) {
        fill(canvas, &outline, INK);
    }
}
