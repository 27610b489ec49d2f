//! Readers and taggers of podcast files that nobody here wrote, run over files of ours by the scripts beside this crate.
//!
//! docs/READERS.md has what each gets right and wrong. Knows nothing of the product.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

/// One reader, and what it makes of the files it knows.
#[derive(Debug, Deserialize)]
pub struct Reader {
    pub version: String,
    pub mp3: Option<Episode>,
    pub vtt: Option<Vec<Cue>>,
    pub srt: Option<Vec<Cue>>,
}

/// The tag and the length of an MP3; what a reader has no word for is absent.
#[derive(Debug, Deserialize)]
pub struct Episode {
    pub title: String,
    pub artist: String,
    pub album: String,
    pub duration_ms: Option<u64>,
    pub chapters: Option<Vec<Chapter>>,
    pub contents: Option<Vec<Contents>>,
    pub covers: Vec<Cover>,
}

/// A picture of the tag.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Cover {
    pub mime: String,
    pub sha256: String,
    pub is_front: bool,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Chapter {
    pub id: Option<String>,
    pub start_ms: u64,
    pub end_ms: u64,
    pub title: String,
}

/// A table of contents of the tag.
#[derive(Debug, Deserialize)]
pub struct Contents {
    pub is_top: Option<bool>,
    pub is_ordered: bool,
    pub ids: Vec<String>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Cue {
    pub start_ms: u64,
    pub end_ms: u64,
    pub speaker: Option<String>,
    pub text: String,
}

/// All readers, by name, over `episode.mp3`, `transcript.vtt` and `transcript.srt` of a folder.
pub fn read(repository: &Path, folder: &Path) -> Result<BTreeMap<String, Reader>> {
    let mut readers = BTreeMap::new();
    for script in ["read.py", "read.mjs"] {
        let output = run(script_of(repository, script).arg(folder))?;
        let read: BTreeMap<String, Reader> = serde_json::from_slice(&output).context(script)?;
        readers.extend(read);
    }
    Ok(readers)
}

/// One reader of feeds: each field it has a word for, as it reads it.
#[derive(Debug, Deserialize)]
pub struct FeedReader {
    pub version: String,
    pub read: BTreeMap<String, serde_json::Value>,
}

/// All readers of feeds, by name, over a feed and its first episode.
pub fn read_feed(repository: &Path, feed: &Path) -> Result<BTreeMap<String, FeedReader>> {
    let mut readers = BTreeMap::new();
    for script in ["feed.py", "feed.mjs"] {
        let output = run(script_of(repository, script).arg(feed))?;
        let read: BTreeMap<String, FeedReader> = serde_json::from_slice(&output).context(script)?;
        readers.extend(read);
    }
    let manifest = repository.join("tests/readers/feed-rs/Cargo.toml");
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["run", "--quiet", "--locked", "--manifest-path"]).arg(manifest).arg("--").arg(feed);
    let output = run(cargo.env("CARGO_TARGET_DIR", repository.join("target/feed-rs")))?;
    readers.extend(serde_json::from_slice::<BTreeMap<String, FeedReader>>(&output).context("feed-rs")?);
    Ok(readers)
}

/// Chapters in the order of the file, and covers.
#[derive(Debug, Deserialize)]
pub struct Probed {
    pub chapters: Vec<Chapter>,
    pub covers: Vec<Cover>,
}

/// The tag of an MP3 as ffprobe reads it.
pub fn probe(repository: &Path, mp3: &Path) -> Result<Probed> {
    let output = run(script_of(repository, "chapters.mjs").arg(mp3))?;
    Ok(serde_json::from_slice(&output)?)
}

/// Programs that change tags.
pub const EDITORS: [&str; 5] = ["eyeD3", "mutagen", "node-id3", "mp3tag.js", "ffmpeg"];

/// Gives an MP3 the title "Renamed" with one of `EDITORS`.
pub fn rename(repository: &Path, editor: &str, file: &Path) -> Result<()> {
    let script = if ["eyeD3", "mutagen"].contains(&editor) { "edit.py" } else { "edit.mjs" };
    run(script_of(repository, script).arg(editor).arg(file)).map(|_| ())
}

fn script_of(repository: &Path, name: &str) -> Command {
    let interpreter = repository.join("node_modules/.bin/node");
    let mut command = if name.ends_with(".py") { Command::new("python3") } else { Command::new(interpreter) };
    command.env("PYTHONPATH", repository.join("target/tools/readers"));
    command.arg(repository.join("tests/readers").join(name));
    command
}

fn run(command: &mut Command) -> Result<Vec<u8>> {
    let output = command.output().context("`make setup` installs the readers")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?} (`make setup` installs the readers): {said}");
    Ok(output.stdout)
}
