//! Lengths of sections where somebody asked for one: recorded answers that are too long or too short are made to fit.

use protocol::PlannedSection;
use script::{Mended, mended, outline_of, spoken_words};

use super::*;

/// The sound sections of a recording, each planned anew for a percentage of what it has, and mended.
fn fitted(source: &str, format: EpisodeFormat, percent: usize) -> Vec<(usize, Option<Mended>)> {
    let document = fixture(&format!("scripts/{source}.md"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(format!("../../tests/fixtures/scripts/{source}.{}.json", format.as_str()));
    let answers: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("a recording")).expect("JSON");
    let style = in_format(format);
    let recorded = read_outline(answers.get("outline").expect("an outline"), &document, &style).expect("sound");
    let sections = answers.get("sections").and_then(Value::as_array).expect("sections");
    let style = Style { minutes: Some(10), ..style };
    let mut found = Vec::new();
    for (chapter, answer) in sections.iter().enumerate() {
        let Some(said) = read_section(answer, &document, &recorded, chapter, &in_format(format), &hosts()).ok() else {
            continue;
        };
        let words = spoken_words(&said) * percent / 100;
        let plan = |(index, plan): (usize, &script::ChapterPlan)| PlannedSection {
            title: plan.title.clone(),
            says: plan.says.clone(),
            paragraphs: script::paragraphs_of(plan),
            words: if index == chapter { u32::try_from(words).expect("words") } else { 0 },
        };
        let plans: Vec<PlannedSection> = recorded.chapters.iter().enumerate().map(plan).collect();
        let outline = outline_of(&plans, &document, &style).expect("an outline");
        assert!(read_section(answer, &document, &outline, chapter, &style, &hosts()).is_err(), "it does not fit");
        found.push((words, mended(answer, &document, &outline, chapter, &style, &hosts())));
    }
    found
}

/// Sections that fit when they are mended, that stay too short, and that cannot be mended.
fn mended_to(percent: usize) -> [usize; 3] {
    let sources = ["kep-2238", "pep-602", "ripgrep-readme", "rust-glibc", "sqlite-faster", "adr-interactors"];
    let (mut fit, mut short, mut lost) = (0, 0, 0);
    for (source, format) in sources.iter().flat_map(|source| EpisodeFormat::ALL.map(|format| (source, format))) {
        for (planned, mended) in fitted(source, format, percent) {
            let Some(mended) = mended else {
                lost += 1;
                continue;
            };
            let words = spoken_words(&mended.turns);
            let is_near = words.abs_diff(planned) <= (planned * 15 / 100).max(8);
            assert!(is_near || words < planned, "{source}: {words} words of {planned}");
            fit += usize::from(is_near);
            short += usize::from(!is_near);
        }
    }
    println!("planned at {percent} percent: {fit} sections fit, {short} stay short, {lost} cannot be mended");
    [fit, short, lost]
}

#[test]
fn sections_that_are_too_long_are_shortened() {
    let [fit, short, lost] = mended_to(80);
    assert!(short == 0 && lost <= 1 && fit >= 45, "{fit} {short} {lost}");
}

#[test]
fn sections_that_are_too_short_are_filled_as_far_as_their_paragraphs_go() {
    // The recordings tell nearly all of their paragraphs: where nothing is left, nothing is made up.
    let [fit, _, lost] = mended_to(120);
    assert!(lost == 0 && fit >= 30, "{fit} {lost}");
}
