//! The index before the service runs: which migrations it has, and those it is still to be given.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::checkout::repository;
use crate::config::Config;
use crate::error::Error;
use crate::node::{node, wrangler};

const MIGRATIONS: &str = "migrations";
/// Folder of the index, in the state.
const INDEX: &str = "v3/d1/miniflare-D1DatabaseObject";

/// A database in; the names of the migrations it has been given out.
const READER: &str = "
const { DatabaseSync } = require('node:sqlite');
const database = new DatabaseSync(process.argv[1], { readOnly: true, timeout: 10000 });
const has = database.prepare(\"SELECT 1 FROM sqlite_master WHERE name = 'd1_migrations'\").get();
console.log(JSON.stringify(has ? database.prepare('SELECT name FROM d1_migrations').all().map(({ name }) => name) : []));";

/// An index beside the migrations of this release.
#[derive(Debug, PartialEq, Eq)]
enum Standing {
    Current,
    Behind,
    /// The migrations that only a newer release has.
    Newer(Vec<String>),
}

/// Gives the index the migrations it lacks; refuses one that a newer release has written.
pub fn migrate(config: &Config, log: &File) -> Result<(), Error> {
    match standing(&applied(&config.state)?, &known()?) {
        Standing::Current => Ok(()),
        Standing::Behind => apply(config, log),
        Standing::Newer(unknown) => Err(Error::StateNewer { state: config.state.clone(), unknown }),
    }
}

fn standing(applied: &BTreeSet<String>, known: &BTreeSet<String>) -> Standing {
    let unknown: Vec<String> = applied.difference(known).cloned().collect();
    if !unknown.is_empty() {
        Standing::Newer(unknown)
    } else if applied == known {
        Standing::Current
    } else {
        Standing::Behind
    }
}

fn known() -> Result<BTreeSet<String>, Error> {
    let files = files(&repository()?.join(MIGRATIONS), "sql")?;
    Ok(files.iter().filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect())
}

fn applied(state: &Path) -> Result<BTreeSet<String>, Error> {
    let folder = state.join(INDEX);
    if !folder.exists() {
        return Ok(BTreeSet::new());
    }
    let databases = files(&folder, "sqlite")?;
    let index = databases.iter().find(|path| path.file_stem() != Some(OsStr::new("metadata")));
    index.map_or_else(|| Ok(BTreeSet::new()), |index| read(index))
}

fn read(index: &Path) -> Result<BTreeSet<String>, Error> {
    let output = node()?.args(["--no-warnings", "-e", READER, "--"]).arg(index).output();
    let output = output.map_err(|source| Error::Program { program: "Node".to_owned(), source })?;
    if !output.status.success() {
        return Err(Error::Index(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| Error::Index(error.to_string()))
}

fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Error> {
    let failed = |source| Error::file(folder, source);
    let entries = fs::read_dir(folder).map_err(failed)?;
    let paths = entries.map(|entry| Ok(entry.map_err(failed)?.path())).collect::<Result<Vec<_>, Error>>()?;
    Ok(paths.into_iter().filter(|path| path.extension() == Some(OsStr::new(extension))).collect())
}

fn apply(config: &Config, log: &File) -> Result<(), Error> {
    let missing = |source| Error::Program { program: "wrangler".to_owned(), source };
    let mut command = wrangler(log)?;
    command.args(["d1", "migrations", "apply", "INDEX", "--local", "--persist-to"]).arg(&config.state);
    if command.status().map_err(missing)?.success() {
        return Ok(());
    }
    Err(Error::Failed { what: "migrating the index".to_owned(), log: config.log.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn an_index_is_migrated_until_it_has_every_migration() {
        let known = names(&["0001_jobs.sql", "0002_clients.sql"]);
        assert_eq!(standing(&names(&[]), &known), Standing::Behind);
        assert_eq!(standing(&names(&["0001_jobs.sql"]), &known), Standing::Behind);
        assert_eq!(standing(&known, &known), Standing::Current);
    }

    #[test]
    fn an_index_of_a_newer_release_is_refused_whatever_else_it_lacks() {
        let known = names(&["0001_jobs.sql", "0002_clients.sql"]);
        let newer = names(&["0001_jobs.sql", "0003_feeds.sql"]);
        assert_eq!(standing(&newer, &known), Standing::Newer(vec!["0003_feeds.sql".to_owned()]));
    }

    #[test]
    fn the_migrations_of_this_release_are_those_of_the_repository() {
        assert!(known().unwrap().contains("0001_jobs.sql"));
    }

    #[test]
    fn a_state_that_has_never_been_used_has_no_migration() {
        let state = tempfile::tempdir().unwrap();
        assert_eq!(applied(state.path()).unwrap(), BTreeSet::new());
    }
}
