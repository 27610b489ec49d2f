//! Measures how files are read and told: `cargo run -p script --example reading -- FILE…`; a line of JSON for each.

#![expect(clippy::indexing_slicing, reason = "windows of two have two")]

#[path = "../tests/account/mod.rs"]
mod account;

use std::collections::BTreeSet;
use std::time::Instant;

use protocol::SourceFormat::{self, Html, Markdown, Text};
use script::{Document, Outline, Turn, Why};
use serde_json::{Value, json};

fn main() {
    for path in std::env::args().skip(1) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let format = match path.rsplit('.').next().map(str::to_ascii_lowercase).as_deref() {
            Some("md" | "markdown") => Markdown,
            Some("html" | "htm") => Html,
            Some(_) | None => Text,
        };
        println!("{}", measure(&path, &text, format));
    }
}

#[expect(clippy::disallowed_methods, reason = "an instrument measures time")]
fn measure(path: &str, text: &str, format: SourceFormat) -> Value {
    let source = account::source_words(text, format).len();
    let start = Instant::now();
    let prose = match format {
        Markdown => account::markdown_text(text, false).split_whitespace().count(),
        Html => account::html_text(text, &["pre", "nav"]).split_whitespace().count(),
        Text
        | SourceFormat::Several
        | SourceFormat::Diff
        | SourceFormat::Review
        | SourceFormat::Issue
        | SourceFormat::Changelog => source,
    };
    let account = match script::account(text, format) {
        Ok(account) => account,
        Err(rejection) => {
            return json!({ "path": path, "words": source, "prose": prose, "refused": rejection.code(), "detail": rejection.to_string() });
        }
    };
    let document = &account.document;
    let outline = script::outline(document);
    let hosts = ["Ada".to_owned(), "Ben".to_owned()];
    let chapters = 0..outline.chapters.len();
    let turns: Vec<Turn> =
        chapters.flat_map(|chapter| script::write(document, &outline, chapter, &hosts).expect("planned")).collect();
    let micros = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    let coverage = script::coverage(document, &outline);
    let lost = account::lost_words(text, format, &account);
    let spoken = turns.iter().map(|turn| turn.text.as_str()).collect::<Vec<_>>().join(" ").to_lowercase();
    let struck = account.left.iter().filter(|left| left.why == Why::Struck && left.text.split(' ').count() > 3);
    json!({
        "path": path,
        "words": source,
        "micros": micros,
        "statements": coverage.statements,
        "said": coverage.said,
        "lost": lost.len(),
        "lost_words": lost.iter().take(12).collect::<Vec<_>>(),
        "turns": turns.len(),
        "empty_turns": turns.iter().filter(|turn| turn.cites.is_empty() && !is_heading(turn, document)).count(),
        "same_host": turns.windows(2).filter(|pair| pair[0].host == pair[1].host).count(),
        "struck_said": struck.filter(|left| spoken.contains(&left.text.to_lowercase())).count(),
        "lead_ins_cut": lead_ins_cut(document, &outline),
        "check": format!("{:?}", script::check(&turns, document, &outline)),
        "left": coverage.left.iter().map(|left| format!("{:?}: {} ({} words)", left.why, left.parts, left.words)).collect::<Vec<_>>(),
    })
}

/// True for a turn that asks a question of the source's own headings.
fn is_heading(turn: &Turn, document: &Document) -> bool {
    let bare = |text: &str| text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "");
    let said = bare(&turn.text);
    document.sections.iter().any(|section| section.heading.ends_with('?') && said.ends_with(&bare(&section.heading)))
}

/// Announcements ("There are three:") whose first item is not said.
fn lead_ins_cut(document: &Document, outline: &Outline) -> usize {
    let places: BTreeSet<_> = outline.chapters.iter().flat_map(|chapter| chapter.sentences.iter().copied()).collect();
    let all = document.paragraphs.iter().enumerate().flat_map(|(paragraph, one)| {
        let place = move |sentence| script::Place { paragraph: paragraph as u32, sentence: sentence as u32 };
        one.sentences.iter().enumerate().map(move |(sentence, text)| (place(sentence), text.as_str()))
    });
    let all: Vec<_> = all.collect();
    let cut = all
        .windows(2)
        .filter(|pair| pair[0].1.ends_with(':') && places.contains(&pair[0].0) && !places.contains(&pair[1].0));
    cut.count()
}
