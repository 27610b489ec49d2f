//! Prose by people as it is told: their sentences within a number of words; code, logs and pictures in words for them.

use super::UntoldWhy;
use super::names::{Names, count};
use super::writer::Writer;
use crate::prose::{Block, Code, Prose};

/// Headings of templates that say nothing about what is below them.
const TEMPLATE: [&str; 22] = [
    "description",
    "summary",
    "what",
    "why",
    "changes",
    "motivation",
    "overview",
    "details",
    "context",
    "background",
    "purpose",
    "introduction",
    "checklist",
    "proposed changes",
    "what does this pr do",
    "what this pr does",
    "pull request",
    "type of change",
    "issue",
    "bug report",
    "about",
    "pr checklist",
];

/// The words of a text as sentences in paragraphs; what is left over is counted.
pub(super) fn paragraphs(writer: &mut Writer<'_>, prose: &Prose, words_max: usize) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = Vec::new();
    let mut words = 0;
    let mut heading: Option<&str> = None;
    let (mut parts_left, mut words_left) = (0_u32, 0_usize);
    for block in &prose.blocks {
        match block {
            Block::Heading(text) => {
                heading = Some(text.trim_end_matches([':', '?', '.'])).filter(|text| !is_template(text))
            }
            Block::Text(sentences) => {
                let mut told = Vec::new();
                for sentence in sentences {
                    let own = sentence.split(' ').count();
                    // The first sentence is told however long it is.
                    if words > 0 && words + own > words_max {
                        words = words.max(words_max);
                        parts_left = parts_left.saturating_add(1);
                        words_left += own;
                        continue;
                    }
                    words += own;
                    told.push(finished(sentence));
                }
                if let (Some(first), Some(heading)) = (told.first_mut(), heading.take()) {
                    *first = format!("{heading}: {first}");
                }
                if !told.is_empty() {
                    all.push(told);
                }
            }
            Block::Code(..) | Block::Quote(_) | Block::Table(_) | Block::Picture => {}
        }
    }
    writer.leave(UntoldWhy::Condensed, parts_left, u32::try_from(words_left).unwrap_or(u32::MAX));
    all
}

fn is_template(heading: &str) -> bool {
    let bare = heading.to_lowercase();
    let bare = bare.trim_matches(|c: char| !c.is_alphanumeric());
    TEMPLATE.contains(&bare)
}

/// A sentence with a mark at its end.
pub(super) fn finished(sentence: &str) -> String {
    let bare = sentence.trim().trim_end_matches([',', ';', '-']).trim_end();
    if bare.ends_with(['.', '!', '?', ':']) { bare.to_owned() } else { format!("{bare}.") }
}

/// A comment or a message: who, and what besides words, before the words themselves.
pub(super) fn speech(
    writer: &mut Writer<'_>,
    prose: &Prose,
    (opening, verb): (&str, &str),
    words_max: usize,
) -> Vec<String> {
    let things = things(writer, prose);
    let mut sentences: Vec<String> = paragraphs(writer, prose, words_max).into_iter().flatten().collect();
    match (sentences.first_mut(), things.is_empty()) {
        (Some(first), true) => *first = format!("{opening} {verb}: {first}"),
        (Some(first), false) => *first = format!("{opening} {verb}, with {}: {first}", super::names::listed(&things)),
        (None, true) => sentences.push(format!("{opening} leaves a comment without words.")),
        (None, false) => sentences.push(format!("{opening} leaves {}, without a word.", super::names::listed(&things))),
    }
    sentences
}

/// The things that a text shows and that are not read, as nouns.
pub(super) fn things(writer: &mut Writer<'_>, prose: &Prose) -> Vec<String> {
    let (mut code, mut logs, mut diffs, mut tables, mut pictures) = (0_u32, 0_u32, 0_u32, 0_u32, 0_u32);
    let mut things = Vec::new();
    for block in &prose.blocks {
        match block {
            Block::Code(kind, words) => {
                writer.leave(UntoldWhy::Code, 1, *words);
                match kind {
                    Code::Plain { lines } => code = code.saturating_add(*lines),
                    Code::Diff { lines } => diffs = diffs.saturating_add(*lines),
                    Code::Log { lines } => logs = logs.saturating_add(*lines),
                    Code::Suggestion { lines: 0 } => things.push("a suggestion to delete what is there".to_owned()),
                    Code::Suggestion { lines } => things.push(format!("a suggestion of {}", count(*lines, "line"))),
                    Code::Trace { error, at, .. } => things.push(trace(error.as_deref(), at.as_ref())),
                }
            }
            Block::Quote(words) => writer.leave(UntoldWhy::Quote, 1, *words),
            Block::Table(words) => {
                tables += 1;
                writer.leave(UntoldWhy::Table, 1, *words);
            }
            Block::Picture => {
                pictures += 1;
                writer.leave(UntoldWhy::Picture, 1, 0);
            }
            Block::Heading(_) | Block::Text(_) => {}
        }
    }
    let mut some = |count: u32, text: String| things.extend((count > 0).then_some(text));
    some(code, format!("{} of code", count(code, "line")));
    some(diffs, format!("a diff of {}", count(diffs, "line")));
    some(logs, format!("a log of {}", count(logs, "line")));
    some(tables, if tables == 1 { "a table".to_owned() } else { count(tables, "table") });
    some(pictures, if pictures == 1 { "a picture".to_owned() } else { count(pictures, "picture") });
    things
}

fn trace(error: Option<&str>, at: Option<&(String, u32)>) -> String {
    let error = error.map(|error| format!(" of {error}")).unwrap_or_default();
    let place = at.map(|(path, line)| format!(" that points at line {line} of {}", Names::default().file(path)));
    format!("a stack trace{error}{}", place.unwrap_or_default())
}
