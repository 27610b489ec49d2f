//! The fixtures of `tests/fixtures/changes`, and what counts as a line of code.

use std::path::{Path, PathBuf};

use changes::SourceKind;
use protocol::SourceFormat;

pub(crate) struct Fixture {
    pub(crate) name: String,
    pub(crate) kind: SourceKind,
    pub(crate) format: SourceFormat,
    pub(crate) text: String,
}

pub(crate) fn all() -> Vec<Fixture> {
    let folders = [
        ("diffs", SourceKind::Diff, SourceFormat::Diff),
        ("reviews", SourceKind::Review, SourceFormat::Review),
        ("issues", SourceKind::Issue, SourceFormat::Issue),
        ("changelogs", SourceKind::Changelog, SourceFormat::Changelog),
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/changes");
    let mut all = Vec::new();
    for (folder, kind, format) in folders {
        let entries = std::fs::read_dir(root.join(folder)).expect("a folder");
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
        paths.retain(|path| path.extension().is_none_or(|end| end != "numstat"));
        paths.sort();
        all.extend(paths.into_iter().map(|path| Fixture {
            name: path.file_name().expect("a name").to_string_lossy().into_owned(),
            kind,
            format,
            text: std::fs::read_to_string(&path).expect("a text"),
        }));
    }
    all
}

/// Letters and digits alone, small, with single spaces.
pub(crate) fn squeezed(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// True for a line that is code and long enough to be told from a word: three words, and a sign that prose has not.
pub(crate) fn is_code_line(path: &str, line: &str) -> bool {
    let is_prose = [".md", ".rst", ".txt", ".1", ".5", ".8"].iter().any(|end| path.ends_with(end));
    let text = line.trim();
    let is_comment = ["//", "#", "*", "/*", "--", "<!--", ";", "%"].iter().any(|mark| text.starts_with(mark));
    let has_sign = text.contains(['=', '(', '{', ';', '<', '[']) || text.ends_with(':');
    !is_prose && !is_comment && has_sign && squeezed(text).split(' ').count() >= 3
}
