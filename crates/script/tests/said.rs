//! Sources of many kinds, and what has to be said of each: `tests/fixtures/reading/NAME.said` beside `NAME.EXT`.

mod account;

use std::path::PathBuf;

use protocol::SourceFormat;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/reading")
}

/// Small letters and digits, single spaces: what stands between words is the voice's affair.
fn plain(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_source_is_said_as_its_list_asks_and_no_word_of_it_ends_nowhere() {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder()).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|kind| kind != "said") && !path.ends_with("README.md"));
    files.sort();
    assert!(files.len() >= 30, "{} sources", files.len());
    let mut faults = Vec::new();
    for path in &files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).expect("a source");
        let format = match path.extension().and_then(|kind| kind.to_str()) {
            Some("md") => SourceFormat::Markdown,
            Some("html") => SourceFormat::Html,
            Some(_) | None => SourceFormat::Text,
        };
        let account = script::account(&text, format).unwrap_or_else(|rejection| panic!("{name}: {rejection}"));
        let lost = account::lost_words(&text, format, &account);
        if !lost.is_empty() {
            faults.push(format!("{name}: these words end nowhere: {lost:?}"));
        }
        let document = account.document;
        let outline = script::outline(&document);
        let hosts = ["Ada".to_owned(), "Ben".to_owned()];
        let chapters = 0..outline.chapters.len();
        let turns: Vec<script::Turn> = chapters
            .flat_map(|chapter| script::write(&document, &outline, chapter, &hosts).expect("planned"))
            .collect();
        assert_eq!(script::check(&turns, &document, &outline), Ok(()), "{name}");
        let script = plain(&turns.iter().map(|turn| turn.text.as_str()).collect::<Vec<_>>().join(" "));
        let list = std::fs::read_to_string(path.with_extension("said")).expect("a list");
        for line in list.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            let (sign, words) = line.split_at(1);
            let is_said = script.contains(&plain(words));
            match sign {
                "+" if !is_said => faults.push(format!("{name}: not said: {words}")),
                "-" if is_said => faults.push(format!("{name}: said: {words}")),
                "+" | "-" => {}
                _ => faults.push(format!("{name}: neither + nor -: {line}")),
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
