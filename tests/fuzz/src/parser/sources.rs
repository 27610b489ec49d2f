//! Sources of each format, read and written to a whole script.

use protocol::{Code, SourceFormat};
use script::{Document, limits};

use super::Verdict;
use crate::corpus::Corpus;
use crate::mutate;
use crate::random::Random;

/// One in so many cases is a whole fixture; the others are a part of one.
const WHOLE_ONE_IN: usize = 40;
const BYTES_MAX: usize = 16 * 1024;
const PART_BYTES_MAX: usize = 1_500;

pub(super) fn markdown(random: &mut Random, corpus: &Corpus) -> Verdict {
    episode(random, &corpus.sources, SourceFormat::Markdown)
}

pub(super) fn plain(random: &mut Random, corpus: &Corpus) -> Verdict {
    episode(random, &corpus.sources, SourceFormat::Text)
}

pub(super) fn html(random: &mut Random, corpus: &Corpus) -> Verdict {
    episode(random, &corpus.sources, SourceFormat::Html)
}

pub(super) fn diff(random: &mut Random, corpus: &Corpus) -> Verdict {
    let [diffs, ..] = &corpus.changes;
    episode(random, diffs, SourceFormat::Diff)
}

pub(super) fn review(random: &mut Random, corpus: &Corpus) -> Verdict {
    let [_, reviews, ..] = &corpus.changes;
    whole(random, reviews, SourceFormat::Review)
}

pub(super) fn issue(random: &mut Random, corpus: &Corpus) -> Verdict {
    let [_, _, issues, _] = &corpus.changes;
    whole(random, issues, SourceFormat::Issue)
}

pub(super) fn changelog(random: &mut Random, corpus: &Corpus) -> Verdict {
    let [.., changelogs] = &corpus.changes;
    episode(random, changelogs, SourceFormat::Changelog)
}

/// Answers in JSON: a part of one is refused at once.
fn whole(random: &mut Random, sources: &[String], format: SourceFormat) -> Verdict {
    let source = random.pick(sources);
    let text = mutate::text(random, source, 4 * BYTES_MAX);
    read(&text, format)
}

fn episode(random: &mut Random, sources: &[String], format: SourceFormat) -> Verdict {
    let source = random.pick(sources).as_str();
    let part = if random.one_in(WHOLE_ONE_IN) { source } else { mutate::part(random, source, PART_BYTES_MAX) };
    let other = random.pick(sources);
    let text = match random.below(3) {
        0 => mutate::text(random, part, BYTES_MAX),
        _ => mutate::markup(random, part, other, BYTES_MAX),
    };
    read(&text, format)
}

fn read(text: &str, format: SourceFormat) -> Verdict {
    let document = match script::read(text, format) {
        Ok(document) => document,
        Err(rejection) => {
            let code = Code::from_wire(rejection.code()).expect("a rejection has a code of the wire");
            return Verdict::Refused(code.as_str());
        }
    };
    is_bounded(&document, text);
    is_said_as_written(&document);
    Verdict::Taken
}

/// Checks that a text, whose numbers and units grow when spelled out, does not grow without bound.
fn is_bounded(document: &Document, text: &str) {
    let sentences = document.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences);
    let bytes: usize = sentences.map(String::len).sum();
    assert!(bytes <= 64 * text.len().saturating_add(64), "{bytes} bytes to say of {}", text.len());
    assert!((1..=limits::TITLE_CHARS_MAX).contains(&document.title.chars().count()), "{:?}", document.title);
}

fn is_said_as_written(document: &Document) {
    let hosts = ["Ada".to_owned(), "Ben".to_owned()];
    let outline = script::outline(document);
    assert!((1..=limits::CHAPTERS_MAX).contains(&outline.chapters.len()));
    for chapter in 0..outline.chapters.len() {
        let turns = script::write(document, &outline, chapter, &hosts).expect("what is planned can be written");
        assert_eq!(script::check(&turns, document, &outline), Ok(()));
    }
}
