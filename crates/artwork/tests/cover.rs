//! Covers as others see them: decoded, shrunk to the size of a list, and digested.

mod picture;

use artwork::{Palette, Size, cover, limits};
use picture::Picture;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

const SIZES: [Size; 2] = [Size::Feed, Size::Episode];

fn draw(title: &str, size: Size) -> Picture {
    let bytes = cover(title, &Palette::of_title(title), size);
    assert!(bytes.len() <= limits::bytes_max(size), "{} bytes for {title:?}", bytes.len());
    Picture::decode(&bytes, size.side())
}

#[test]
fn the_same_title_has_the_same_bytes_everywhere() {
    let digest = |title, size| format!("{:x}", Sha256::digest(cover(title, &Palette::of_title(title), size)));
    let first = digest("The quiet web: how caching grew up", Size::Feed);
    assert!(
        first.starts_with(artwork::FORM),
        "write the beginning of {first} into `FORM` in crates/artwork/src/cover.rs"
    );
    assert_eq!(first, "601a580c1271d34f9ef6575ab83d687d58e099c61abb61a57ccbc9b4954a59f6");
    assert_eq!(
        digest("Größenwahn & Überschuss", Size::Episode),
        "ce5bf19653105b4dfe841b13381d48d1388a7d03ea812f1f1f4b3e1437c259cd"
    );
}

#[test]
fn odd_titles_have_a_picture() {
    let long = "Lorem ipsum, ".repeat(800);
    let word = "W".repeat(10_000);
    for title in
        ["", " \n\t", "\0\u{7}\u{1b}[31m", "東京の地下鉄", "🦀", "…", "İ Ấ", "\u{301}\u{301}", "@", &long, &word]
    {
        for size in SIZES {
            let picture = draw(title, size);
            assert!(picture.colours_seen() > 8, "{title:?}");
        }
    }
}

#[test]
fn titles_without_letters_differ_in_their_pattern() {
    let palette = Palette::parse("#ffffff", "#000000").unwrap();
    let [one, other] = ["東京の地下鉄", "大阪の地下鉄"].map(|title| cover(title, &palette, Size::Episode));
    assert_ne!(one, other);
}

#[test]
fn a_monogram_is_readable_in_a_list() {
    let palette = Palette::parse("#ffffff", "#000000").unwrap();
    let titles =
        ["The quiet web", "Wave Machines", "GDPR for all of us", "Photosynthesis", "AI", "Łódź — miasto", "Тихая сеть"];
    let mut seen: Vec<Vec<u8>> = Vec::new();
    for title in titles {
        for size in SIZES {
            let list = Picture::decode(&cover(title, &palette, size), size.side()).shrink(60);
            let monogram = list.part(23..38, 14..34);
            let count = |is: fn(&u8) -> bool| monogram.iter().filter(|level| is(level)).count();
            // Letters with strokes wide enough to be black, on ground wide enough to stay white.
            assert!(count(|level| *level < 32) >= 20, "{title}");
            assert!(count(|level| *level > 223) >= 20, "{title}");
            let differences = |other: &Vec<u8>| {
                other.iter().zip(&monogram).filter(|(one, other)| one.abs_diff(**other) > 128).count()
            };
            if size == Size::Feed {
                assert!(seen.iter().all(|other| differences(other) >= 30), "{title}");
                seen.push(monogram);
            } else {
                assert!(seen.last().is_some_and(|feed| differences(feed) <= 3), "{title}: both sizes show the same");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_title_has_a_bounded_picture(title in prop_oneof![".{0,80}", "[\\PC]{0,300}", "([A-Za-zÀ-ž]{1,30} ){0,30}"]) {
        draw(&title, Size::Episode);
    }

    #[test]
    fn any_palette_is_drawn_or_refused(background in "#[0-9a-f]{6}", ink in "#[0-9a-f]{6}") {
        if let Ok(palette) = Palette::parse(&background, &ink) {
            let picture = Picture::decode(&cover("Any", &palette, Size::Episode), 600);
            prop_assert_eq!(picture.ends(), [background, ink]);
        }
    }
}
