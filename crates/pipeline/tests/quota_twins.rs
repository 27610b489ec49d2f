//! The statement that guards the quota, and its twin that only explains a refusal: they agree on every tenant.
//!
//! The statement runs in the SQLite of the pinned Node, over the tables as the migrations make them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../../coordinator/src/db/reserve.rs"]
mod reserve;

use std::path::{Path, PathBuf};
use std::process::Command;

use pipeline::{Usage, over_quota};
use protocol::{Redaction, Tenant, TenantView, Timestamp};
use serde_json::{Value, json};

/// Migrations, the two statements and the cases in; for each case the usage, and whether a row was written, out.
const RUNNER: &str = "
const { DatabaseSync } = require('node:sqlite');
const { migrations, usage, reserve, cases } = JSON.parse(process.argv[1]);
const results = cases.map(({ rows, jobs_max, bytes_max, paused }) => {
  const database = new DatabaseSync(':memory:');
  migrations.forEach((migration) => database.exec(migration));
  if (paused) database.exec(`INSERT INTO intake_pause (only, paused_at, reason) VALUES (1, 0, '')`);
  rows.forEach(([tenant, status, bytes], row) => database.prepare(
    `INSERT INTO jobs (tenant, idempotency_digest, id, request_digest, status, rev, created_at, updated_at, bytes)
     VALUES (?, ?, ?, '', ?, 1, 0, 0, ?)`).run(tenant, `key-${row}`, `id-${row}`, status, bytes));
  const used = database.prepare(usage).get({ '?1': 't' });
  const { changes } = database.prepare(`WITH usage AS (${usage}) ${reserve}`).run({
    '?1': 't', '?2': 'key', '?3': 'id', '?4': 'request', '?5': 1, '?6': 2, '?7': null, '?8': jobs_max, '?9': bytes_max });
  database.close();
  return [used.jobs, used.bytes, used.paused, Number(changes)];
});
console.log(JSON.stringify(results));";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn node() -> PathBuf {
    let pinned = root().join("node_modules/.bin/node");
    if pinned.exists() { pinned } else { PathBuf::from("node") }
}

fn migrations() -> Vec<String> {
    let folder = std::fs::read_dir(root().join("migrations")).unwrap();
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

fn run(cases: &[Value]) -> Vec<[u64; 4]> {
    let asked = json!({
        "migrations": migrations(), "usage": reserve::USAGE, "reserve": reserve::RESERVE, "cases": cases,
    });
    let ran = Command::new(node()).args(["-e", RUNNER, &asked.to_string()]).output();
    let ran = ran.expect("node: `make setup` installs it");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    serde_json::from_slice(&ran.stdout).unwrap()
}

#[test]
fn the_statement_writes_a_row_exactly_when_its_twin_has_nothing_to_refuse() {
    // Another tenant's rows, and finished jobs without bytes, count nowhere.
    let others = [("o", "running", 500), ("t", "cancelled", 0), ("t", "erased", 0)];
    let stocks = [
        (vec![], Usage { jobs: 0, bytes: 0 }),
        (vec![("t", "running", 0)], Usage { jobs: 1, bytes: 0 }),
        (vec![("t", "running", 40), ("t", "succeeded", 60)], Usage { jobs: 1, bytes: 100 }),
        (vec![("t", "running", 0), ("t", "running", 0), ("t", "succeeded", 100)], Usage { jobs: 2, bytes: 100 }),
    ];
    let (jobs_bounds, bytes_bounds) =
        ([None, Some(0), Some(1), Some(2), Some(3)], [None, Some(0), Some(99), Some(100), Some(101)]);
    let (mut cases, mut expected) = (Vec::new(), Vec::new());
    for (stock, usage) in &stocks {
        for jobs_max in jobs_bounds {
            for bytes_max in bytes_bounds {
                for paused in [false, true] {
                    let rows: Vec<_> = stock.iter().chain(&others).collect();
                    cases.push(json!({ "rows": rows, "jobs_max": jobs_max, "bytes_max": bytes_max, "paused": paused }));
                    let has_room = over_quota(&tenant(jobs_max, bytes_max), *usage).is_none();
                    expected.push([usage.jobs, usage.bytes, u64::from(paused), u64::from(has_room && !paused)]);
                }
            }
        }
    }
    for ((case, ran), expected) in cases.iter().zip(run(&cases)).zip(expected) {
        assert_eq!(ran, expected, "jobs, bytes, paused, written: {case}");
    }
}

fn tenant(jobs_max: Option<u64>, bytes_max: Option<u64>) -> TenantView {
    TenantView {
        id: Tenant("t".to_owned()),
        created_at: Timestamp::from_ms(0),
        keep_days: None,
        keep_bytes: None,
        jobs_max,
        bytes_max,
        monthly_budget: None,
        show: None,
        redaction: Redaction::On,
        show_addresses: false,
        suspended_at: None,
    }
}
