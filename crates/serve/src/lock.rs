//! The lock on a state folder: one service at a time.
//!
//! The kernel drops it with the last process that holds it, so one that is left behind is no obstacle.

use std::fs::{self, File, TryLockError};
use std::io::{Seek, Write};
use std::path::Path;

use crate::error::{Error, Holder};

/// Holds a state folder until it is dropped, here and in every process it was handed to.
#[derive(Debug)]
pub(crate) struct StateLock(File);

impl StateLock {
    /// Takes the lock and writes this process's number into it, for the error that the next one gets.
    pub(crate) fn take(state: &Path) -> Result<Self, Error> {
        fs::create_dir_all(state).map_err(|source| Error::file(state, source))?;
        let path = state.with_extension("lock");
        let failed = |source| Error::file(&path, source);
        let mut file =
            File::options().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let holder = fs::read_to_string(&path).ok().and_then(|text| text.trim().parse().ok());
                return Err(Error::StateHeld { state: state.to_owned(), holder: Holder(holder) });
            }
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        file.set_len(0).and_then(|()| file.rewind()).map_err(failed)?;
        writeln!(file, "{}", std::process::id()).map_err(failed)?;
        Ok(Self(file))
    }

    /// The same lock for a process that is started: it is held until that one has ended as well.
    pub(crate) fn share(&self) -> std::io::Result<File> {
        self.0.try_clone()
    }
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn a_second_service_over_the_same_state_is_told_who_holds_it() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        let first = StateLock::take(&state).unwrap();
        let refused = StateLock::take(&state).unwrap_err().to_string();
        assert!(refused.contains(&format!("process {}", std::process::id())), "{refused}");
        drop(first);
        StateLock::take(&state).unwrap();
    }

    #[test]
    fn a_lock_left_behind_is_no_obstacle() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        fs::write(state.with_extension("lock"), "1\n").unwrap();
        StateLock::take(&state).unwrap();
    }

    #[test]
    fn the_state_is_held_until_what_was_started_over_it_has_ended() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        let lock = StateLock::take(&state).unwrap();
        let mut started = Command::new("sleep").arg("60").stdin(Stdio::from(lock.share().unwrap())).spawn().unwrap();
        drop(lock);
        assert!(matches!(StateLock::take(&state), Err(Error::StateHeld { .. })));
        started.kill().unwrap();
        started.wait().unwrap();
        StateLock::take(&state).unwrap();
    }
}
