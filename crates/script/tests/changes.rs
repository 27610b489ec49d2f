//! Diffs, reviews, issues and change logs as documents and as episodes: figures over real ones, printed and asserted.

mod changes {
    pub(crate) mod fixtures;
    pub(crate) mod names;
}

use ::changes::{Change, Side, Source};
use changes::fixtures::{Fixture, all, is_code_line, squeezed};
use changes::names;
use protocol::{CodeLine, EpisodeFormat, SourceFormat, Style};
use script::{Document, Rejection, outline_in, read, write_in};

fn documents() -> Vec<(Fixture, Source, Document)> {
    let read = |fixture: Fixture| {
        let source = ::changes::parse(fixture.kind, &fixture.text).expect("a fixture");
        let document =
            script::read(&fixture.text, fixture.format).unwrap_or_else(|error| panic!("{}: {error}", fixture.name));
        (fixture, source, document)
    };
    all().into_iter().map(read).collect()
}

fn change(source: &Source) -> Option<&Change> {
    match source {
        Source::Change(change) => Some(change),
        Source::Issue(_) | Source::Changelog { .. } => None,
    }
}

fn sentences(document: &Document) -> impl Iterator<Item = &str> {
    document.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences).map(String::as_str)
}

/// The text of the whole episode in a format.
fn episode(document: &Document, format: EpisodeFormat) -> String {
    let style = Style { format, ..Style::default() };
    let (outline, _) = outline_in(document, &style);
    let hosts = ["Ada".to_owned(), "Ben".to_owned()];
    let chapters = 0..outline.chapters.len();
    let turns: Vec<_> =
        chapters.flat_map(|chapter| write_in(document, &outline, chapter, &hosts, &style).expect("planned")).collect();
    assert_eq!(script::check(&turns, document, &outline), Ok(()));
    turns.iter().map(|turn| turn.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn no_line_of_code_is_said() {
    let (mut sources, mut lines, mut read) = (0, 0, Vec::new());
    for (fixture, source, document) in documents() {
        sources += 1;
        let Some(change) = change(&source) else { continue };
        let texts = [
            sentences(&document).collect::<Vec<_>>().join(" "),
            episode(&document, EpisodeFormat::DeepDive),
            episode(&document, EpisodeFormat::Brief),
        ];
        let said = texts.map(|text| squeezed(&text));
        for file in &change.files {
            for line in file.lines().filter(|line| is_code_line(&file.path, &line.text)) {
                lines += 1;
                // As written, or as the words of its names.
                if said
                    .iter()
                    .any(|said| said.contains(&squeezed(&line.text)) || said.contains(&names::squeezed(&line.text)))
                {
                    read.push(format!("{}: {}", fixture.name, line.text));
                }
            }
        }
    }
    println!("{sources} sources, {lines} lines of code, {} read aloud", read.len());
    assert_eq!(read, Vec::<String>::new());
    assert!(sources >= 50 && lines > 1_500);
}

fn resolves(at: &CodeLine, source: &Source, text: &str) -> bool {
    let side = if at.is_old { Side::Old } else { Side::New };
    match source {
        Source::Change(change) => {
            let of_file = change.files.iter().any(|file| {
                let path = if at.is_old { file.old_path.as_ref().unwrap_or(&file.path) } else { &file.path };
                path == &at.path && file.has_line(at.line, side)
            });
            let is_at = |thread: &::changes::Thread| {
                (thread.is_shown, &thread.path, thread.line) == (true, &at.path, Some(at.line))
            };
            of_file || change.threads.iter().any(is_at)
        }
        Source::Issue(_) => false,
        Source::Changelog { .. } => (1..=text.lines().count()).contains(&(at.line as usize)),
    }
}

#[test]
fn every_place_is_a_line_that_exists() {
    let (mut paragraphs, mut placed, mut broken) = (0, 0, Vec::new());
    for (fixture, source, document) in documents() {
        for paragraph in &document.paragraphs {
            paragraphs += 1;
            let Some(at) = &paragraph.at else { continue };
            placed += 1;
            if !resolves(at, &source, &fixture.text) {
                broken.push(format!("{}: {at:?}", fixture.name));
            }
        }
    }
    println!("{paragraphs} paragraphs, {placed} with a place, {} places that do not exist", broken.len());
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn every_unresolved_thread_is_said() {
    let (mut threads, mut in_episode) = (0, 0);
    for (fixture, source, document) in documents() {
        let Some(change) = change(&source) else { continue };
        let open = change.threads.iter().filter(|thread| thread.is_resolved == Some(false));
        let spoken = squeezed(&episode(&document, EpisodeFormat::DeepDive));
        for thread in open {
            threads += 1;
            let line = thread.line.map(|line| format!("ine {line} of")).unwrap_or_default();
            let is_it = |sentence: &&str| sentence.contains(&line) && sentence.starts_with("On ");
            let opening = sentences(&document).find(is_it).unwrap_or_else(|| panic!("{}: {thread:?}", fixture.name));
            in_episode += usize::from(spoken.contains(&squeezed(opening)));
        }
    }
    println!("{threads} unresolved threads, all in the document, {in_episode} in the episode of the embedded writer");
    assert!(threads >= 9 && in_episode == threads);
}

#[test]
fn a_long_review_is_condensed_but_for_what_is_open() {
    let topics =
        ["the name misleads", "the loop never ends", "the error is lost", "a test is missing", "the order matters"];
    let comment = |id: usize| {
        let body = format!(
            "I think {} in case {id}. It was raised before in the meeting of the group, and nobody disagreed about it. {}",
            topics[id % topics.len()],
            "The limit of seventy should come from the specification and not from this file, as was said of the last change. ".repeat(2)
        );
        serde_json::json!({"id": id, "user": {"login": "b"}, "path": "src/tin.rs", "line": 1, "side": "RIGHT", "body": body})
    };
    let comments: Vec<_> = (1..=40).map(comment).collect();
    let threads: Vec<_> = (1..=40)
        .map(|id| serde_json::json!({"isResolved": false, "comments": {"nodes": [{"databaseId": id}]}}))
        .collect();
    let review = serde_json::json!({"pull_request": {"title": "Lids", "user": {"login": "a"}, "state": "open"},
        "diff": "--- a/src/tin.rs\n+++ b/src/tin.rs\n@@ -1 +1 @@\n-a\n+b\n", "review_comments": comments, "review_threads": threads});
    let document = read(&review.to_string(), SourceFormat::Review).unwrap();
    let words: usize = sentences(&document).map(|sentence| sentence.split(' ').count()).sum();
    let said = episode(&document, EpisodeFormat::DeepDive);
    assert!(said.split(' ').count() < words, "{words} words are not condensed");
    for id in 1..=40 {
        assert!(said.contains(&format!("in case {id}.")), "{id}");
    }
}

#[test]
fn names_are_said_by_the_table_of_rules() {
    let (mut names, mut wrong) = (0, Vec::new());
    for (fixture, source, document) in documents() {
        let said = sentences(&document).collect::<Vec<_>>().join(" ").to_lowercase();
        let told = ::changes::tell(&source);
        for sentence in told.sections.iter().flat_map(|section| &section.paragraphs).flat_map(|one| &one.sentences) {
            for name in sentence.split('`').skip(1).step_by(2) {
                names += 1;
                let expected = names::spoken(name);
                if !said.contains(&expected) {
                    wrong.push(format!("{}: {name}: not {expected:?}", fixture.name));
                }
            }
        }
    }
    let share = 100.0 * (1.0 - wrong.len() as f64 / f64::from(names));
    println!("{names} names of programs, {share:.1} % said as the table of rules says; others:\n{}", wrong.join("\n"));
    assert!(names > 600 && share >= 95.0);
}

#[test]
fn names_of_the_table_are_said_as_it_says() {
    for (name, expected) in names::TABLE {
        assert_eq!(names::spoken(name), expected, "{name}");
        let diff = format!(
            "Subject: Use `{name}` here\n\nUse `{name}` here.\n---\n--- a/x.txt\n+++ b/x.txt\n@@ -1 +1 @@\n-a\n+b\n"
        );
        let document = read(&diff, SourceFormat::Diff).unwrap();
        let said = sentences(&document).find(|sentence| sentence.starts_with("Use ")).unwrap().to_lowercase();
        assert_eq!(said, format!("use {expected} here."), "{name}");
    }
}

#[test]
fn what_is_no_such_source_is_refused_with_its_code() {
    for (text, format, code) in [
        ("hello", SourceFormat::Diff, "diff_malformed"),
        ("--- a\n+++ b\n@@ -x +1 @@\n", SourceFormat::Diff, "diff_malformed"),
        ("hello", SourceFormat::Review, "review_malformed"),
        ("{\"pull_request\":{}}", SourceFormat::Review, "review_malformed"),
        ("{}", SourceFormat::Issue, "issue_malformed"),
        ("# Notes\n", SourceFormat::Changelog, "changelog_malformed"),
        ("  ", SourceFormat::Diff, "source_empty"),
    ] {
        assert_eq!(read(text, format).map_err(|error| error.code()), Err(code), "{text}");
    }
    assert_eq!(read(&"x\n".repeat(600_000), SourceFormat::Diff), Err(Rejection::TooLarge));
}

#[test]
fn a_heading_may_be_said_again_by_what_is_below_it() {
    let log =
        "# Changes\n\n## 1.1.0\n\n### Remove usage of the lid\n\n- Remove usage of the lid.\n\n## 1.0.0\n\n- A tin.\n";
    let document = read(log, SourceFormat::Changelog).unwrap();
    assert!(episode(&document, EpisodeFormat::DeepDive).contains("Remove usage of the lid"));
}

#[test]
fn control_characters_of_a_diff_are_no_reason_to_refuse_it() {
    let diff = "--- a/x.rs\n+++ b/x.rs\n@@ -1,2 +1,3 @@\n fn color() {\n+    print(\"\u{1b}[31m\");\n }\n";
    let document = read(diff, SourceFormat::Diff).unwrap();
    let said = sentences(&document).collect::<Vec<_>>().join(" ");
    assert!(said.contains("X dot rs changes in color, with 1 line added."), "{said}");
    assert!(!said.contains(|c: char| c.is_control()));
}

#[test]
fn what_is_not_said_is_accounted_for() {
    let review = all().into_iter().find(|fixture| fixture.name == "cuepoint-github.json").unwrap();
    let document = read(&review.text, review.format).unwrap();
    let words = |why: script::Why| {
        document.left.iter().find(|left| left.why == why).map_or((0, 0), |left| (left.parts, left.words))
    };
    assert!(words(script::Why::Diff).0 == 3 && words(script::Why::Diff).1 > 100, "{:?}", document.left);
    assert!(words(script::Why::Code).0 >= 4 && words(script::Why::Metadata).0 == 3, "{:?}", document.left);
}

#[test]
fn a_review_is_one_of_several_sources() {
    let review = all().into_iter().find(|fixture| fixture.name == "github3-235.json").unwrap();
    let sources = serde_json::json!([
        { "format": "review", "text": review.text },
        { "format": "markdown", "text": "# Tides\n\nThe moon pulls the sea. The sea follows it.\n" },
    ]);
    let document = read(&sources.to_string(), SourceFormat::Several).unwrap();
    assert_eq!(document.title, "Add Release.assets attribute, and 1 more");
    assert!(document.paragraphs.iter().any(|paragraph| paragraph.at.is_some()));
}
