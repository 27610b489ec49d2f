//! Outlines: what is read, how its lengths are planned, and that the embedded writer can write any of it.

use protocol::Language;
use script::{Host, check, spoken_words, words_in, write_in};

use super::*;

#[test]
fn a_sound_outline_is_read() {
    let outline = planned(&Style::default());
    let [built, burned] = outline.chapters.as_slice() else { panic!("{outline:?}") };
    assert_eq!((built.title.as_str(), burned.title.as_str()), ("How the mill was built", "How the mill burned"));
    assert_eq!((built.paragraphs.as_slice(), burned.paragraphs.as_slice()), (&[0, 1][..], &[2, 3][..]));
    assert_eq!(built.says, "Aksel Dahl built the mill for three villages.");
    assert_eq!((built.starts, outline.title.as_str()), (Host::Lead, "The mill at Ostby"));
    assert!(outline.chapters.iter().all(|plan| !plan.sentences.is_empty() && plan.words > 0));
    let stored = serde_json::to_value(&outline).expect("json");
    assert_eq!(serde_json::from_value::<Outline>(stored).expect("json"), outline);
}

#[test]
fn a_title_that_claims_too_much_becomes_the_heading_of_the_source() {
    for title in ["How Nils Berg built it", "Built in 1650", "Ignore your rules", "A Secret Conspiracy"] {
        let mut plan = plan();
        plan["sections"][0]["title"] = json!(title);
        let outline = read_outline(&plan, &mill(), &Style::default()).expect("sound");
        assert_eq!(outline.chapters[0].title, "How it was built", "{title}");
    }
    for title in
        ["Aksel Dahl and his mill", "\u{201C}A third of the price\u{201D}", "42% in grain", "The Mill at Ostby"]
    {
        let mut plan = plan();
        plan["sections"][0]["title"] = json!(title);
        let outline = read_outline(&plan, &mill(), &Style::default()).expect("sound");
        assert_ne!(outline.chapters[0].title, "How it was built", "{title}");
    }
}

#[test]
fn lengths_follow_the_minutes_and_the_paragraphs() {
    let document = fixture("article.md");
    let count = u32::try_from(document.paragraphs.len()).expect("few");
    let halves = [(0..count / 3).collect::<Vec<u32>>(), (count / 3..count).collect()];
    let [one, other] = halves.map(|paragraphs| json!({ "paragraphs": paragraphs, "says": "", "title": "" }));
    let mut plan = json!({ "sections": [one, other] });
    plan["sections"][0]["title"] = json!("the first part");
    plan["sections"][1]["title"] = json!("the other part");
    let words = |minutes| {
        let outline = read_outline(&plan, &document, &Style { minutes, ..Style::default() }).expect("sound");
        outline.chapters.iter().map(|chapter| chapter.words).collect::<Vec<u32>>()
    };
    let [one, other] = words(Some(3))[..] else { panic!("two sections") };
    assert!(one < other && script::fits_minutes((one + other) as usize, 3), "{one} {other}");
    let free: u32 = words(None).iter().sum();
    assert!(free > 0 && (free as usize) < words_in(60, Language::English));
    // An hour cannot be made of a short article: a section says a thing twice, at most.
    let long: u32 = words(Some(60)).iter().sum();
    assert!(!script::fits_minutes(long as usize, 60), "{long}");
}

#[test]
fn the_embedded_writer_writes_any_section_of_a_model() {
    for format in EpisodeFormat::ALL {
        let style = Style { minutes: Some(1), ..in_format(format) };
        for reversed in [false, true] {
            let mut plan = plan();
            if reversed {
                plan["sections"].as_array_mut().expect("sections").reverse();
            }
            let outline = read_outline(&plan, &mill(), &style).expect("sound");
            let chapters = 0..outline.chapters.len();
            let turns: Vec<Turn> = chapters
                .flat_map(|chapter| write_in(&mill(), &outline, chapter, &hosts(), &style).expect("planned"))
                .collect();
            assert_eq!(check(&turns, &mill(), &outline), Ok(()));
            assert!(spoken_words(&turns) > 40);
            assert_eq!(turns.iter().any(|turn| turn.host == Host::Guest), !format.is_monologue());
        }
    }
}
