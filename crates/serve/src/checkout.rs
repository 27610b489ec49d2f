//! The checkout that is served: the one around the working directory, wherever this program was compiled.
//!
//! A copy of a checkout brings compiled programs along, which must not know the folder they were made in.

use std::env;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// Files by which a folder is known as a checkout: the service, and what runs it.
pub(crate) const WORKER: &str = "wrangler.toml";
pub(crate) const RUNTIME: &str = "crates/serve/workerd.mjs";

/// The top level of the checkout around the working directory.
pub fn repository() -> Result<PathBuf, Error> {
    let folder = env::current_dir().map_err(|source| Error::file(Path::new("."), source))?;
    around(&folder).map(Path::to_owned).ok_or(Error::NoCheckout { folder })
}

/// The nearest checkout that a folder is, or is in.
fn around(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| [WORKER, RUNTIME].iter().all(|file| folder.join(file).is_file()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn make_checkout(folder: &Path) {
        for file in [WORKER, RUNTIME].map(|file| folder.join(file)) {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "").unwrap();
        }
    }

    #[test]
    fn a_checkout_is_found_from_each_of_its_folders() {
        let folder = tempfile::tempdir().unwrap();
        make_checkout(folder.path());
        for inside in ["", "crates", "crates/serve"] {
            assert_eq!(around(&folder.path().join(inside)), Some(folder.path()), "{inside}");
        }
        assert_eq!(around(folder.path().parent().unwrap()), None);
    }

    #[test]
    fn a_checkout_within_another_is_itself() {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("target/copy");
        make_checkout(folder.path());
        make_checkout(&copy);
        assert_eq!(around(&copy.join("crates")), Some(&*copy));
    }

    #[test]
    fn a_folder_with_some_configuration_of_wrangler_is_no_checkout() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(WORKER), "").unwrap();
        assert_eq!(around(folder.path()), None);
    }
}
