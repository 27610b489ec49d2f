//! Sizes, each with its reason.

use crate::Size;

/// Contrast of ink on background: WCAG 2.2, level AA.
pub const CONTRAST_MIN: f64 = 4.5;
/// Characters of a title that are read for words. A digest of all of it chooses the pattern.
pub const TITLE_CHARS_READ_MAX: usize = 2_000;
/// Characters of a title that are set: five lines of the smallest type have at most 200.
pub const TITLE_CHARS_SET_MAX: usize = 200;

/// Bytes of a picture. A usual title has 20 to 40 kB and 8 to 16 kB, pattern alone at most 47 kB and 19 kB: 25 tiles of
/// the shape with the longest outline. A title of dense letters that needs more keeps its monogram and loses its lines.
pub const fn bytes_max(size: Size) -> usize {
    match size {
        Size::Feed => 64_000,
        Size::Episode => 24_000,
    }
}

/// Pixels of a sheet's side: more than a frame of video has.
pub const SHEET_SIDE_MAX: usize = 4_096;
