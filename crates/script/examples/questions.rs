//! Prints the questions that a language model is asked: `cargo run -p script --example questions -- SOURCE FORMAT [ANSWERS]`.
//!
//! Without ANSWERS the question for the outline; with a file that has `{"outline": …}` those for its sections.

#![expect(clippy::indexing_slicing, reason = "a member that JSON lacks is null")]

use protocol::{EpisodeFormat, SourceFormat, Style};
use serde_json::Value;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("a source");
    let format = arguments.next().and_then(|name| EpisodeFormat::from_wire(&name)).expect("a format");
    let text = std::fs::read_to_string(&path).expect("a text");
    let kind = if path.ends_with(".txt") { SourceFormat::Text } else { SourceFormat::Markdown };
    let document = script::read(&text, kind).expect("a source");
    let style = Style { format, ..Style::default() };
    let hosts = ["Nora".to_owned(), "Miles".to_owned()];
    let Some(answers) = arguments.next() else {
        let question = script::ask_outline(&document, &style);
        println!("{}\n---\n{}\n---\n{}", question.system, question.source, question.ask);
        return;
    };
    let answers: Value = serde_json::from_str(&std::fs::read_to_string(answers).expect("a file")).expect("JSON");
    match script::read_outline(&answers["outline"], &document, &style) {
        Ok(outline) => {
            for chapter in 0..outline.chapters.len() {
                let question = script::ask_section(&document, &outline, chapter, &style, &hosts);
                println!("=== section {chapter}\n{}\n---\n{}", question.source, question.ask);
            }
        }
        Err(flaws) => println!("{}", script::repair(&flaws)),
    }
}
