//! Palettes: a background and an ink with enough contrast to read.

use crate::draw::Draw;
use crate::limits::CONTRAST_MIN;

/// A background and an ink; the contrast between them is at least [`CONTRAST_MIN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    background: Rgb,
    ink: Rgb,
}

/// Red, green and blue in sRGB.
pub(crate) type Rgb = [u8; 3];

#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    #[error("the background is not a colour like #1a2b3c")]
    Background,
    #[error("the ink is not a colour like #1a2b3c")]
    Ink,
    #[error("ink and background have a contrast of {0:.2}:1, less than {CONTRAST_MIN}:1")]
    Contrast(f64),
}

impl Error {
    /// A short name that never changes.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Background => "invalid_background",
            Error::Ink => "invalid_ink",
            Error::Contrast(_) => "low_contrast",
        }
    }
}

/// Background and ink of the built-in palettes.
const BUILT_IN: [(Rgb, Rgb); 10] = [
    ([0x14, 0x21, 0x3d], [0xfc, 0xb0, 0x45]),
    ([0xf7, 0xec, 0xdc], [0xa8, 0x23, 0x1f]),
    ([0x0d, 0x3b, 0x34], [0xf2, 0xe3, 0xa0]),
    ([0xff, 0xc9, 0x3c], [0x2b, 0x1a, 0x3f]),
    ([0x2d, 0x1b, 0x4e], [0xff, 0xa6, 0xc1]),
    ([0xe4, 0xef, 0xe9], [0x0b, 0x53, 0x51]),
    ([0xff, 0x8a, 0x5c], [0x26, 0x1c, 0x2c]),
    ([0x12, 0x3c, 0x69], [0xed, 0xf5, 0xe1]),
    ([0xf3, 0xdc, 0xe2], [0x4a, 0x19, 0x42]),
    ([0x1e, 0x1e, 0x24], [0x8f, 0xe3, 0xcf]),
];

impl Palette {
    /// Reads two colours written `#rrggbb`.
    pub fn parse(background: &str, ink: &str) -> Result<Palette, Error> {
        let background = rgb(background).ok_or(Error::Background)?;
        let ink = rgb(ink).ok_or(Error::Ink)?;
        let contrast = contrast(background, ink);
        if contrast < CONTRAST_MIN { Err(Error::Contrast(contrast)) } else { Ok(Palette { background, ink }) }
    }

    /// A built-in palette, chosen by the title's digest.
    pub fn of_title(title: &str) -> Palette {
        let (background, ink) = Draw::new("palette", title).one_of(&BUILT_IN);
        Palette { background, ink }
    }

    /// The palette of a cover of ours: the first and the last of the sixteen colours in its PNG. Nothing for other pictures.
    pub fn of_cover(png: &[u8]) -> Option<Palette> {
        // The signature, the header with its length, name and sum, then the colours.
        let colours = png.get(33..)?.strip_prefix(b"\0\0\0\x30PLTE")?.get(..48)?;
        let palette = Palette { background: *colours.first_chunk()?, ink: *colours.last_chunk()? };
        (palette.shades().as_flattened() == colours).then_some(palette)
    }

    /// The ink as `#rrggbb`.
    pub fn ink(&self) -> String {
        let [red, green, blue] = self.ink;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// The sixteen shades from background to ink.
    pub(crate) fn shades(&self) -> [Rgb; 16] {
        std::array::from_fn(|level| {
            let mix =
                |from: u8, to: u8| (u32::from(from) * (15 - level as u32) + u32::from(to) * level as u32 + 7) / 15;
            let [red, green, blue] = self.background;
            let [ink_red, ink_green, ink_blue] = self.ink;
            [mix(red, ink_red) as u8, mix(green, ink_green) as u8, mix(blue, ink_blue) as u8]
        })
    }
}

fn rgb(text: &str) -> Option<Rgb> {
    let digits = text.strip_prefix('#')?;
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}

/// Contrast ratio after WCAG 2.2: 1 for the same luminance, 21 for black on white.
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance([red, green, blue]: Rgb) -> f64 {
    let linear = |channel: u8| {
        let channel = f64::from(channel) / 255.0;
        if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_palettes_keep_the_contrast() {
        for (background, ink) in BUILT_IN {
            let contrast = contrast(background, ink);
            assert!(contrast >= CONTRAST_MIN, "{background:02x?} {ink:02x?} {contrast}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert_eq!(contrast([0; 3], [255; 3]), 21.0);
        assert_eq!(contrast([119; 3], [119; 3]), 1.0);
        // The two greys WCAG's own explanations give for the edge of the rule on white.
        assert!(contrast([0x76; 3], [255; 3]) > 4.5 && contrast([0x77; 3], [255; 3]) < 4.5);
    }

    #[test]
    fn shades_run_from_background_to_ink() {
        let palette = Palette::parse("#102030", "#ffffff").unwrap();
        let shades = palette.shades();
        assert_eq!((shades[0], shades[15]), ([0x10, 0x20, 0x30], [255; 3]));
        assert!(shades.is_sorted());
    }
}
