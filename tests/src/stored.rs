//! What a service has stored, read from its state folder without asking the service.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::config::repository;

/// Pairs of a statement and a database in, their rows as JSON out: the pinned Node has SQLite built in.
const READER: &str = "
const { DatabaseSync } = require('node:sqlite');
const [, ...asked] = process.argv;
const rows = [];
for (let at = 0; at < asked.length; at += 2) {
  const database = new DatabaseSync(asked[at + 1], { readOnly: true, timeout: 10000 });
  rows.push(database.prepare(asked[at]).all());
  database.close();
}
console.log(JSON.stringify(rows));";

const INDEX: &str = "SELECT * FROM jobs ORDER BY id";
const ARTIFACTS: &str = "SELECT key, etag, http_metadata, custom_metadata FROM _mf_objects ORDER BY key";
const UPLOADS: &str = "SELECT upload_id FROM _mf_multipart_uploads";
/// Tables of an object that are ours; the platform's own begin with an underscore.
const TABLES: &str = "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 1) <> '_' ORDER BY name";
const JOB: &str = "SELECT body FROM job";

/// Rows of the index, keys in the bucket, and objects that hold anything.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    pub index: Vec<Value>,
    pub artifacts: Vec<Value>,
    pub uploads: Vec<Value>,
    pub objects: usize,
}

impl Stored {
    pub fn read(state: &Path) -> Result<Self> {
        let index = databases(state, "d1/miniflare-D1DatabaseObject")?;
        let bucket = databases(state, "r2/miniflare-R2BucketObject")?;
        let objects = databases(state, "do/cuepoint-JobObject")?;
        let mut asked = Vec::new();
        asked.extend(index.iter().map(|database| (INDEX, database)));
        asked.extend(bucket.iter().map(|database| (ARTIFACTS, database)));
        asked.extend(bucket.iter().map(|database| (UPLOADS, database)));
        asked.extend(objects.iter().map(|database| (TABLES, database)));
        let mut rows = read(&asked)?.into_iter();
        let mut take = |count| rows.by_ref().take(count).flatten().collect::<Vec<Value>>();
        let (index, artifacts, uploads) = (take(index.len()), take(bucket.len()), take(bucket.len()));
        let objects = rows.filter(|tables| !tables.is_empty()).count();
        Ok(Self { index, artifacts, uploads, objects })
    }

    pub fn keys(&self) -> Vec<&str> {
        self.artifacts.iter().filter_map(|row| row.get("key")?.as_str()).collect()
    }

    /// The index's word about a job; empty when it has none.
    pub fn status(&self, id: &str) -> &str {
        let row = self.index.iter().find(|row| row.get("id").is_some_and(|known| known == id));
        row.and_then(|row| row.get("status")?.as_str()).unwrap_or_default()
    }

    /// A job as its own object keeps it.
    pub fn job(state: &Path, id: &str) -> Result<Option<Value>> {
        let objects = databases(state, "do/cuepoint-JobObject")?;
        let tables: Vec<_> = objects.iter().map(|database| (TABLES, database)).collect();
        let filled = objects.iter().zip(read(&tables)?).filter(|(_, tables)| !tables.is_empty());
        let asked: Vec<_> = filled.map(|(database, _)| (JOB, database)).collect();
        let bodies = read(&asked)?.into_iter().flatten().filter_map(|row| {
            let body: Value = serde_json::from_str(row.get("body")?.as_str()?).ok()?;
            Some(body)
        });
        Ok(bodies.into_iter().find(|job| job.pointer("/spec/id").is_some_and(|known| known == id)))
    }
}

fn databases(state: &Path, folder: &str) -> Result<Vec<PathBuf>> {
    let folder = state.join("v3").join(folder);
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "sqlite") && !path.ends_with("metadata.sqlite") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn read(asked: &[(&str, &PathBuf)]) -> Result<Vec<Vec<Value>>> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let mut command = Command::new(repository().join("node_modules/.bin/node"));
    command.args(["--no-warnings", "-e", READER, "--"]);
    for (statement, database) in asked {
        command.arg(statement).arg(database);
    }
    let output = command.stdin(Stdio::null()).output()?;
    ensure!(output.status.success(), "the state cannot be read: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).context("the reader's rows")
}
