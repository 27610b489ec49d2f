//! Releases of the Worker that a service may run: this one and its neighbours, as `make e2e` builds them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::repository;

const WORKER: &str = "wrangler.toml";
const WEB: &str = "tests/web";
const TAIL: &str = "tests/tail";
const OBJECTS: &str = "class_name = \"JobObject\"\n";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Release {
    Previous,
    #[default]
    Current,
    Next,
}

/// The releases that are deployed; in the middle of a deploy, one routes to objects of another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deployed {
    pub router: Release,
    pub objects: Release,
}

impl Release {
    fn main(self) -> PathBuf {
        let build = match self {
            Self::Previous => "target/neighbours/previous",
            Self::Current => "crates/coordinator/build",
            Self::Next => "target/neighbours/next",
        };
        repository().join(build).join("index.js")
    }
}

impl From<Release> for Deployed {
    fn from(release: Release) -> Self {
        Self { router: release, objects: release }
    }
}

impl Deployed {
    /// The configurations of its Workers, the router's first; `folder` keeps those that are not the repository's own.
    /// Variables on the command line reach the first one only: the objects have `vars` in theirs.
    pub(crate) fn workers(self, folder: &Path, vars: &[(String, String)]) -> Result<Vec<PathBuf>> {
        if self == Self::default() {
            return Ok(vec![WORKER.into()]);
        }
        let own = fs::read_to_string(repository().join(WORKER))?;
        let objects = changed(&own, "crates/coordinator/build/index.js", &self.objects.main().to_string_lossy())?;
        let vars: String = vars.iter().map(|(name, value)| format!("{name} = {value:?}\n")).collect();
        let objects = written(folder, "objects.toml", &format!("{objects}\n[vars]\n{vars}"))?;
        if self.router == self.objects {
            return Ok(vec![objects]);
        }
        // The objects stay those of the one Worker; another one routes to them.
        let (router, _) = own.split_once("[[migrations]]").context("the objects' migrations")?;
        let (_, bindings) = own.split_once("[[d1_databases]]").context("the index's binding")?;
        let router = format!("{router}[[d1_databases]]{bindings}");
        let router = changed(&router, "name = \"cuepoint\"\n", "name = \"cuepoint-router\"\n")?;
        let router = changed(&router, "crates/coordinator/build/index.js", &self.router.main().to_string_lossy())?;
        let router = changed(&router, OBJECTS, &format!("{OBJECTS}script_name = \"cuepoint\"\n"))?;
        Ok(vec![written(folder, "router.toml", &router)?, objects])
    }
}

/// The configuration of a service that is bound to the tests' web.
pub(crate) fn within(service: &Path, folder: &Path) -> Result<PathBuf> {
    extended(service, &folder.join("within.toml"), "[[services]]\nbinding = \"WEB\"\nservice = \"cuepoint-web\"\n")
}

/// The configuration of a service whose events go to the tests' tail Worker.
pub(crate) fn tailed(service: &Path, folder: &Path) -> Result<PathBuf> {
    extended(service, &folder.join("tailed.toml"), "[[tail_consumers]]\nservice = \"cuepoint-tail\"\n")
}

fn extended(service: &Path, path: &Path, more: &str) -> Result<PathBuf> {
    const MAIN: &str = "crates/coordinator/build/index.js";
    let own = fs::read_to_string(repository().join(service))?;
    let main = format!("main = \"{}\"", Release::Current.main().display());
    let own = own.replace(&format!("main = \"{MAIN}\""), &main);
    fs::write(path, format!("{own}\n{more}"))?;
    Ok(path.to_owned())
}

/// The configuration of the tests' web.
pub(crate) fn web(folder: &Path, origin: &str) -> Result<PathBuf> {
    reporting(WEB, folder, origin)
}

/// The configuration of the tests' tail Worker.
pub(crate) fn tail(folder: &Path, origin: &str) -> Result<PathBuf> {
    reporting(TAIL, folder, origin)
}

/// A Worker that asks this origin.
fn reporting(worker: &str, folder: &Path, origin: &str) -> Result<PathBuf> {
    let own = fs::read_to_string(repository().join(worker).join("wrangler.toml"))?;
    let main = repository().join(worker).join("index.js");
    let own = changed(&own, "index.js", &main.to_string_lossy())?;
    let name = worker.replace('/', "-");
    written(folder, &format!("{name}.toml"), &format!("{own}\n[vars]\nORIGIN = {origin:?}\n"))
}

fn changed(text: &str, from: &str, to: &str) -> Result<String> {
    let (before, after) = text.split_once(from).with_context(|| format!("no {from:?} in {WORKER}"))?;
    Ok(format!("{before}{to}{after}"))
}

fn written(folder: &Path, name: &str, text: &str) -> Result<PathBuf> {
    let path = folder.join(name);
    fs::write(&path, text)?;
    Ok(path)
}
