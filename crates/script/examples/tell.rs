//! Prints the script of a file, and what of the file it does not say: `cargo run -p script --example tell -- notes.md`.
//!
//! A diff ends in `.diff`, `.patch` or `.mbox`; the answers about a review or an issue end in `.json`.

use protocol::SourceFormat;
use script::Host;

fn main() {
    let path = std::env::args().nth(1).expect("the path of a file");
    let text = std::fs::read_to_string(&path).expect("a text");
    let format = match path.rsplit('.').next() {
        Some("md" | "markdown") => SourceFormat::Markdown,
        Some("html" | "htm") => SourceFormat::Html,
        Some("diff" | "patch" | "mbox") => SourceFormat::Diff,
        Some("json") if text.contains("\"issue\"") => SourceFormat::Issue,
        Some("json") => SourceFormat::Review,
        Some(_) | None => SourceFormat::Text,
    };
    let account = match script::account(&text, format) {
        Ok(account) => account,
        Err(rejection) => return println!("{}: {rejection}", rejection.code()),
    };
    let document = account.document;
    let outline = script::outline(&document);
    println!("{}", document.title);
    if std::env::args().nth(2).is_some() {
        println!("{document:#?}");
    }
    let hosts = ["Ada".to_owned(), "Ben".to_owned()];
    let mut all = Vec::new();
    for (index, plan) in outline.chapters.iter().enumerate() {
        println!("\n## {}\n", plan.title);
        for turn in script::write(&document, &outline, index, &hosts).expect("planned") {
            println!("{}: {} {:?}", if turn.host == Host::Lead { 'A' } else { 'B' }, turn.text, turn.cites);
            all.push(turn);
        }
    }
    println!("\n{:?}", script::check(&all, &document, &outline));
    for left in account.left {
        println!("left: {:?}: {:?}", left.why, left.text);
    }
}
