//! Throwing a job away, taking it back, and having it erased.

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Answer, Stored};

use crate::trial::shared;
use crate::work::{self, ARTIFACTS};
use crate::world::World;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(a_job_in_the_trash_is_hidden_until_it_is_restored),
        shared(a_purge_takes_a_confirmation_and_leaves_a_tombstone),
    ]
}

fn verb(world: &World, method: &str, id: &str, verb: &str, body: Option<Value>) -> Result<Answer> {
    let path = format!("/v1/jobs/{id}{verb}");
    let ask = world.client.ask(method, &path);
    match body {
        Some(body) => ask.json(&body).send(),
        None => ask.send(),
    }
}

fn ensure_problem(answer: &Answer, status: u16, code: &str) -> Result<()> {
    ensure!(answer.status == status, "{} {}", answer.status, answer.text());
    ensure!(answer.json()?.get("code").is_some_and(|known| known == code), "not {code}: {}", answer.text());
    Ok(())
}

fn is_listed(world: &World, id: &str) -> Result<bool> {
    let list = world.client.get("/v1/jobs?limit=100")?.json()?;
    let jobs = list.get("jobs").and_then(Value::as_array).context("jobs")?;
    Ok(jobs.iter().any(|job| job.get("id").is_some_and(|known| known == id)))
}

fn trash(world: &World, id: &str) -> Result<Value> {
    let answer = verb(world, "DELETE", id, "", None)?;
    ensure!(answer.status == 200, "{} {}", answer.status, answer.text());
    answer.json()?.get("trash").cloned().context("a job thrown away says so")
}

fn a_job_in_the_trash_is_hidden_until_it_is_restored(world: &World) -> Result<()> {
    let before = work::finish(&world.client, &work::note("the trash"))?;
    let id = work::id(&before)?;
    let thrown_away = trash(world, &id)?;
    ensure!(trash(world, &id)? == thrown_away, "throwing it away again is the same");
    ensure!(work::read(&world.client, &id)?.get("trash") == Some(&thrown_away), "a reader is not told");
    for (name, _) in ARTIFACTS {
        ensure_problem(&world.client.get(&format!("/v1/jobs/{id}/{name}"))?, 410, "job_trashed")?;
    }
    ensure_problem(&verb(world, "POST", &id, "/revise", Some(json!({})))?, 410, "job_trashed")?;
    work::poll("the list leaves it out", 30, || Ok((!is_listed(world, &id)?).then_some(())))?;
    let restored = verb(world, "POST", &id, "/restore", None)?;
    ensure!(restored.status == 200 && restored.json()?.get("trash").is_none(), "{}", restored.text());
    ensure!(world.client.get(&format!("/v1/jobs/{id}/episode.mp3"))?.status == 200, "the episode is back");
    work::poll("it is listed again", 30, || Ok(is_listed(world, &id)?.then_some(())))
}

fn a_purge_takes_a_confirmation_and_leaves_a_tombstone(world: &World) -> Result<()> {
    let id = work::id(&work::finish(&world.client, &work::note("a purge"))?)?;
    ensure_problem(&verb(world, "POST", &id, "/purge", Some(json!({ "token": "" })))?, 409, "job_not_trashed")?;
    let token = trash(world, &id)?.get("purge_token").cloned().context("a token")?;
    ensure_problem(&verb(world, "POST", &id, "/purge", Some(json!({ "token": "guess" })))?, 409, "purge_token_wrong")?;
    let purged = verb(world, "POST", &id, "/purge", Some(json!({ "token": token })))?;
    ensure!(purged.status == 200, "{} {}", purged.status, purged.text());
    work::poll("the index has buried it", 30, || {
        Ok((Stored::read(&world.state)?.status(&id) == "erased").then_some(()))
    })?;
    ensure_problem(&world.client.get(&format!("/v1/jobs/{id}"))?, 404, "job_not_found")?;
    ensure!(Stored::job(&world.state, &id)?.is_none(), "the object still has the job");
    let stored = Stored::read(&world.state)?;
    ensure!(!stored.keys().iter().any(|key| key.contains(&id)), "files of an erased job: {:?}", stored.keys());
    let row = stored.index.iter().find(|row| row.get("id").is_some_and(|known| *known == id)).context("a tombstone")?;
    for silent in ["title", "master", "check_at"] {
        ensure!(row.get(silent).is_some_and(Value::is_null), "the tombstone tells the {silent}: {row}");
    }
    ensure!(row.get("tenant").is_some_and(|tenant| tenant == ""), "the tombstone tells whose it was: {row}");
    Ok(())
}
