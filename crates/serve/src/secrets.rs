//! The secrets of a service on this machine: made of chance once, kept in its folder, readable by their owner alone.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use crate::error::Error;

/// A development token, which opens a service on this machine alone.
pub(crate) fn token() -> String {
    format!("dev-{}", uuid::Uuid::new_v4().simple())
}

/// A list of keys with its first one.
pub(crate) fn keys() -> String {
    let half = || uuid::Uuid::new_v4().simple();
    format!("1:{}{}", half(), half())
}

/// Reads a secret, or makes and keeps it.
pub(crate) fn kept(path: &Path, make: fn() -> String) -> Result<String, Error> {
    if let Ok(secret) = fs::read_to_string(path) {
        return Ok(secret.trim().to_owned());
    }
    let secret = make();
    let file = File::options().write(true).create(true).truncate(true).mode(0o600).open(path);
    file.and_then(|mut file| file.write_all(secret.as_bytes())).map_err(|source| Error::file(path, source))?;
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_secret_is_made_once_and_readable_by_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        let secret = kept(&path, token).unwrap();
        assert_eq!(kept(&path, token).unwrap(), secret);
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}
