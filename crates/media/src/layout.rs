//! The places of everything in a frame, in pixels.

use artwork::{Align, Place};

/// One bar of the sound with the space before it; macroblocks of H.264 are as wide, so that what moves is cut along their sides.
pub(crate) const BAR_PITCH: usize = 16;
/// The space.
pub(crate) const BAR_SPACE: usize = 6;

/// A frame: cover and texts stand still in a chapter, the bars move, captions are a strip of their own.
#[derive(Debug)]
pub(crate) struct Layout {
    /// Part of the names of its pictures.
    pub(crate) name: &'static str,
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) cover: Square,
    pub(crate) album: Place,
    pub(crate) title: Place,
    pub(crate) chapter_number: Place,
    pub(crate) chapter_title: Place,
    /// On the grid of macroblocks.
    pub(crate) bars: Bars,
    pub(crate) captions: Strip,
}

#[derive(Debug)]
pub(crate) struct Square {
    pub(crate) left: usize,
    pub(crate) top: usize,
    pub(crate) side: usize,
}

#[derive(Debug)]
pub(crate) struct Bars {
    pub(crate) left: usize,
    pub(crate) top: usize,
    pub(crate) count: usize,
    pub(crate) height: usize,
}

/// A strip as wide as the frame.
#[derive(Debug)]
pub(crate) struct Strip {
    pub(crate) top: usize,
    pub(crate) height: usize,
    /// Within the strip.
    pub(crate) place: Place,
    pub(crate) chars_max: usize,
}

const fn place(left: usize, top: usize, width: usize, height: usize) -> Place {
    Place { left, top, width, height, sizes: (30, 30), lines_max: 1, align: Align::Start }
}

/// 1920 by 1080.
pub(crate) const WIDE: Layout = Layout {
    name: "wide",
    width: 1_920,
    height: 1_080,
    cover: Square { left: 96, top: 96, side: 560 },
    album: Place { sizes: (32, 32), ..place(736, 100, 1_088, 30) },
    title: Place { sizes: (46, 100), lines_max: 5, ..place(736, 172, 1_088, 260) },
    chapter_number: Place { sizes: (32, 32), ..place(736, 500, 1_088, 30) },
    chapter_title: Place { sizes: (38, 58), lines_max: 2, ..place(736, 556, 1_088, 96) },
    bars: Bars { left: 96, top: 720, count: 108, height: 128 },
    captions: Strip {
        top: 864,
        height: 176,
        place: Place { sizes: (36, 54), lines_max: 2, align: Align::Centre, ..place(240, 16, 1_440, 140) },
        chars_max: 96,
    },
};

/// 1080 by 1920; the lowest sixth is empty, where apps put their buttons.
pub(crate) const TALL: Layout = Layout {
    name: "tall",
    width: 1_080,
    height: 1_920,
    cover: Square { left: 200, top: 128, side: 680 },
    album: Place { sizes: (34, 34), align: Align::Centre, ..place(72, 840, 936, 34) },
    title: Place { sizes: (42, 84), lines_max: 5, align: Align::Centre, ..place(72, 910, 936, 224) },
    chapter_number: Place { sizes: (34, 34), align: Align::Centre, ..place(72, 1_180, 936, 34) },
    chapter_title: Place { sizes: (34, 56), lines_max: 2, align: Align::Centre, ..place(72, 1_232, 936, 92) },
    bars: Bars { left: 64, top: 1_360, count: 59, height: 128 },
    captions: Strip {
        top: 1_488,
        height: 240,
        place: Place { sizes: (40, 58), lines_max: 3, align: Align::Centre, ..place(72, 24, 936, 192) },
        chars_max: 72,
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_in_the_frame_and_nothing_overlaps() {
        for layout in [WIDE, TALL] {
            let Layout { width, height, cover, bars, captions, .. } = &layout;
            let texts = [layout.album, layout.title, layout.chapter_number, layout.chapter_title];
            for (text, next) in texts.iter().zip(&texts[1..]) {
                assert!(text.top + text.height <= next.top, "{text:?} {next:?}");
            }
            let last = &texts[3];
            assert!(last.top + last.height + 30 <= bars.top && bars.top + bars.height <= captions.top);
            assert!(captions.top + captions.height + 32 <= *height);
            assert!(texts.iter().all(|text| text.left + text.width <= width - 72));
            assert!(cover.left + cover.side <= texts[0].left || cover.top + cover.side <= texts[0].top);
            assert!(bars.left + bars.count * BAR_PITCH <= width - 64);
            assert!([bars.left, bars.top, bars.height, captions.top].iter().all(|at| at % 16 == 0));
        }
    }
}
