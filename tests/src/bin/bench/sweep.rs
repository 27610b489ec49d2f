//! Cost of the sweep: calls counted at the ports, time on the index and the objects of a real workerd.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tests::{Config, Service};

use crate::cost::{counted, number_after};
use crate::{Figure, folder, median};

const ROWS: u64 = 100_000;
const POISONED_EVERY: u64 = 100;
/// Of one run: five pages of a hundred.
const RUN_ROWS: u64 = 500;
const RUNS: usize = 10;
/// Calls that one invocation of a Worker may make.
const CALLS_MAX: u64 = 1_000;

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let ports = counted("sweeping", "a_hundred_thousand")?;
    let line = ports.lines().find(|line| line.contains("per 1,000 rows")).context("a line of costs")?;
    let (runs, statements) = (number_after(line, "rows in")?, number_after(line, "runs:")?);
    let deleting = counted("turns", "deleting_a_job")?;
    let deletions: Vec<&str> = deleting.lines().filter(|line| line.contains("deleting")).collect();
    let few = deletions.first().context("a deletion")?;
    let many = deletions.last().context("a deletion")?;
    let (lists, deletes) = (number_after(few, "files:")?, number_after(few, "lists")?);
    let seconds = on_workerd()?;
    Ok(vec![
        Figure {
            name: "the sweep's calls",
            asked: format!("at most {CALLS_MAX} a run"),
            reached: format!("{statements} statements and 1,000 objects asked for 1,000 rows"),
            how: format!("{ROWS} rows in memory in {runs} runs of {RUN_ROWS}, one row in {POISONED_EVERY} poisoned"),
            holds: (statements + 1_000) * RUN_ROWS / 1_000 <= CALLS_MAX,
        },
        Figure {
            name: "the sweep's time",
            asked: "30 s a run".to_owned(),
            reached: format!("{:.1} s for 1,000 rows", seconds * 1_000.0 / RUN_ROWS as f64),
            how: format!(
                "the middle one of {RUNS} runs over {ROWS} rows in D1, one in {POISONED_EVERY} poisoned; each run got on"
            ),
            holds: seconds <= 30.0,
        },
        Figure {
            name: "deleting a job",
            asked: "1 list, 1 delete for 1,000 files".to_owned(),
            reached: format!("{lists} list, {deletes} delete"),
            how: format!("counted at the ports; {}", many.trim()),
            holds: lists == 1 && deletes == 1,
        },
    ])
}

/// The middle one of some runs, in seconds.
fn on_workerd() -> Result<f64> {
    let mut service = Service::start(Config::fresh(&folder().join("sweep"))?)?;
    service.kill();
    service.execute(&rows())?;
    service.restart()?;
    let client = service.config.client();
    let mut runs = Vec::new();
    for _ in 0..RUNS {
        let started = Instant::now();
        service.sweep()?;
        runs.push(started.elapsed().as_secs_f64());
        let storage = client.admin("GET", "/admin/storage").send()?.json()?;
        let count = |name: &str| storage.pointer(&format!("/sweep/{name}")).and_then(Value::as_u64);
        ensure!(count("jobs_asked") == Some(RUN_ROWS), "a run has got nowhere: {storage}");
        ensure!(count("failures") == Some(RUN_ROWS / POISONED_EVERY), "{storage}");
    }
    Ok(median(runs))
}

/// Rows that were reserved a moment ago, and some that name no job.
fn rows() -> String {
    format!(
        "WITH RECURSIVE rows(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM rows WHERE n < {ROWS})
         INSERT INTO jobs (id, tenant, idempotency_digest, request_digest, status, rev, created_at, updated_at, check_at)
         SELECT CASE WHEN n % {POISONED_EVERY} THEN printf('0198c0de-0000-7000-8000-%012x', n) ELSE printf('poison-%d', n) END,
             'default', printf('row-%d', n), '', 'running', 0, 1000.0 * unixepoch(), 1000.0 * unixepoch(), n
         FROM rows"
    )
}
