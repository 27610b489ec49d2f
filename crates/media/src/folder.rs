//! The temporary folder: one in the episode's folder, for one run at a time.
//!
//! Removed when dropped. What a killed run left is removed by the next one, which the lock of a dead process does not stop.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::Error;

const NAME: &str = ".cuepoint-media";

pub(crate) struct Scratch {
    path: PathBuf,
    /// The episode's folder itself, locked: a file for the lock would have to be left behind.
    _lock: File,
}

impl Scratch {
    pub(crate) fn take(episode: &Path) -> Result<Self, Error> {
        let lock = File::open(episode).map_err(|source| Error::file(episode, source))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::Busy { folder: episode.to_owned() }),
            Err(TryLockError::Error(source)) => return Err(Error::file(episode, source)),
        }
        let path = episode.join(NAME);
        remove(&path).and_then(|()| fs::create_dir(&path)).map_err(|source| Error::file(&path, source))?;
        Ok(Self { path, _lock: lock })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = self.path.join(name);
        fs::write(&path, bytes).map_err(|source| Error::file(&path, source))
    }

    /// Moves a whole file beside the episode, over one of the same name.
    pub(crate) fn publish(&self, name: &str, file_name: &str) -> Result<PathBuf, Error> {
        let (from, to) = (self.path.join(name), self.path.with_file_name(file_name));
        let synced = File::open(&from).and_then(|file| file.sync_all());
        synced.and_then(|()| fs::rename(&from, &to)).map_err(|source| Error::file(&to, source))?;
        Ok(to)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // The next run tries again.
        let _ = remove(&self.path);
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remains_of_a_killed_run_are_removed() {
        let episode = tempfile::tempdir().unwrap();
        fs::create_dir_all(episode.path().join(NAME).join("deep")).unwrap();
        fs::write(episode.path().join(NAME).join("episode.mp4"), "half").unwrap();
        let scratch = Scratch::take(episode.path()).unwrap();
        assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 0);
        scratch.write("out", b"whole").unwrap();
        assert!(matches!(Scratch::take(episode.path()), Err(Error::Busy { .. })));
        let published = scratch.publish("out", "episode.opus").unwrap();
        scratch.write("left", b"over").unwrap();
        drop(scratch);
        assert_eq!(fs::read(published).unwrap(), b"whole");
        assert_eq!(fs::read_dir(episode.path()).unwrap().count(), 1);
    }
}
