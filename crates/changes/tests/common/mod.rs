//! The fixtures of `tests/fixtures/changes`, and what counts as a line of code.

use std::path::{Path, PathBuf};

use changes::SourceKind;

pub(crate) struct Fixture {
    pub(crate) name: String,
    pub(crate) kind: SourceKind,
    pub(crate) text: String,
    path: PathBuf,
}

impl Fixture {
    /// The first word of its name.
    pub(crate) fn project(&self) -> &str {
        let stem = self.name.split('.').next().expect("a fixture");
        if stem.starts_with("rust-semver") { "rust-semver" } else { stem.split('-').next().expect("a fixture") }
    }

    /// The counts that another program made of it.
    pub(crate) fn numstat(&self) -> Option<String> {
        std::fs::read_to_string(format!("{}.numstat", self.path.display())).ok()
    }
}

pub(crate) fn fixtures(folder: &str) -> Vec<Fixture> {
    let kind = match folder {
        "diffs" => SourceKind::Diff,
        "reviews" => SourceKind::Review,
        "issues" => SourceKind::Issue,
        "changelogs" => SourceKind::Changelog,
        other => panic!("no folder {other}"),
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/changes").join(folder);
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(&folder).expect("a fixture").map(|entry| entry.expect("a fixture").path()).collect();
    paths.retain(|path| path.extension().is_none_or(|end| end != "numstat"));
    paths.sort();
    let read = |path: PathBuf| Fixture {
        name: path.file_name().expect("a fixture").to_string_lossy().into_owned(),
        kind,
        text: std::fs::read_to_string(&path).expect("a fixture"),
        path,
    };
    paths.into_iter().map(read).collect()
}

/// Letters and digits alone, small, with single spaces: code in backticks and code that is spoken look the same.
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
