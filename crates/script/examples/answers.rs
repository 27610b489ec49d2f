//! Judges recorded answers of a language model: `cargo run -p script --example answers -- FOLDER`; a line for each flaw.

#![expect(clippy::indexing_slicing, reason = "a member that JSON lacks is null")]

use std::collections::BTreeMap;

use protocol::{EpisodeFormat, SourceFormat, Style};
use serde_json::Value;

fn main() {
    let folder = std::env::args().nth(1).expect("a folder");
    let (mut files, mut outlines, mut sections, mut refused, mut turns, mut flawed) = (0, 0, 0, 0, 0, 0);
    let (mut mended, mut left_out) = (0, 0);
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut paths: Vec<_> = std::fs::read_dir(&folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "json")) {
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name");
        let (source, format) = name.split_once('.').expect("source.format");
        // The answers of a folder inside another are to the sources of that one.
        let places = [format!("{folder}/{source}"), format!("{folder}/../{source}")];
        let (text, format_of) = places
            .iter()
            .flat_map(|place| ["md", "txt"].map(|end| (place, end)))
            .find_map(|(place, end)| Some((std::fs::read_to_string(format!("{place}.{end}")).ok()?, end)))
            .expect("a source");
        let document = script::read(&text, if format_of == "md" { SourceFormat::Markdown } else { SourceFormat::Text })
            .expect("readable");
        let answers: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("a file")).expect("JSON");
        let style = Style { format: EpisodeFormat::from_wire(format).expect("a format"), ..Style::default() };
        files += 1;
        let hosts = ["Nora".to_owned(), "Miles".to_owned()];
        let outline = match script::read_outline(&answers["outline"], &document, &style) {
            Ok(outline) => outline,
            Err(flaws) => {
                outlines += 1;
                for flaw in flaws {
                    println!("{name} outline: {flaw}");
                }
                continue;
            }
        };
        for (index, section) in answers["sections"].as_array().expect("sections").iter().enumerate() {
            sections += 1;
            turns += section["turns"].as_array().map_or(0, Vec::len);
            if let Err(flaws) = script::read_section(section, &document, &outline, index, &style, &hosts) {
                refused += 1;
                let mut seen = std::collections::BTreeSet::new();
                for flaw in flaws {
                    *codes.entry(flaw.code()).or_default() += 1;
                    let line = flaw.to_string();
                    if let Some((turn, _)) = line.split_once("]: ") {
                        seen.insert(turn.to_owned());
                    }
                    println!("{name} {index} {line}");
                }
                flawed += seen.len();
                if let Some(one) = script::mended(section, &document, &outline, index, &style, &hosts) {
                    mended += 1;
                    left_out += one.left_out;
                }
            }
        }
    }
    println!(
        "{files} files, {outlines} outlines refused; {sections} sections, {refused} refused; {turns} turns, {flawed} flawed; {mended} sections mended without {left_out} sentences; {codes:?}"
    );
}
