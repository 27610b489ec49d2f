//! State of a service, read from its folder without asking the service.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Error, Result};
use job::{Job, StepKey};
use serde_json::Value;

use crate::reader::read;

/// Reads of a state in which something is just being written, before that is an error.
const ATTEMPTS: usize = 20;
/// Errors of reading an object while it is being erased: a journal that is not ours to roll back, no tables any more, or a file
/// that was there when the folder was read.
const IN_BETWEEN: [&str; 3] = ["attempt to write a readonly database", "no such table", "unable to open database file"];

const INDEX: &str = "SELECT * FROM jobs ORDER BY id";
const ARTIFACTS: &str = "SELECT key, uploaded, etag, http_metadata, custom_metadata FROM _mf_objects ORDER BY key";
const UPLOADS: &str = "SELECT upload_id FROM _mf_multipart_uploads";
/// Tables of an object that are ours; the platform's own begin with an underscore.
const TABLES: &str = "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 1) <> '_' ORDER BY name";
const JOB: &str = "SELECT body FROM job";
/// An object in one row; the platform keeps its alarm, in nanoseconds, beside our tables.
const OBJECT: &str = "
SELECT rev, min_reader, armed_at, body,
  (SELECT json_group_array(json_object('seq', seq, 'body', json(body))) FROM (SELECT * FROM updates ORDER BY seq)) AS updates,
  (SELECT json_group_object(key, body) FROM documents) AS documents,
  (SELECT value / 1000000 FROM _cf_METADATA WHERE key = 1) AS alarm_at
FROM job";
/// Alarms of the platform: which object, and at what time.
const ALARMS: &str = "SELECT actor_id, scheduled_time / 1000000 AS at FROM _cf_ALARM";
const OBJECTS: &str = "do/cuepoint-JobObject";

/// Rows of the index, keys in the bucket, and objects that hold anything.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    pub index: Vec<Value>,
    pub artifacts: Vec<Value>,
    pub uploads: Vec<Value>,
    pub objects: usize,
}

/// One job's object, down to what the platform keeps for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// As this release reads it: of a newer one, all but what only that one knows.
    pub job: Job,
    /// The job as it is stored.
    pub body: Value,
    pub rev: u64,
    /// The oldest engine that may read it.
    pub min_reader: u32,
    pub armed_at: Option<i64>,
    /// Numbers and bodies, in order.
    pub updates: Vec<(u64, Value)>,
    pub documents: BTreeMap<String, String>,
    /// The object's own word about its alarm, in its own database.
    pub alarm_at: Option<i64>,
    /// Time at which the platform will ring it.
    pub scheduled_at: Option<i64>,
}

impl Object {
    /// Every object that has a job.
    pub fn read_all(state: &Path) -> Result<Vec<Self>> {
        at_rest(|| Self::read_now(state))
    }

    fn read_now(state: &Path) -> Result<Vec<Self>> {
        let objects = databases(state, OBJECTS)?;
        let scheduler = scheduler(state);
        let mut asked: Vec<_> = objects.iter().map(|database| (TABLES, database)).collect();
        if scheduler.exists() {
            asked.push((ALARMS, &scheduler));
        }
        let mut rows = read(&asked)?;
        let alarms = rows.split_off(objects.len()).concat();
        let filled: Vec<_> = objects.iter().zip(rows).filter(|(_, tables)| !tables.is_empty()).collect();
        let asked: Vec<_> = filled.iter().map(|(database, _)| (OBJECT, *database)).collect();
        let read = filled.iter().zip(read(&asked)?).flat_map(|((database, _), rows)| {
            let id = database.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let alarm = alarms.iter().find(|alarm| alarm.get("actor_id").is_some_and(|known| *known == *id));
            let scheduled_at = alarm.and_then(|alarm| alarm.get("at")?.as_i64());
            rows.into_iter().map(move |row| Self::parse(&row, scheduled_at))
        });
        read.collect()
    }

    /// Names of steps that only another release knows.
    pub fn unknown_steps(&self) -> Vec<&str> {
        let steps = self.body.get("steps").and_then(Value::as_object).into_iter().flatten();
        steps.map(|(name, _)| name.as_str()).filter(|name| name.parse::<StepKey>().is_err()).collect()
    }

    fn parse(row: &Value, scheduled_at: Option<i64>) -> Result<Self> {
        let text = |name| row.get(name).and_then(Value::as_str).with_context(|| format!("no {name}"));
        let number = |name| row.get(name).and_then(Value::as_i64);
        let updates: Vec<Value> = serde_json::from_str(text("updates")?)?;
        let numbered = |update: Value| Some((update.get("seq")?.as_u64()?, update.get("body")?.clone()));
        Ok(Self {
            job: Job::read(0, text("body")?)?,
            body: serde_json::from_str(text("body")?)?,
            rev: row.get("rev").and_then(Value::as_u64).context("no rev")?,
            min_reader: number("min_reader").and_then(|number| number.try_into().ok()).context("no min_reader")?,
            armed_at: number("armed_at"),
            updates: updates.into_iter().filter_map(numbered).collect(),
            documents: serde_json::from_str(text("documents")?)?,
            alarm_at: number("alarm_at"),
            scheduled_at,
        })
    }
}

impl Stored {
    pub fn read(state: &Path) -> Result<Self> {
        at_rest(|| Self::read_now(state))
    }

    fn read_now(state: &Path) -> Result<Self> {
        let index = databases(state, "d1/miniflare-D1DatabaseObject")?;
        let bucket = databases(state, "r2/miniflare-R2BucketObject")?;
        let objects = databases(state, OBJECTS)?;
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
        Ok(at_rest(|| Self::job_now(state, id))?.map(|(_, job)| job))
    }

    /// Database of the job's object.
    pub(crate) fn object(state: &Path, id: &str) -> Result<Option<PathBuf>> {
        Ok(at_rest(|| Self::job_now(state, id))?.map(|(database, _)| database))
    }

    fn job_now(state: &Path, id: &str) -> Result<Option<(PathBuf, Value)>> {
        let objects = databases(state, OBJECTS)?;
        let tables: Vec<_> = objects.iter().map(|database| (TABLES, database)).collect();
        let filled = objects.iter().zip(read(&tables)?).filter(|(_, tables)| !tables.is_empty());
        let asked: Vec<_> = filled.map(|(database, _)| (JOB, database)).collect();
        let jobs = asked.iter().zip(read(&asked)?).filter_map(|((_, database), rows)| {
            let job: Value = serde_json::from_str(rows.first()?.get("body")?.as_str()?).ok()?;
            Some(((*database).clone(), job))
        });
        Ok(jobs.into_iter().find(|(_, job)| job.pointer("/spec/id").is_some_and(|known| known == id)))
    }
}

/// The platform's database of all objects' alarms.
pub(crate) fn scheduler(state: &Path) -> PathBuf {
    state.join("v3").join(OBJECTS).join("metadata.sqlite")
}

/// Reads again what was in the middle of something.
fn at_rest<T>(read: impl Fn() -> Result<T>) -> Result<T> {
    let is_passing = |error: &Error| IN_BETWEEN.iter().any(|known| error.to_string().contains(known));
    for _ in 1..ATTEMPTS {
        match read() {
            Err(error) if is_passing(&error) => {}
            settled => return settled,
        }
    }
    read()
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
