//! The corpus of valid inputs to mutate: the fixtures and the released goldens of the repository.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

pub struct Corpus {
    /// Sources of every format, good and bad.
    pub sources: Vec<String>,
    /// Diffs, reviews, issues and change logs, by their folders.
    pub changes: [Vec<String>; 4],
    /// Every golden of the wire, of every version: requests, answers, updates.
    pub wire: Vec<Value>,
    pub creates: Vec<Value>,
    pub verbs: Vec<Value>,
}

impl Corpus {
    /// # Errors
    /// When a file cannot be read.
    pub fn read() -> io::Result<Self> {
        let repository = Path::new(REPOSITORY);
        let mut sources = Vec::new();
        for folder in ["tests/fixtures", "tests/fixtures/bad", "tests/fixtures/languages"] {
            sources.extend(texts(&repository.join(folder))?.into_iter().map(|(_, text)| text));
        }
        let pages = texts(&repository.join("tests/fixtures/pages"))?.into_iter();
        sources.extend(pages.filter(|(name, _)| name.ends_with(".html")).map(|(_, page)| page));
        let changes = ["diffs", "reviews", "issues", "changelogs"];
        let [diffs, reviews, issues, changelogs] = changes.map(|folder| {
            let texts = texts(&repository.join("tests/fixtures/changes").join(folder))?.into_iter();
            io::Result::Ok(texts.filter(|(name, _)| !name.ends_with(".numstat")).map(|(_, text)| text).collect())
        });
        let changes = [diffs?, reviews?, issues?, changelogs?];
        let mut corpus = Self { sources, changes, wire: Vec::new(), creates: Vec::new(), verbs: Vec::new() };
        for version in sorted(&repository.join("tests/golden/wire"))? {
            for (name, text) in texts(&version)? {
                let value: Value = serde_json::from_str(&text)?;
                if name.starts_with("request-create") {
                    corpus.creates.push(value.clone());
                } else if name.starts_with("request-") {
                    corpus.verbs.push(value.clone());
                }
                corpus.wire.push(value);
            }
        }
        Ok(corpus)
    }
}

/// The files of a folder, by name.
fn texts(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let files = sorted(folder)?.into_iter().filter(|path| path.is_file());
    let named = |path: PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok((name, String::from_utf8_lossy(&fs::read(&path)?).into_owned()))
    };
    files.map(named).collect()
}

/// In one order on every machine: the same seed is the same case.
fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
