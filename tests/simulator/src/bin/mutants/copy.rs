//! A copy of the sources that may be broken. A file is written only when it differs, so that cargo builds only what has to be.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::list::Mutant;

/// Files a build reads; the rest of the root is left out.
const SOURCES: [&str; 4] = ["Cargo.toml", "Cargo.lock", "crates", "tests"];

pub(crate) struct Copy {
    pub(crate) root: PathBuf,
}

impl Copy {
    /// Made once: the sources may change while mutants are on trial.
    pub(crate) fn new(from: &Path, root: PathBuf) -> io::Result<Self> {
        let (wanted, found) = (files(from)?, files(&root)?);
        for file in found.difference(&wanted) {
            fs::remove_file(root.join(file))?;
        }
        wanted.iter().try_for_each(|file| write(&root.join(file), &fs::read(from.join(file))?))?;
        Ok(Self { root })
    }

    /// Has the bug in it for as long as `trial` takes.
    pub(crate) fn mutated<T>(&self, mutant: &Mutant, trial: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let paths: Vec<PathBuf> = mutant.edits.iter().map(|edit| self.root.join(&edit.file)).collect();
        let originals = paths.iter().map(fs::read).collect::<io::Result<Vec<_>>>()?;
        for (edit, path) in mutant.edits.iter().zip(&paths) {
            let stale = || io::Error::other(format!("{}: not exactly once in {}", mutant.name, edit.file));
            let mutated = edit.apply(&fs::read_to_string(path)?).ok_or_else(stale)?;
            write(path, mutated.as_bytes())?;
        }
        let result = trial();
        paths.iter().zip(originals).try_for_each(|(path, original)| write(path, &original))?;
        result
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::read(path).is_ok_and(|kept| kept == bytes) {
        return Ok(());
    }
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, bytes)
}

/// From the root, as far as they are there.
fn files(root: &Path) -> io::Result<BTreeSet<PathBuf>> {
    let mut files = BTreeSet::new();
    let mut open: Vec<PathBuf> = SOURCES.iter().map(PathBuf::from).collect();
    while let Some(path) = open.pop() {
        let full = root.join(&path);
        if full.is_file() {
            files.insert(path);
        } else if full.is_dir() && !path.ends_with("build") {
            let inside = fs::read_dir(full)?.map(|entry| Ok(path.join(entry?.file_name())));
            open.extend(inside.collect::<io::Result<Vec<_>>>()?);
        }
    }
    Ok(files)
}
