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
