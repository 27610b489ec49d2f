//! The tables of a job's object, and their migrations from those that earlier code has left.
//!
//! Every step only adds, so that the code before it can go on over what it leaves.

use pipeline::StoreError;
use serde::Deserialize;
use worker::SqlStorage;

use super::sql::{rows, run};

/// Never changed once released: the next one is added at the end.
const STEPS: [&str; 5] = [
    "CREATE TABLE job (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        engine_version INTEGER NOT NULL,
        min_reader INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        armed_at INTEGER,
        body TEXT NOT NULL
    );
    CREATE TABLE updates (seq INTEGER PRIMARY KEY, body TEXT NOT NULL);
    CREATE TABLE documents (key TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;",
    "CREATE TABLE schema (only INTEGER PRIMARY KEY CHECK (only = 1), step INTEGER NOT NULL);",
    "CREATE TABLE moved (only INTEGER PRIMARY KEY CHECK (only = 1));",
    "ALTER TABLE job ADD COLUMN flows TEXT NOT NULL DEFAULT '{}';",
    "ALTER TABLE moved ADD COLUMN tenant TEXT;",
];

/// The number of steps of an object whose table `schema` is still empty.
const COUNTED_FROM: usize = 2;

/// The number of steps an object has behind it; 0 when no job was ever submitted to it.
fn step(sql: &SqlStorage) -> Result<usize, StoreError> {
    #[derive(Deserialize)]
    struct Table {
        name: String,
    }
    #[derive(Deserialize)]
    struct Step {
        step: usize,
    }
    let tables: Vec<Table> = rows(sql, "SELECT name FROM sqlite_master WHERE name IN ('job', 'schema')", Vec::new())?;
    if tables.iter().any(|table| table.name == "schema") {
        let steps: Vec<Step> = rows(sql, "SELECT step FROM schema", Vec::new())?;
        return Ok(steps.first().map_or(COUNTED_FROM, |row| row.step));
    }
    Ok(tables.len())
}

/// True when all tables are there.
pub(crate) fn is_prepared(sql: &SqlStorage) -> Result<bool, StoreError> {
    Ok(step(sql)? >= STEPS.len())
}

/// Brings an object that holds a job up to date; one that holds none stays empty.
pub(crate) fn migrate(sql: &SqlStorage) -> Result<(), StoreError> {
    if step(sql)? == 0 { Ok(()) } else { prepare(sql) }
}

/// Creates the tables, or those that are missing.
pub(crate) fn prepare(sql: &SqlStorage) -> Result<(), StoreError> {
    let done = step(sql)?;
    if done >= STEPS.len() {
        return Ok(());
    }
    for statements in STEPS.iter().skip(done) {
        run(sql, statements, Vec::new())?;
    }
    let count = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    run(sql, "INSERT OR REPLACE INTO schema (only, step) VALUES (1, ?)", vec![count.into()])
}
