//! Pictures: a card for each chapter, a strip for each caption.

use artwork::{Palette, Sheet};

use crate::layout::{BAR_PITCH, BAR_SPACE, Layout};

/// The height of the dots that bars grow from.
const DOT: usize = 4;

/// The still part of a chapter's frames.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    pub(crate) album: String,
    pub(crate) title: String,
    /// "3 / 7"
    pub(crate) number: String,
    pub(crate) chapter: String,
}

/// A PNG of the frame's size.
pub(crate) fn card(layout: &Layout, card: &Card, palette: &Palette) -> Vec<u8> {
    let mut sheet = Sheet::new(layout.width, layout.height);
    let texts = [
        (&card.album, &layout.album),
        (&card.title, &layout.title),
        (&card.number, &layout.chapter_number),
        (&card.chapter, &layout.chapter_title),
    ];
    for (text, place) in texts {
        sheet.text(text, place);
    }
    let bars = &layout.bars;
    for bar in 0..bars.count {
        let left = bars.left + bar * BAR_PITCH + BAR_SPACE;
        sheet.bar(left, bars.top + (bars.height - DOT) / 2, BAR_PITCH - BAR_SPACE, DOT);
    }
    sheet.png(palette)
}

/// A PNG of the strip's size; empty for an empty caption.
pub(crate) fn strip(layout: &Layout, caption: &str, palette: &Palette) -> Vec<u8> {
    let mut sheet = Sheet::new(layout.width, layout.captions.height);
    sheet.text(caption, &layout.captions.place);
    sheet.png(palette)
}
