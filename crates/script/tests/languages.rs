//! Golden scripts of real texts in the languages beside English; no word of a text ends nowhere. `GOLDEN=write` writes them anew.

mod account;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use protocol::{Language, SourceFormat};
use script::{Host, Turn};

fn tests_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests")
}

/// Language and path of each text: the language stands before the extension.
fn texts() -> Vec<(Language, PathBuf)> {
    let folder = std::fs::read_dir(tests_folder().join("fixtures/languages")).expect("a folder");
    let paths = folder
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| !path.ends_with("README.md") && !path.ends_with("NOTICES.md"));
    let tag = |path: &Path| path.file_name()?.to_str()?.split('.').rev().nth(1).and_then(Language::of_tag);
    let mut texts: Vec<_> = paths.map(|path| (tag(&path).unwrap_or_else(|| panic!("{path:?}")), path)).collect();
    texts.sort();
    texts
}

fn format(path: &Path) -> SourceFormat {
    match path.extension().and_then(|kind| kind.to_str()) {
        Some("md") => SourceFormat::Markdown,
        Some("html") => SourceFormat::Html,
        Some(_) | None => SourceFormat::Text,
    }
}

#[test]
fn an_hour_has_fewer_of_the_longer_words() {
    for (language, words) in [(Language::English, 9_900), (Language::French, 9_900), (Language::German, 7_500)] {
        assert_eq!(script::words_in(60, language), words);
        assert_eq!(script::seconds_in(words, language), 3_600);
        assert!(script::fits_minutes_in(words, 60, language));
    }
    assert!(!script::fits_minutes_in(9_900, 60, Language::German), "a third too long");
}

#[test]
fn every_text_gives_its_golden_script_in_its_language() {
    let hosts = ["Ada".to_owned(), "Ben".to_owned()];
    let mut faults = Vec::new();
    let mut counts = [0_usize; 5];
    for (language, path) in texts() {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("a text");
        let account = script::account(&text, format(&path)).unwrap_or_else(|rejection| panic!("{name}: {rejection}"));
        let lost = account::lost_words(&text, format(&path), &account);
        if !lost.is_empty() {
            faults.push(format!("{name}: these words end nowhere: {lost:?}"));
        }
        let document = account.document;
        assert_eq!(document.language, language, "{name}");
        let outline = script::outline(&document);
        let mut all: Vec<Turn> = Vec::new();
        let mut shown = format!("{}\n", outline.title);
        for (index, plan) in outline.chapters.iter().enumerate() {
            writeln!(shown, "\n## {}\n", plan.title).expect("a string takes all");
            for turn in script::write(&document, &outline, index, &hosts).expect("planned") {
                let host = if turn.host == Host::Lead { 'A' } else { 'B' };
                writeln!(shown, "{host}: {}", turn.text).expect("a string takes all");
                all.push(turn);
            }
        }
        shown.push_str("\nNot said:\n");
        for left in &account.left {
            writeln!(shown, "{:?}: {}", left.why, left.text.replace('\n', " ")).expect("a string takes all");
        }
        if let Err(defect) = script::check(&all, &document, &outline) {
            faults.push(format!("{name}: {defect}"));
        }
        let golden = tests_folder().join("golden/scripts/languages").join(format!("{name}.txt"));
        if std::env::var_os("GOLDEN").is_some() {
            std::fs::write(&golden, &shown).expect("written");
        }
        if std::fs::read_to_string(&golden).ok().as_deref() != Some(shown.as_str()) {
            faults.push(format!("{name}: GOLDEN=write writes it anew"));
        }
        let at = Language::ALL.iter().position(|known| *known == language).expect("a language");
        counts[at] += 1;
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(counts[1..].iter().all(|count| *count >= 10), "{counts:?}");
}
