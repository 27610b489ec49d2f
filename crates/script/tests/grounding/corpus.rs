//! The corpus: sources, and sound turns as a model would write them.
//!
//! A file has the names of its source, the source or its file among the fixtures, and turns behind `---`. A turn is
//! `[CITES] TEXT`; a cite is the index of a paragraph or words that it holds.

use std::path::{Path, PathBuf};

use protocol::SourceFormat;
use script::{Document, Host, Rules, Turn};
use serde_json::Value;

pub(crate) struct Sample {
    pub(crate) name: String,
    pub(crate) names: Vec<String>,
    pub(crate) document: Document,
    pub(crate) turns: Vec<Turn>,
}

/// The names of the hosts and the canary of the tests.
pub(crate) fn rules() -> Rules {
    Rules {
        hosts: ["Ada".to_owned(), "Ben".to_owned()],
        canaries: vec!["heron lantern 58".to_owned()],
        ..Rules::default()
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/grounding")
}

/// The samples in the order of their names.
pub(crate) fn samples() -> Vec<Sample> {
    let entries = std::fs::read_dir(folder()).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "txt"));
    paths.sort();
    paths.iter().map(|path| sample(path)).collect()
}

/// The recorded answers that are for development, as samples: their names are the words that the source has with a capital
/// inside a sentence.
pub(crate) fn recorded() -> Vec<Sample> {
    let scripts = folder().join("../../../../tests/fixtures/scripts");
    let entries = std::fs::read_dir(scripts.join("free")).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.iter().map(|path| recorded_sample(path, &scripts)).collect()
}

fn recorded_sample(path: &Path, scripts: &Path) -> Sample {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let (source, _) = name.split_once('.').expect("source.format");
    let written = |end: &str| std::fs::read_to_string(scripts.join(format!("{source}.{end}"))).ok();
    let document = match written("md") {
        Some(text) => script::read(&text, SourceFormat::Markdown),
        None => script::read(&written("txt").expect("a source"), SourceFormat::Text),
    };
    let document = document.expect("readable");
    let sentences = document.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences);
    let inside = sentences.flat_map(|text| text.split(' ').skip(1));
    let words = inside.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let mut names: Vec<String> = words.filter(|word| is_name(word)).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    let answers: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("answers")).expect("JSON");
    let member = |value: &Value, key: &str| value.get(key).cloned().unwrap_or_default();
    let list = |value: &Value, key: &str| member(value, key).as_array().cloned().unwrap_or_default();
    let turns = list(&answers, "sections").into_iter().flat_map(|section| list(&section, "turns"));
    let turns = turns.zip([Host::Lead, Host::Guest].into_iter().cycle()).map(|(turn, host)| Turn {
        host,
        text: member(&turn, "text").as_str().unwrap_or_default().to_owned(),
        cites: serde_json::from_value(member(&turn, "cites")).expect("cites"),
    });
    Sample { name, names, turns: turns.collect(), document }
}

fn is_name(word: &str) -> bool {
    word.len() > 2 && word.starts_with(|c: char| c.is_uppercase()) && word.chars().skip(1).all(|c| c.is_lowercase())
}

fn sample(path: &Path) -> Sample {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let text = std::fs::read_to_string(path).expect("a sample");
    let (head, turns) = text.split_once("\n---\n").expect("turns");
    let (first, rest) = head.split_once('\n').expect("a head");
    let (document, names) = match first.strip_prefix("file: ") {
        Some(file) => {
            let path = folder().join("../../../../tests/fixtures").join(file);
            let source = std::fs::read_to_string(path).expect("a fixture");
            (script::read(&source, SourceFormat::Markdown), rest)
        }
        None => (script::read(rest, SourceFormat::Text), first),
    };
    let document = document.expect("a source");
    let names = names.strip_prefix("names: ").expect("names").split(", ").map(str::to_owned).collect();
    let turns = turns.lines().zip([Host::Lead, Host::Guest].into_iter().cycle());
    let turns = turns.map(|(line, host)| turn(line, host, &document)).collect();
    Sample { name, names, document, turns }
}

fn turn(line: &str, host: Host, document: &Document) -> Turn {
    let (cites, text) = line.strip_prefix('[').and_then(|line| line.split_once("] ")).expect("cites");
    let numbers: Option<Vec<u32>> = cites.split(',').map(|cite| cite.parse().ok()).collect();
    let cites = numbers.unwrap_or_else(|| vec![paragraph_with(cites, document)]);
    Turn { host, text: text.to_owned(), cites }
}

fn paragraph_with(words: &str, document: &Document) -> u32 {
    let has = |sentences: &[String]| sentences.join(" ").contains(words);
    let found = document.paragraphs.iter().position(|paragraph| has(&paragraph.sentences));
    found.and_then(|index| u32::try_from(index).ok()).unwrap_or_else(|| panic!("no paragraph with {words:?}"))
}
