//! Sheets, decoded by the `png` crate: text stays in its box.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a picture that is not as expected fails the test")]

use std::io::Cursor;
use std::ops::Range;

use artwork::{Align, Palette, Place, Sheet, Size, cover, is_writable, limits};
use proptest::prelude::*;

const WIDTH: usize = 640;
const HEIGHT: usize = 240;
const PLACE: Place =
    Place { left: 60, top: 40, width: 500, height: 160, sizes: (24, 60), lines_max: 4, align: Align::Start };

/// The level of each pixel, row by row.
fn pixels(sheet: &Sheet) -> Vec<Vec<u8>> {
    let bytes = sheet.png(&Palette::of_title("palette"));
    let mut decoder = png::Decoder::new(Cursor::new(&bytes));
    decoder.set_transformations(png::Transformations::IDENTITY);
    let mut reader = decoder.read_info().unwrap();
    let mut packed = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut packed).unwrap();
    let width = reader.info().width as usize;
    let levels: Vec<u8> = packed.iter().flat_map(|pair| [pair >> 4, pair & 15]).collect();
    levels.chunks(width).map(<[u8]>::to_vec).collect()
}

/// The columns and rows that have ink.
fn inked(pixels: &[Vec<u8>]) -> Option<(Range<usize>, Range<usize>)> {
    let rows: Vec<usize> = (0..pixels.len()).filter(|row| pixels[*row].iter().any(|level| *level > 0)).collect();
    let columns: Vec<usize> = (0..pixels[0].len()).filter(|column| pixels.iter().any(|row| row[*column] > 0)).collect();
    Some((*columns.first()?..columns.last()? + 1, *rows.first()?..rows.last()? + 1))
}

fn set(text: &str, place: &Place) -> Option<(Range<usize>, Range<usize>)> {
    let mut sheet = Sheet::new(WIDTH, HEIGHT);
    sheet.text(text, place);
    inked(&pixels(&sheet))
}

#[test]
fn a_short_text_is_large_and_at_its_corner_or_in_the_middle() {
    let (columns, rows) = set("Hello", &PLACE).unwrap();
    assert!((59..62).contains(&columns.start) && (35..43).contains(&rows.start), "{columns:?} {rows:?}");
    assert!(rows.len() > 36, "{rows:?}");
    let (columns, rows) = set("HELLO", &Place { align: Align::Centre, ..PLACE }).unwrap();
    let middle = |range: &Range<usize>| (range.start + range.end) / 2;
    assert!((308..=312).contains(&middle(&columns)) && (118..=122).contains(&middle(&rows)), "{columns:?} {rows:?}");
}

#[test]
fn a_text_without_letters_of_the_font_leaves_the_sheet_empty() {
    for text in ["", "東京", "שלום", " \n"] {
        assert_eq!(set(text, &PLACE), None, "{text}");
    }
    assert!(is_writable("Größe, déjà-vu & Ωμέγα: 100 %…") && !is_writable("Ada שלום") && is_writable("🙂"));
}

#[test]
fn bars_are_cut_at_the_edge() {
    let mut sheet = Sheet::new(WIDTH, HEIGHT);
    sheet.bar(630, 230, 100, usize::MAX);
    assert_eq!(inked(&pixels(&sheet)), Some((630..640, 230..240)));
    assert_eq!(pixels(&Sheet::new(usize::MAX, 0)).concat().len(), limits::SHEET_SIDE_MAX);
}

#[test]
fn the_palette_of_a_cover_is_read_from_its_colours() {
    for title in ["The quiet web", "Größe", ""] {
        let palette = Palette::of_title(title);
        assert_eq!(Palette::of_cover(&cover(title, &palette, Size::Episode)), Some(palette));
    }
    for other in [&b""[..], b"\x89PNG\r\n\x1a\n", &[0; 200]] {
        assert_eq!(Palette::of_cover(other), None);
    }
}

proptest! {
    #[test]
    fn no_text_leaves_its_box(
        text in "(\\PC{0,40} ?){0,8}|([a-zäöüß]{1,70} ){1,30}",
        align in prop_oneof![Just(Align::Start), Just(Align::Centre)],
        lines_max in 1_usize..5,
    ) {
        let place = Place { align, lines_max, ..PLACE };
        if let Some((columns, rows)) = set(&text, &place) {
            // Accents rise above the capitals, and the tails of letters fall below the last line.
            prop_assert!(columns.start >= 57 && columns.end <= 563, "{columns:?}");
            prop_assert!(rows.start >= 40 - 20 && rows.end <= 200 + 20, "{rows:?}");
        }
    }
}
