//! Downloads an episode's files; each is written whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use protocol::{JobView, Operation};

use crate::address::file_name;
use crate::client::Client;
use crate::error::Error;

const ARTIFACTS: [Operation; 5] = [
    Operation::Episode,
    Operation::Chapters,
    Operation::TranscriptVtt,
    Operation::TranscriptSrt,
    Operation::TranscriptJson,
];

const SLUG_CHARS_MAX: usize = 48;

/// Saves every file of a finished episode into `dir`; returns their names.
pub(crate) fn save(client: &Client, job: &JobView, dir: &Path) -> Result<Vec<&'static str>, Error> {
    fs::create_dir_all(dir).map_err(|source| Error::file(dir, source))?;
    for artifact in ARTIFACTS {
        let bytes = client.artifact(artifact, job.id)?;
        let size_bytes = job.episode.as_ref().map(|episode| episode.size_bytes);
        if artifact == Operation::Episode && size_bytes.is_some_and(|size| size != bytes.len() as u64) {
            return Err(Error::Answer(format!("the episode has {} bytes, not as many as announced", bytes.len())));
        }
        write(&dir.join(file_name(artifact)), &bytes)?;
    }
    let mut names = ARTIFACTS.map(file_name).to_vec();
    if job.open_points > 0 {
        write(&dir.join(file_name(Operation::ReadAction)), &client.artifact(Operation::ReadAction, job.id)?)?;
        names.push(file_name(Operation::ReadAction));
    }
    Ok(names)
}

/// The default folder, `episodes/<slug of the title>-<end of the id>`; ids of one minute share their beginning.
pub(crate) fn default_dir(job: &JobView) -> PathBuf {
    let id = job.id.to_string();
    let short = id.get(id.len().saturating_sub(8)..).unwrap_or_default();
    Path::new("episodes").join(format!("{}-{short}", slug(job.title.as_deref().unwrap_or_default())))
}

/// A slug: letters and digits of any script in lower case, single hyphens between them.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        if slug.chars().count() >= SLUG_CHARS_MAX {
            break;
        }
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    match slug.trim_end_matches('-') {
        "" => "episode".to_owned(),
        slug => slug.to_owned(),
    }
}

/// Writes a file under a temporary name and renames it, so that no reader meets half a file.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let part = path.with_added_extension(format!("{}.part", std::process::id()));
    let written = write_new(&part, bytes).and_then(|()| fs::rename(&part, path));
    written.map_err(|source| {
        let _ = fs::remove_file(&part);
        Error::file(path, source)
    })
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_a_plain_file_name() {
        assert_eq!(slug("  What's new in Rust 1.95?! "), "what-s-new-in-rust-1-95");
        assert_eq!(slug("Über «Größe»"), "über-größe");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        for nameless in ["", "…", "--"] {
            assert_eq!(slug(nameless), "episode");
        }
        assert_eq!(slug(&"words ".repeat(40)).chars().count(), 47, "the cut hyphen goes too");
    }

    #[test]
    fn a_file_that_cannot_be_written_leaves_nothing_behind() {
        let dir = tempfile::tempdir().unwrap();
        let taken = dir.path().join("episode.mp3");
        fs::create_dir_all(taken.join("inside")).unwrap();
        assert!(write(&taken, b"audio").is_err());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
