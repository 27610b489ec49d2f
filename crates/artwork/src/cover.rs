//! The cover of an episode or a feed.

use crate::canvas::Canvas;
use crate::compose::compose;
use crate::{Palette, Size, limits, png};

/// The form of covers: the beginning of the digest of one, which a test compares. The same arguments give the same bytes for as
/// long as it stays.
pub const FORM: &str = "601a580c";

/// A square PNG of sixteen colours, without alpha; no larger than [`limits::bytes_max`].
///
/// Letters without a glyph are left out. A title without any has a cover of pattern alone.
pub fn cover(title: &str, palette: &Palette, size: Size) -> Vec<u8> {
    let picture = |with_words| {
        let mut canvas = Canvas::square(size.side());
        compose(&mut canvas, title, with_words);
        png::encode(&canvas, &palette.shades())
    };
    let full = picture(true);
    if full.len() <= limits::bytes_max(size) { full } else { picture(false) }
}
