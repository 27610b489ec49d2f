//! Palettes: the colours that are taken, and those that are refused.

use artwork::{Error, Palette};
use proptest::prelude::*;

#[test]
fn two_colours_of_enough_contrast_are_a_palette() {
    assert!(Palette::parse("#14213d", "#FCB045").is_ok());
    assert!(Palette::parse("#ffffff", "#767676").is_ok());
}

#[test]
fn too_little_contrast_is_refused_with_the_figure() {
    let error = Palette::parse("#ffffff", "#777777").unwrap_err();
    assert_eq!(error.to_string(), "ink and background have a contrast of 4.48:1, less than 4.5:1");
    assert_eq!(error.code(), "low_contrast");
    assert!(matches!(Palette::parse("#123456", "#123456"), Err(Error::Contrast(1.0))));
}

#[test]
fn anything_but_six_digits_is_refused() {
    for colour in ["", "#", "fff", "#fff", "#ffffff ", "ffffff", "#fffffff", "#gggggg", "#+fffff", "#ääà", "red"] {
        assert_eq!(Palette::parse(colour, "#000000"), Err(Error::Background), "{colour}");
        assert_eq!(Palette::parse("#000000", colour), Err(Error::Ink), "{colour}");
    }
}

#[test]
fn titles_share_out_the_built_in_palettes() {
    let palettes: Vec<Palette> = (0..100).map(|title| Palette::of_title(&title.to_string())).collect();
    let different =
        palettes.iter().enumerate().filter(|(index, palette)| !palettes[..*index].contains(palette)).count();
    assert_eq!(different, 10);
}

proptest! {
    #[test]
    fn any_text_is_a_palette_or_an_error(background in ".{0,9}", ink in "#[0-9a-fA-F]{6}") {
        let _ = Palette::parse(&background, &ink);
    }

    #[test]
    fn contrast_does_not_depend_on_the_order(one in "#[0-9a-f]{6}", other in "#[0-9a-f]{6}") {
        prop_assert_eq!(Palette::parse(&one, &other).err(), Palette::parse(&other, &one).err());
    }
}
