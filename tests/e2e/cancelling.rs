//! Stopping a job, and what it leaves.

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;
use tests::{Socket, Stored};

use crate::trial::shared;
use crate::work::{self, ARTIFACTS};
use crate::world::World;

/// Steps that may be in flight at once.
const LEASES_MAX: usize = 4;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(a_job_cancelled_in_the_middle_stops_and_leaves_no_episode),
        shared(a_finished_job_refuses_interventions),
    ]
}

fn a_job_cancelled_in_the_middle_stops_and_leaves_no_episode(world: &World) -> Result<()> {
    let id = work::create(&world.client, &work::long_by("awb", "kal16")?)?;
    let mut socket = Socket::watch(&world.client, &id, None)?;
    socket.hear_until(|message| work::turns_spoken(message) >= 3)?;
    let cancelled = work::cancel(&world.client, &id)?;
    ensure!(work::status(&cancelled) == "cancelled" && cancelled.get("episode").is_none(), "{cancelled}");
    let spoken = clips(world, &id)?;
    let (updates, code) = socket.hear_out()?;
    ensure!(code == Some(1000), "closed with {code:?}");
    ensure!(updates.last().is_some_and(|last| work::change(last) == "cancelled"), "{:?}", updates.last());
    ensure_same(&work::cancel(&world.client, &id)?, &cancelled)?;
    // What was in flight may still arrive; the cleanup comes after it.
    work::poll("the job has cleaned up, and the index knows", 60, || {
        let job = Stored::job(&world.state, &id)?.context("the job is gone")?;
        let is_cleaned = job.pointer("/steps/cleanup/status/done").is_some();
        Ok((is_cleaned && Stored::read(&world.state)?.status(&id) == "cancelled").then_some(()))
    })?;
    let left = clips(world, &id)?;
    ensure!(left <= spoken + LEASES_MAX, "{spoken} clips when it was cancelled, {left} in the end");
    let total = cancelled.pointer("/progress/turns_total").and_then(Value::as_u64).context("turns_total")?;
    ensure!((left as u64) < total, "all of the {total} turns were spoken");
    let stored = Stored::read(&world.state)?;
    ensure!(!stored.keys().iter().any(|key| key.contains(&id)), "files of a cancelled job: {:?}", stored.keys());
    ensure!(stored.uploads.is_empty(), "uploads nobody finished: {:?}", stored.uploads);
    for (name, _) in ARTIFACTS {
        let answer = world.client.get(&format!("/v1/jobs/{id}/{name}"))?;
        ensure!(answer.status == 409, "{name}: {} {}", answer.status, answer.text());
        ensure!(answer.json()?.get("code").is_some_and(|code| code == "artifact_not_ready"), "{}", answer.text());
    }
    ensure_same(&work::read(&world.client, &id)?, &cancelled)?;
    ensure_over(world, &id, "resume")
}

/// Nothing about the job has changed; `updated_at` also counts the housekeeping.
fn ensure_same(now: &Value, before: &Value) -> Result<()> {
    let fields = before.as_object().context("a job is an object")?;
    for (field, value) in fields.iter().filter(|(field, _)| *field != "updated_at") {
        ensure!(now.get(field) == Some(value), "{field} was {value}: {now}");
    }
    Ok(())
}

/// Number of the job's own clips in the bucket: the text of its turns is in their names.
fn clips(world: &World, id: &str) -> Result<usize> {
    let job = Stored::job(&world.state, id)?.context("the job is not stored")?;
    let steps = job.get("steps").and_then(Value::as_object).context("steps")?;
    let speech = steps.iter().filter(|(key, _)| key.starts_with("speech/"));
    let inputs: Vec<&str> = speech.filter_map(|(_, step)| step.get("input")?.as_str()).collect();
    ensure!(!inputs.is_empty(), "no turn is written: {job}");
    let stored = Stored::read(&world.state)?;
    let is_own = |key: &&&str| key.rsplit('/').next().is_some_and(|name| inputs.contains(&name));
    Ok(stored.keys().iter().filter(is_own).count())
}

fn ensure_over(world: &World, id: &str, verb: &str) -> Result<()> {
    let answer = world.client.ask("POST", &format!("/v1/jobs/{id}/{verb}")).send()?;
    ensure!(answer.status == 409, "{verb}: {} {}", answer.status, answer.text());
    ensure!(answer.header("Content-Type") == "application/problem+json", "{verb}: {:?}", answer.headers);
    ensure!(answer.json()?.get("code").is_some_and(|code| code == "job_finished"), "{verb}: {}", answer.text());
    Ok(())
}

fn a_finished_job_refuses_interventions(world: &World) -> Result<()> {
    for verb in ["cancel", "resume"] {
        ensure_over(world, &world.article.id, verb)?;
    }
    ensure!(work::read(&world.client, &world.article.id)? == world.article.view, "a finished job has changed");
    Ok(())
}
