//! Prints the text that is read of pages: `cargo run -p script --example text -- PAGE…`; a line of JSON for each.
//!
//! Title, headings and sentences, as they are said; no remarks of our own.

use protocol::SourceFormat;
use script::Document;
use serde_json::json;

fn main() {
    for path in std::env::args().skip(1) {
        let page = std::fs::read_to_string(&path).expect("a text");
        let line = match script::account(&page, SourceFormat::Html) {
            Ok(account) => json!({ "path": path, "text": text(&account.document), "left": account.document.left }),
            Err(rejection) => json!({ "path": path, "text": "", "refused": rejection.code() }),
        };
        println!("{line}");
    }
}

fn text(document: &Document) -> String {
    let mut lines = vec![document.title.clone()];
    for section in &document.sections {
        lines.push(section.heading.clone());
        let paragraphs = document.paragraphs.get(section.first as usize..section.end as usize).unwrap_or_default();
        lines.extend(paragraphs.iter().filter(|one| !one.remark).map(|one| one.sentences.join(" ")));
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}
