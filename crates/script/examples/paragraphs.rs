//! Prints the numbered paragraphs of a source: `cargo run -p script --example paragraphs -- FILE`.

use protocol::SourceFormat;

fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).expect("a text");
        let format = match path.rsplit('.').next() {
            Some("md") => SourceFormat::Markdown,
            Some("html") => SourceFormat::Html,
            Some(_) | None => SourceFormat::Text,
        };
        let document = script::read(&text, format).expect("a source");
        println!("# {}", document.title);
        for section in &document.sections {
            println!("\n## {}", section.heading);
            for (index, paragraph) in
                (section.first..section.end).zip(document.paragraphs.iter().skip(section.first as usize))
            {
                println!("[{index}] {}", paragraph.sentences.join(" "));
            }
        }
    }
}
