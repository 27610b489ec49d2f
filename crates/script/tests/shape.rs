//! The shape of episodes: length, chapters, opening and closing.

use std::collections::BTreeSet;
use std::path::Path;

use protocol::SourceFormat::{self, Html, Markdown, Text};
use script::{Defect, Document, Error, Host, Outline, Turn, check, limits, outline, read, write};

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(name);
    std::fs::read_to_string(path).expect("a fixture")
}

fn hosts() -> [String; 2] {
    ["Ada".to_owned(), "Ben".to_owned()]
}

fn episode(text: &str, format: SourceFormat) -> (Document, Outline, Vec<Turn>) {
    let document = read(text, format).expect("readable");
    let outline = outline(&document);
    let chapters = 0..outline.chapters.len();
    let turns = chapters.flat_map(|chapter| write(&document, &outline, chapter, &hosts()).expect("planned")).collect();
    (document, outline, turns)
}

fn words(turns: &[Turn]) -> usize {
    turns.iter().map(|turn| turn.text.split_whitespace().count()).sum()
}

fn said(turns: &[Turn]) -> String {
    turns.iter().map(|turn| turn.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_single_sentence_gets_an_opening_and_a_closing() {
    let (_, outline, turns) = episode("The lease ends when the worker stops asking for it.", Text);
    assert_eq!(outline.chapters.len(), 1);
    assert_eq!(turns.iter().filter(|turn| !turn.cites.is_empty()).count(), 1);
    assert!(turns.first().is_some_and(|turn| turn.host == Host::Lead && turn.text.contains("Ada")));
    assert!(turns.first().is_some_and(|turn| turn.text.contains("Ben") && turn.text.contains("all of it")));
    assert!(turns.last().is_some_and(|turn| turn.cites.is_empty()));
}

#[test]
fn a_short_text_is_spoken_whole_and_a_long_one_is_condensed() {
    let (document, _, turns) = episode(&fixture("review.md"), Markdown);
    let spoken = said(&turns);
    assert!(document.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences).all(|one| spoken.contains(one)));
    let (_, outline, turns) = episode(&fixture("article.md"), Markdown);
    assert!((700..=1_200).contains(&words(&turns)), "{}", words(&turns));
    assert!(outline.chapters.len() >= limits::CHAPTERS_MIN);
}

#[test]
fn the_longest_source_gives_an_episode_of_bounded_length() {
    let part = |n: usize| {
        let lines = (0..60)
            .map(|m| format!("The worker {n} of shift {m} writes the line {} of its long report, slowly. ", n * m));
        format!("## The report of worker {n}\n\n{}\n\n", lines.collect::<String>())
    };
    let (document, outline, turns) = episode(&(0..40).map(part).collect::<String>(), Markdown);
    let spoken = words(&turns);
    assert!((limits::EPISODE_WORDS_MAX * 9 / 10..=limits::EPISODE_WORDS_MAX * 13 / 10).contains(&spoken), "{spoken}");
    assert_eq!(outline.chapters.len(), limits::CHAPTERS_MAX);
    assert_eq!(check(&turns, &document, &outline), Ok(()));
}

#[test]
fn a_text_without_headings_gets_chapter_titles_from_key_phrases() {
    let (_, outline, _) = episode(&fixture("essay.txt"), Text);
    let titles: BTreeSet<&str> = outline.chapters.iter().map(|chapter| chapter.title.as_str()).collect();
    assert!(titles.len() >= limits::CHAPTERS_MIN && titles.len() == outline.chapters.len(), "{titles:?}");
    assert!(titles.iter().all(|title| title.split(' ').count() <= 6), "{titles:?}");
}

#[test]
fn only_the_article_of_a_page_is_spoken() {
    let (document, _, turns) = episode(&fixture("page.html"), Html);
    assert_eq!(document.title, "Why our backups were empty for eleven days");
    let spoken = said(&turns);
    for noise in
        ["cookies", "newsletter", "Advertisement", "Great post", "rights reserved", "min read", "gzip", "cloud bill"]
    {
        assert!(!spoken.contains(noise), "{noise}");
    }
}

#[test]
fn only_the_prose_of_a_patch_is_spoken() {
    let (document, _, turns) = episode(&fixture("commit.txt"), Text);
    assert_eq!(document.title, "store: refuse writes under an old token");
    let spoken = said(&turns);
    for noise in ["Rosa", "example", "insertions", "pub fn", "Signed", "diff", "2.43"] {
        assert!(!spoken.contains(noise), "{noise}");
    }
    let bare = fixture("commit.txt").split("\ndiff ").nth(1).map(|rest| format!("diff {rest}")).expect("a diff");
    let (document, _, turns) = episode(&bare, Text);
    assert_eq!(document.title, "Changes in store.rs");
    assert!(said(&turns).contains("4 lines added, 4 removed."));
    let commented = bare
        .replace(
            "+        let sql",
            "+        // A token below the highest one changes no row at all.\n+        let sql",
        )
        .replace("+41,7", "+41,8");
    let (_, _, turns) = episode(&commented, Text);
    assert!(said(&turns).contains("A token below the highest one changes no row at all."));
}

#[test]
fn no_phrase_is_repeated_in_an_episode() {
    for (name, format) in [("article.md", Markdown), ("review.md", Markdown), ("essay.txt", Text), ("page.html", Html)]
    {
        let (_, _, turns) = episode(&fixture(name), format);
        let mut heard = BTreeSet::new();
        for turn in turns.iter().filter(|turn| turn.cites.is_empty()) {
            assert!(heard.insert(turn.text.as_str()), "{name}: {}", turn.text);
        }
    }
}

#[test]
fn chapters_can_be_written_separately_and_in_any_order() {
    let (document, outline, turns) = episode(&fixture("article.md"), Markdown);
    let backwards = (0..outline.chapters.len()).rev();
    let mut chapters: Vec<Vec<Turn>> =
        backwards.map(|chapter| write(&document, &outline, chapter, &hosts()).expect("planned")).collect();
    chapters.reverse();
    assert_eq!(chapters.concat(), turns);
    let beyond = outline.chapters.len();
    assert_eq!(write(&document, &outline, beyond, &hosts()), Err(Error::NoSuchChapter(beyond)));
    let other = read("Another text altogether is read here.", Text).expect("readable");
    assert_eq!(write(&other, &outline, 1, &hosts()), Err(Error::NoSuchSentence(1)));
}

#[test]
fn the_check_finds_each_defect_a_model_may_produce() {
    let (document, outline, turns) = episode(&fixture("article.md"), Markdown);
    let stating = turns.iter().find(|turn| !turn.cites.is_empty()).expect("a statement").clone();
    let turn = |text: &str, cites: &[u32]| Turn { host: Host::Lead, text: text.to_owned(), cites: cites.to_vec() };
    let judge = |turns: &[Turn]| check(turns, &document, &outline);
    assert_eq!(judge(&[stating.clone(), turn("And why would that be?", &[])]), Ok(()));
    assert_eq!(judge(&[]), Err(Defect::NoTurns));
    assert_eq!(judge(&vec![stating.clone(); limits::TURNS_MAX + 1]), Err(Defect::TooManyTurns));
    assert_eq!(judge(&[turn(" ", &[])]), Err(Defect::Empty { turn: 0 }));
    assert_eq!(judge(&[turn(&"why ".repeat(300), &[])]), Err(Defect::TooLong { turn: 0 }));
    assert_eq!(judge(&[turn(&format!("Is {} long?", "o".repeat(41)), &[])]), Err(Defect::TokenTooLong { turn: 0 }));
    assert!(matches!(judge(&[turn("See https://example.com?", &[])]), Err(Defect::Unspeakable { .. })));
    assert!(matches!(judge(&[turn("What is `this`?", &[])]), Err(Defect::Unspeakable { .. })));
    assert!(matches!(judge(&[turn("Leases are always safe.", &[])]), Err(Defect::Unsupported { .. })));
    assert!(matches!(judge(&[turn("Did you know that 97 percent fail?", &[])]), Err(Defect::Unsupported { .. })));
    assert_eq!(judge(&[turn("Go on.", &[9_999])]), Err(Defect::UnknownCite { turn: 0, paragraph: 9_999 }));
    assert_eq!(judge(&[turn("Go on.", &[1])]), Err(Defect::UnusedCite { turn: 0, paragraph: 1 }));
    assert!(matches!(judge(&[stating.clone(), stating.clone()]), Err(Defect::Repeated { turn: 1, .. })));
    let uncited = Turn { cites: Vec::new(), ..stating };
    assert!(matches!(judge(&[uncited]), Err(Defect::Unsupported { .. })));
}

#[test]
fn headings_that_do_not_fit_before_their_text_have_a_turn_of_their_own() {
    let heading = |what: &str| {
        format!("Of the {what} that the workers of the second shift write down in the evening before they go home")
    };
    let item = |n: usize| format!("- The worker of the line {n} writes a word about each lease that it holds.\n");
    let items: String = (0..8).map(item).collect();
    let (long, short, late) = (heading("reports"), heading("remarks"), heading("letters"));
    let text = format!(
        "# Shifts\n\nA shift is eight hours.\n\n## {long}\n\n### {short}\n\n#### {late}\n\nThey write these:\n\n{items}"
    );
    let (document, outline, turns) = episode(&text, Markdown);
    assert_eq!(check(&turns, &document, &outline), Ok(()));
    let spoken = said(&turns).to_lowercase();
    for what in [&long, &short, &late] {
        assert!(spoken.contains(&what.to_lowercase()), "{what} is not in {spoken}");
    }
    assert!(spoken.contains("line 7"), "{spoken}");
    assert!(turns.windows(2).all(|pair| matches!(pair, [one, two] if one.host != two.host)), "{turns:#?}");
}

#[test]
fn an_announced_list_keeps_an_item_that_was_said_before() {
    let text = "# Releases\n\n## 0.2.0\n\n- A bug in the decoder is fixed.\n- The tests run twice as fast.\n\n## 0.1.4\n\n\
        Backports from 0.2.0:\n\n- A bug in the decoder is fixed.\n\n## 0.1.3\n\n- The tests run twice as fast.\n";
    let (document, outline, turns) = episode(text, Markdown);
    assert_eq!(check(&turns, &document, &outline), Ok(()));
    let spoken = said(&turns);
    assert!(spoken.contains("Backports from 0 point 2 point 0: A bug in the decoder is fixed."), "{spoken}");
    assert_eq!(spoken.matches("The tests run twice as fast.").count(), 1, "{spoken}");
}

#[test]
fn a_sentence_may_end_with_the_beginning_of_an_address() {
    for end in ["www", "mailto"] {
        let (document, outline, turns) =
            episode(&format!("The first letters of the name are {end}. The rest is ours."), Text);
        assert_eq!(check(&turns, &document, &outline), Ok(()));
        assert!(said(&turns).contains(&format!("are {end}.")), "{turns:#?}");
    }
}

#[test]
fn a_heading_with_a_colon_is_known_beside_one_that_is_its_beginning() {
    let text =
        "# Notes\n\nThe notes are short.\n\n## Web\n\nIt has a page.\n\n## Web: version 2.0\n\nThe page is new.\n";
    let (document, outline, turns) = episode(text, Markdown);
    assert_eq!(check(&turns, &document, &outline), Ok(()), "{turns:#?}");
}

#[test]
fn what_is_announced_is_said_again_where_it_stands_beside_its_announcement() {
    let returns = "#### Returns\n\n- The answer:\n\n  A promise of the whole file.\n\n";
    let text = format!("# Files\n\n### One\n\nIt reads one.\n\n{returns}### All\n\nIt reads all.\n\n{returns}");
    let (document, outline, turns) = episode(&text, Markdown);
    assert_eq!(check(&turns, &document, &outline), Ok(()));
    let spoken = said(&turns);
    assert_eq!(spoken.matches("The answer: A promise of the whole file.").count(), 2, "{spoken}");
}

#[test]
fn a_sentence_that_says_the_same_over_and_over_is_said_once() {
    let text =
        format!("# Output\n\nThe log reads {}, and that was all.\n", "from testing the output of the lid ".repeat(60));
    let (document, outline, turns) = episode(&text, Markdown);
    assert_eq!(check(&turns, &document, &outline), Ok(()));
}

#[test]
fn a_list_of_numbers_is_no_longer_to_say_than_a_turn_may_be() {
    let items: String =
        (0..40).map(|item| format!("- Number {}: fixes a panic of the parser.\n", 1_300 + item)).collect();
    let text = format!("# 1.13.0\n\nThis release mends what was found:\n\n{items}");
    for turn in episode(&text, Markdown).2 {
        let digits = turn.text.bytes().filter(u8::is_ascii_digit).count();
        // A digit is said in eight letters.
        assert!(turn.text.len() + 7 * digits <= limits::TURN_CHARS_MAX, "{}", turn.text);
    }
}
