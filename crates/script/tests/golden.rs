//! Golden scripts: whole episodes of the fixtures. `GOLDEN=write` writes them anew.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use protocol::SourceFormat;
use script::{Document, Host, Outline, Turn};

const FIXTURES: [(&str, SourceFormat); 7] = [
    ("article.md", SourceFormat::Markdown),
    ("release-notes.md", SourceFormat::Markdown),
    ("review.md", SourceFormat::Markdown),
    ("essay.txt", SourceFormat::Text),
    ("page.html", SourceFormat::Html),
    ("benchmark.md", SourceFormat::Markdown),
    ("commit.txt", SourceFormat::Text),
];

fn tests_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests")
}

fn episode(name: &str, format: SourceFormat) -> (Document, Outline, Vec<Vec<Turn>>) {
    let text = std::fs::read_to_string(tests_folder().join("fixtures").join(name)).expect("a fixture");
    let document = script::read(&text, format).expect("readable");
    let outline = script::outline(&document);
    let hosts = ["Ada".to_owned(), "Ben".to_owned()];
    let chapters = (0..outline.chapters.len())
        .map(|chapter| script::write(&document, &outline, chapter, &hosts).expect("planned"));
    let chapters = chapters.collect();
    (document, outline, chapters)
}

fn shown(outline: &Outline, chapters: &[Vec<Turn>]) -> String {
    let words: usize = chapters.iter().flatten().map(|turn| turn.text.split_whitespace().count()).sum();
    let mut text = format!("{}\n{words} words\n", outline.title);
    for (plan, turns) in outline.chapters.iter().zip(chapters) {
        writeln!(text, "\n## {}\n", plan.title).expect("a string takes all");
        for turn in turns {
            let host = match turn.host {
                Host::Lead => 'A',
                Host::Guest => 'B',
            };
            let cites: Vec<String> = turn.cites.iter().map(u32::to_string).collect();
            let cites = if cites.is_empty() { String::new() } else { format!(" [{}]", cites.join(", ")) };
            writeln!(text, "{host}: {}{cites}", turn.text).expect("a string takes all");
        }
    }
    text
}

#[test]
fn every_fixture_gives_its_golden_script() {
    for (name, format) in FIXTURES {
        let (document, outline, chapters) = episode(name, format);
        let turns: Vec<Turn> = chapters.iter().flatten().cloned().collect();
        let shown = shown(&outline, &chapters);
        let golden = tests_folder().join("golden/scripts").join(format!("{name}.txt"));
        if std::env::var_os("GOLDEN").is_some() {
            std::fs::write(&golden, &shown).unwrap();
        }
        assert_eq!(script::check(&turns, &document, &outline), Ok(()), "{name}");
        assert_eq!(std::fs::read_to_string(&golden).unwrap(), shown, "{name}: GOLDEN=write writes it anew");
    }
}
