//! Prints the calls of recorded scripts, a line of JSON for each: `cargo run -p pipeline --example calls -- FOLDER`.
//!
//! Name of the recording, text that is sent, text that is answered: what a tokenizer counts.

use protocol::{EpisodeFormat, SourceFormat, Style};
use script::Question;
use serde_json::{Value, json};

fn main() {
    let folder = std::env::args().nth(1).expect("a folder");
    let mut paths: Vec<_> = std::fs::read_dir(&folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "json")) {
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name");
        let (source, format) = name.split_once('.').expect("source.format");
        let read = |end: &str| std::fs::read_to_string(format!("{folder}/{source}.{end}"));
        let document = match read("md") {
            Ok(text) => script::read(&text, SourceFormat::Markdown),
            Err(_) => script::read(&read("txt").expect("a source"), SourceFormat::Text),
        };
        let document = document.expect("readable");
        let style = Style { format: EpisodeFormat::from_wire(format).expect("a format"), ..Style::default() };
        let hosts = ["Nora".to_owned(), "Miles".to_owned()];
        let answers: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("a file")).expect("JSON");
        let part = |name: &str| answers.get(name).cloned().unwrap_or_default();
        print(name, &script::ask_outline(&document, &style), &part("outline"));
        let outline = script::read_outline(&part("outline"), &document, &style).expect("an outline");
        for (index, section) in part("sections").as_array().expect("sections").iter().enumerate() {
            print(name, &script::ask_section(&document, &outline, index, &style, &hosts), section);
        }
    }
}

fn print(name: &str, question: &Question, answer: &Value) {
    let Question { system, source, ask, schema, .. } = question;
    let sent = format!("{system}\n{source}\n{ask}\n{schema}");
    println!("{}", json!({ "name": name, "sent": sent, "answered": answer.to_string() }));
}
