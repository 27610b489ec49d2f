//! Properties: any JSON is read or refused, and any outline that is read can be written without the model.

use proptest::prelude::*;
use script::{check, limits, repair, write_in};

use super::*;

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "(?s).{0,40}".prop_map(Value::from),
    ];
    let key = prop_oneof![Just("turns"), Just("sections"), Just("text"), Just("cites"), Just("paragraphs"), Just("x")];
    leaf.prop_recursive(4, 64, 8, move |inner| {
        let entry = (key.clone().prop_map(str::to_owned), inner.clone());
        prop_oneof![
            proptest::collection::vec(inner, 0..8).prop_map(Value::from),
            proptest::collection::vec(entry, 0..6).prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "(The|mill|Ostby|sails|1790|not|grain|villages|Aksel|42%|rye|[a-z]{1,9}|,|\\.|\\?| ){1,30}",
        1 => "\\PC{0,60}",
        1 => Just("`std::mem` costs \u{20AC}5, e.g. v1.2.3 on 2026-05-03\u{2026}".to_owned()),
    ]
}

fn section_answer() -> impl Strategy<Value = Value> {
    let cites = proptest::collection::vec(0u32..5, 0..4);
    let turn = (cites, prop_oneof![Just("A"), Just("B")], words())
        .prop_map(|(cites, host, text)| json!({ "cites": cites, "host": host, "text": text }));
    proptest::collection::vec(turn, 0..12).prop_map(|turns| json!({ "turns": turns }))
}

/// Titles that claim nothing.
const TITLES: [&str; 4] = ["a", "the", "an", "and"];

fn format() -> impl Strategy<Value = EpisodeFormat> {
    proptest::sample::select(EpisodeFormat::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_json_is_read_or_refused(answer in prop_oneof![json_value(), section_answer()], chapter in 0usize..4, format in format()) {
        let style = in_format(format);
        let outline = planned(&style);
        for flaws in [
            read_outline(&answer, &mill(), &style).err(),
            read_section(&answer, &mill(), &outline, chapter, &style, &hosts()).err(),
        ].into_iter().flatten() {
            prop_assert!((1..=limits::FLAWS_MAX).contains(&flaws.len()));
            prop_assert!(repair(&flaws).len() <= limits::REPAIR_BYTES_MAX);
        }
    }

    #[test]
    fn any_outline_that_is_read_is_written_without_the_model(
        owners in proptest::collection::vec(0usize..5, 60),
        name in proptest::sample::select(vec!["article.md", "release-notes.md", "review.md"]),
        minutes in proptest::option::of(1u16..20),
        format in format(),
    ) {
        let document = fixture(name);
        let style = Style { minutes, ..in_format(format) };
        let of = |section: usize| {
            let owned = (0u32..).zip(&document.paragraphs).zip(&owners).filter(|(_, owner)| **owner == section);
            owned.map(|((index, _), _)| index).collect::<Vec<u32>>()
        };
        let sections: Vec<Value> = (1..5).rev().map(of).filter(|paragraphs| !paragraphs.is_empty()).zip(0..)
            .map(|(paragraphs, nth): (_, usize)| json!({ "paragraphs": paragraphs, "says": "", "title": TITLES[nth] }))
            .collect();
        let Ok(outline) = read_outline(&json!({ "sections": sections }), &document, &style) else { return Ok(()) };
        let mut turns = Vec::new();
        for chapter in 0..outline.chapters.len() {
            let written = write_in(&document, &outline, chapter, &hosts(), &style).expect("planned");
            prop_assert!(written.iter().any(|turn| !turn.cites.is_empty()));
            let inside = |cite: &u32| outline.chapters[chapter].paragraphs.contains(cite);
            prop_assert!(written.iter().flat_map(|turn| &turn.cites).all(inside));
            turns.extend(written);
        }
        prop_assert_eq!(check(&turns, &document, &outline), Ok(()));
    }
}
