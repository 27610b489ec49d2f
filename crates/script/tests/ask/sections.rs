//! Sections: what is read, how it is spoken, and its bounds.

use script::{Host, Turn};

use super::*;

#[test]
fn a_sound_section_is_read_as_it_is_spoken() {
    let read = read_first(&first(), &Style::default()).expect("sound");
    let said: Vec<&str> = read.iter().map(|turn| turn.text.as_str()).collect();
    assert_eq!(
        said,
        [
            "Hello and welcome. I'm Ada, and with me is Ben. The mill at Ostby was built in 1790.",
            "It was built by Aksel Dahl, and it grinds rye for three villages.",
            "And who paid for it?",
            "Each village paid a third of the price, 42 percent of it in grain.",
        ]
    );
}

#[test]
fn what_was_spoken_once_is_spoken_the_same_again() {
    for name in ["article.md", "release-notes.md", "review.md", "benchmark.md"] {
        let document = fixture(name);
        let outline = script::outline(&document);
        for (index, paragraph) in (0u32..).zip(&document.paragraphs) {
            let text = paragraph.sentences.join(" ");
            // A pointer at the page is left out the second time.
            if text.len() > 800 || text.contains(", see ") || paragraph.sentences.is_empty() {
                continue;
            }
            let mut plan = outline.clone();
            plan.chapters.truncate(1);
            plan.chapters[0].paragraphs = vec![index];
            plan.chapters[0].words = 2_000;
            let answer = turns(&[("A", &text, &[index])]);
            let brief = in_format(EpisodeFormat::Brief);
            match script::read_section(&answer, &document, &plan, 0, &brief, &hosts()) {
                Ok(turns) => assert_eq!(turns, [Turn { host: Host::Lead, text, cites: vec![index] }]),
                Err(flaws) => println!("{name} {index} {text}: {flaws:?}"),
            }
        }
    }
}

#[test]
fn signs_and_abbreviations_are_spoken_before_they_are_judged() {
    let text = "Heron v2.4.1 came out on May 3, 2026. It costs $5 a month, e.g. for a team, and is 42% faster than `heron_old`.\n\n\
        The author said \"it is done\" and went home. It takes 3\u{2013}5 ms at 20 \u{B0}C.\n";
    let document = script::read(text, SourceFormat::Markdown).expect("a source");
    let plan = json!({ "sections": [{ "paragraphs": [0, 1], "says": "", "title": "Heron" }] });
    let outline = read_outline(&plan, &document, &Style::default()).expect("sound");
    let answer = turns(&[
        ("A", "Heron v2.4.1 came out on 2026-05-03.", &[0]),
        (
            "B",
            "It costs $5 a month \u{2014} e.g. for a team \u{2014} and it\u{2019}s 42% faster than `heron_old`.",
            &[0],
        ),
        ("A", "The author said \u{201C}it is done\u{201D} and went home\u{2026}", &[1]),
        ("B", "It takes 3\u{2013}5 ms at 20\u{A0}\u{B0}C \u{1F600}.", &[1]),
    ]);
    let read = script::read_section(&answer, &document, &outline, 0, &Style::default(), &hosts());
    let said: Vec<String> = read.expect("sound").into_iter().map(|turn| turn.text).collect();
    assert_eq!(
        said,
        [
            "Heron version 2 point 4 point 1 came out on May 3, 2026.",
            "It costs 5 dollars a month, for example, for a team, and it's 42 percent faster than heron old.",
            "The author said \"it is done\" and went home.",
            "It takes 3 to 5 milliseconds at 20 degrees Celsius.",
        ]
    );
}

#[test]
fn hosts_are_called_by_their_names() {
    let names = ["Zo\u{EB}".to_owned(), "Dr. Ben O'Hara".to_owned()];
    let answer = turns(&[
        ("A", "Welcome. I'm Zo\u{EB}, and here with me is Dr. Ben O\u{2019}Hara.", &[]),
        ("B", "Hi, Zoe. The mill has four sails, and visitors are welcome to see them.", &[0, 1]),
    ]);
    let style = Style::default();
    let read = |chapter| read_section(&answer, &mill(), &planned(&style), chapter, &style, &names);
    let said: Vec<String> = read(0).expect("sound").into_iter().map(|turn| turn.text).collect();
    assert_eq!(said[0], "Welcome. I'm Zoe, and here with me is Doctor Ben O'Hara.");
    assert!(!codes(&read(1).expect_err("other cites")).contains(&"greeting"));
}

#[test]
fn turns_in_a_row_of_one_host_are_one_turn() {
    let answer = turns(&[
        ("A", "The mill at Ostby was built in 1790.", &[0]),
        ("A", "Each village paid a third of the price.", &[1]),
        ("B", "It has four sails.", &[0]),
    ]);
    let read = read_first(&answer, &Style::default()).expect("sound");
    let text = "The mill at Ostby was built in 1790. Each village paid a third of the price.".to_owned();
    assert_eq!(read[0], Turn { host: Host::Lead, text, cites: vec![0, 1] });
    assert_eq!(read.len(), 2);
    // Each turn cites what it says, whatever it cited before.
    let answer = turns(&[
        ("A", "The mill at Ostby was built in 1790.", &[1]),
        ("A", "Each village paid a third of the price.", &[0]),
        ("B", "It has four sails.", &[0]),
    ]);
    assert_eq!(read_first(&answer, &Style::default()).expect("sound"), read);
}

#[test]
fn an_episode_has_the_length_that_was_asked_for() {
    let style = Style { minutes: Some(1), ..Style::default() };
    let words = planned(&style).chapters.iter().map(|plan| plan.words as usize).sum();
    assert!(script::fits_minutes(words, 1), "{words}");
    assert_eq!(refused(&first(), &style), ["too_few_words"]);
    let mut answer = first();
    let lines = answer["turns"].as_array_mut().expect("turns");
    lines.push(json!({ "cites": [], "host": "A", "text": "And what about the flour?" }));
    let text = "The miller did not keep any of the flour for himself. The gate of the mill was open in summer. \
        And it has four sails.";
    lines.push(json!({ "cites": [1], "host": "B", "text": text }));
    assert_eq!(refused(&answer, &style), Vec::<&str>::new());
    let short = turns(&[("A", "It has four sails.", &[0]), ("B", "I see.", &[])]);
    // A length that is left to the service has no lower bound.
    assert_eq!(refused(&short, &Style::default()), Vec::<&str>::new());
}
