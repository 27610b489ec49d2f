//! Relocation of a job from one class of objects to another: everything an object holds is exported, imported, forgotten.
//!
//! `moved` has a row from the moment the job is taken out: from then on this object holds no job, whatever its other tables
//! still have. They are kept until the job is known to have arrived; its tenant is kept for good.

use pipeline::StoreError;
use serde::{Deserialize, Serialize};
use worker::{SqlStorage, SqlStorageValue};

use super::schema;
use super::sql::{rows, run};

/// Everything stored, whatever engine the job is of.
#[derive(Serialize, Deserialize)]
pub(crate) struct Bundle {
    job: Row,
    updates: Vec<Numbered>,
    documents: Vec<Named>,
}

#[derive(Serialize, Deserialize)]
struct Row {
    engine_version: u32,
    min_reader: u32,
    rev: f64,
    body: String,
    #[serde(default = "no_flows")]
    flows: String,
}

/// The egress log of a bundle without one.
fn no_flows() -> String {
    "{}".to_owned()
}

#[derive(Serialize, Deserialize)]
struct Numbered {
    seq: f64,
    body: String,
}

#[derive(Serialize, Deserialize)]
struct Named {
    key: String,
    body: String,
}

#[derive(Deserialize)]
struct Nothing {}

/// True when the job that was here has been taken out.
pub(crate) fn is_moved(sql: &SqlStorage) -> Result<bool, StoreError> {
    let table = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'moved'";
    if rows::<Nothing>(sql, table, Vec::new())?.is_empty() {
        return Ok(false);
    }
    Ok(!rows::<Nothing>(sql, "SELECT only FROM moved", Vec::new())?.is_empty())
}

/// Takes the job out; the same again until it is forgotten, and `None` from then on, or when there never was one.
pub(crate) fn export(sql: &SqlStorage) -> Result<Option<Bundle>, StoreError> {
    if !schema::is_prepared(sql)? {
        return Ok(None);
    }
    let jobs = rows::<Row>(sql, "SELECT engine_version, min_reader, rev, body, flows FROM job", Vec::new())?;
    let Some(job) = jobs.into_iter().next() else { return Ok(None) };
    let updates = rows(sql, "SELECT seq, body FROM updates ORDER BY seq", Vec::new())?;
    let documents = rows(sql, "SELECT key, body FROM documents ORDER BY key", Vec::new())?;
    run(sql, "INSERT OR IGNORE INTO moved (only, tenant) SELECT 1, body ->> '$.spec.tenant' FROM job", Vec::new())?;
    Ok(Some(Bundle { job, updates, documents }))
}

/// Puts a job in, unless it is here already; its alarm has to be armed with it.
pub(crate) fn import(sql: &SqlStorage, bundle: Bundle) -> Result<(), StoreError> {
    schema::prepare(sql)?;
    if !rows::<Nothing>(sql, "SELECT only FROM job", Vec::new())?.is_empty() {
        return Ok(());
    }
    for Numbered { seq, body } in bundle.updates {
        run(sql, "INSERT INTO updates (seq, body) VALUES (?, ?)", vec![number(seq), body.into()])?;
    }
    for Named { key, body } in bundle.documents {
        run(sql, "INSERT INTO documents (key, body) VALUES (?, ?)", vec![key.into(), body.into()])?;
    }
    let Row { engine_version, min_reader, rev, body, flows } = bundle.job;
    let numbers = [number(engine_version.into()), number(min_reader.into()), number(rev)];
    let arguments = numbers.into_iter().chain([body.into(), flows.into()]).collect();
    run(
        sql,
        "INSERT INTO job (only, engine_version, min_reader, rev, body, flows) VALUES (1, ?, ?, ?, ?, ?)",
        arguments,
    )
}

/// Forgets a job that has arrived elsewhere, but not that it was here.
pub(crate) fn forget(sql: &SqlStorage) -> Result<(), StoreError> {
    run(sql, "DELETE FROM updates; DELETE FROM documents; DELETE FROM job;", Vec::new())
}

/// Numbers cross as floating point; ours are whole.
fn number(number: f64) -> SqlStorageValue {
    SqlStorageValue::Integer(number as i64)
}
