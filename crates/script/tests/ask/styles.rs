//! Styles of the embedded writer: what quoting can give, and what it cannot.

use script::{Cannot, Host, check, fits_minutes, outline_in, spoken_words, write_in};

use super::*;

const FIXTURES: [&str; 5] = ["article.md", "release-notes.md", "review.md", "benchmark.md", "essay.txt"];

fn episode(document: &Document, style: &Style) -> (Outline, Vec<Turn>, Vec<Cannot>) {
    let (outline, cannot) = outline_in(document, style);
    let chapters = 0..outline.chapters.len();
    let turns: Vec<Turn> =
        chapters.flat_map(|chapter| write_in(document, &outline, chapter, &hosts(), style).expect("planned")).collect();
    assert_eq!(check(&turns, document, &outline), Ok(()), "{style:?}");
    (outline, turns, cannot)
}

#[test]
fn the_default_style_is_the_episode_without_a_style() {
    for name in FIXTURES {
        let document = fixture(name);
        let style = Style::default();
        let (outline, turns, cannot) = episode(&document, &style);
        assert_eq!((&outline, cannot), (&script::outline(&document), Vec::new()));
        let chapters = 0..outline.chapters.len();
        let plain =
            chapters.flat_map(|chapter| script::write(&document, &outline, chapter, &hosts()).expect("planned"));
        assert_eq!(turns, plain.collect::<Vec<Turn>>());
    }
}

#[test]
fn a_brief_is_told_by_the_lead_alone() {
    for name in FIXTURES {
        let document = fixture(name);
        let (_, turns, cannot) = episode(&document, &in_format(EpisodeFormat::Brief));
        assert_eq!(cannot, []);
        assert!(turns.iter().all(|turn| turn.host == Host::Lead && !turn.text.contains("Ben")), "{name}");
        assert!(!turns.iter().any(|turn| turn.cites.is_empty() && turn.text.ends_with('?')), "{name}");
        println!("{name}: {} words", spoken_words(&turns));
        assert!(spoken_words(&turns) < 620, "{name}");
    }
}

#[test]
fn minutes_are_met_or_told() {
    let mut met = 0;
    for name in FIXTURES {
        let document = fixture(name);
        for format in [EpisodeFormat::DeepDive, EpisodeFormat::Brief, EpisodeFormat::RoundUp] {
            for minutes in [1, 2, 3, 4, 6, 60] {
                let style = Style { minutes: Some(minutes), ..in_format(format) };
                let (_, turns, cannot) = episode(&document, &style);
                let words = spoken_words(&turns);
                println!("{name} {format:?} {minutes}: {words} words, {cannot:?}");
                assert_eq!(cannot.contains(&Cannot::Minutes), !fits_minutes(words, minutes), "{name} {words}");
                met += usize::from(fits_minutes(words, minutes));
            }
        }
    }
    println!("{met} met");
    assert!(met >= 30, "{met}");
}

#[test]
fn a_round_up_has_the_sections_of_the_source_as_subjects() {
    let style = in_format(EpisodeFormat::RoundUp);
    let (outline, _, cannot) = episode(&mill(), &style);
    let titles: Vec<&str> = outline.chapters.iter().map(|plan| plan.title.as_str()).collect();
    assert_eq!((titles, cannot), (vec!["How it was built", "How it burned"], vec![]));
    let plain = script::read("The mill at Ostby was built in 1790. It has four sails.", SourceFormat::Text);
    let (_, cannot) = outline_in(&plain.expect("a source"), &style);
    assert_eq!(cannot, [Cannot::Format]);
    let many: String =
        (0..31).map(|nth| format!("## Mill {nth}\n\nMill {nth} has four sails and grinds rye.\n\n")).collect();
    let document = script::read(&many, SourceFormat::Markdown).expect("a source");
    let (outline, turns, _) = episode(&document, &style);
    assert_eq!(outline.chapters.len(), 11);
    assert!((0..31).all(|nth| turns.iter().any(|turn| turn.text.contains(&format!("Mill {nth} has four")))));
}

#[test]
fn what_quoting_cannot_give_is_told() {
    let style = Style {
        format: EpisodeFormat::Debate,
        minutes: Some(60),
        focus: Some("the sails".to_owned()),
        manners: Some(["calm".to_owned(), "curious".to_owned()]),
    };
    let (outline, _, cannot) = episode(&mill(), &style);
    assert_eq!(cannot, [Cannot::Format, Cannot::Minutes, Cannot::Focus, Cannot::Manners]);
    assert_eq!(
        cannot.iter().map(|cannot| cannot.as_str()).collect::<Vec<_>>(),
        ["format", "minutes", "focus", "manners"]
    );
    assert!(!outline.chapters.is_empty());
}
