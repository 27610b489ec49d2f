//! The files of the voice, as `model/fetch` leaves them; each is read once and held against its SHA-256.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::catalog::{self, Voice};
use crate::error::Error;
use crate::style::Style;

/// Digests and names, as sha256sum writes them.
const SUMS: &str = include_str!("../model/sums");

#[cfg(target_os = "macos")]
const LIBRARY: &str = "libonnxruntime.dylib";
#[cfg(not(target_os = "macos"))]
const LIBRARY: &str = "libonnxruntime.so";

/// A voice with its style.
#[derive(Clone, Debug)]
pub struct Spoken {
    pub voice: Voice,
    pub style: Style,
}

/// A folder with a model, styles and ONNX Runtime.
#[derive(Clone, Debug)]
pub struct Files(PathBuf);

impl Files {
    pub fn of(folder: impl Into<PathBuf>) -> Files {
        Files(folder.into())
    }

    pub fn library(&self) -> PathBuf {
        self.0.join(LIBRARY)
    }

    /// The model's file, unharmed.
    ///
    /// # Errors
    /// See [`Error::Missing`] and [`Error::Damaged`].
    pub fn model(&self) -> Result<PathBuf, Error> {
        self.bytes("kokoro.onnx")?;
        Ok(self.0.join("kokoro.onnx"))
    }

    /// All voices that speak English, in the order in which they are offered.
    ///
    /// # Errors
    /// See [`Error::Missing`] and [`Error::Damaged`].
    pub fn voices(&self) -> Result<Vec<Spoken>, Error> {
        let names =
            SUMS.lines().filter_map(|line| line.split_once("  ")?.1.strip_prefix("voices/")?.strip_suffix(".bin"));
        let spoken = |voice: Voice| {
            let name = format!("voices/{}.bin", voice.id);
            let damaged = || self.damaged(&name, "not a style".to_owned());
            let style = Style::read(&self.bytes(&name)?).ok_or_else(damaged)?;
            Ok(Spoken { voice, style })
        };
        catalog::sorted(names.filter_map(Voice::named).collect()).into_iter().map(spoken).collect()
    }

    fn damaged(&self, name: &str, detail: String) -> Error {
        Error::Damaged { path: self.0.join(name), folder: self.0.clone(), detail }
    }

    fn bytes(&self, name: &str) -> Result<Vec<u8>, Error> {
        let bytes = read(&self.0.join(name))?;
        let found = hex(&Sha256::digest(&bytes));
        let wanted = SUMS.lines().find_map(|line| line.strip_suffix(name)?.strip_suffix("  ")).unwrap_or_default();
        if found == wanted { Ok(bytes) } else { Err(self.damaged(name, format!("its SHA-256 is {found}"))) }
    }
}

/// # Errors
/// [`Error::Missing`] where there is no such file.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|source| {
        if source.kind() == io::ErrorKind::NotFound {
            return Error::Missing(path.to_owned());
        }
        Error::File { path: path.to_owned(), source }
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_named_with_the_way_to_get_it() {
        let folder = tempfile::tempdir().unwrap();
        let error = Files::of(folder.path()).model().unwrap_err().to_string();
        assert!(error.contains("kokoro.onnx is missing") && error.contains("model/fetch"), "{error}");
    }

    #[test]
    fn a_damaged_file_is_never_used() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("kokoro.onnx"), "half of it").unwrap();
        let error = Files::of(folder.path()).model().unwrap_err();
        assert!(matches!(error, Error::Damaged { .. }), "{error}");
    }

    #[test]
    fn each_style_that_is_fetched_belongs_to_a_voice() {
        let names: Vec<&str> =
            SUMS.lines().filter_map(|line| line.split_once("  voices/")).map(|(_, name)| name).collect();
        assert_eq!(names.len(), 28);
        assert!(names.iter().all(|name| Voice::named(name.trim_end_matches(".bin")).is_some()), "{names:?}");
    }
}
