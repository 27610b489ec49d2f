//! Crashes: each test has a service of its own to kill.

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;
use tests::{Client, Service, Socket, Stored};

use crate::command::cuepoint;
use crate::command::following::Watching;
use crate::trial::{own, shared};
use crate::work::{self, ARTIFACTS};
use crate::world::{Saved, World, folder, with_shared_voice};

/// Attempts that died hold their leases for 35 s; then the job goes on.
const FINISH_TIMEOUT_S: u64 = 180;

pub(crate) fn trials() -> Vec<Trial> {
    vec![shared(a_job_survives_kill_9_by_itself_and_its_files_are_the_same), own(a_watcher_rides_over_a_crash)]
}

fn crashing(name: &str) -> Result<(Service, Client)> {
    let service = Service::start(with_shared_voice(name)?)?;
    let client = Client::new(&service.config.url(), &service.config.token);
    Ok((service, client))
}

fn a_job_survives_kill_9_by_itself_and_its_files_are_the_same(world: &World) -> Result<()> {
    let (mut service, client) = crashing("killed")?;
    let (key, body) = (work::key(), work::article()?);
    let created = client.submit(&key, &body).send()?;
    ensure!(created.status == 201, "{} {}", created.status, created.text());
    let id = work::id(&created.json()?)?;
    let mut socket = Socket::watch(&client, &id, None)?;
    let seen = socket.hear_until(|message| work::turns_spoken(message) >= 5)?;
    service.kill();
    let state = service.config.state.clone();
    let before = Stored::job(&state, &id)?.context("the job is lost")?;
    ensure!(before.pointer("/status/running").is_some(), "it was not killed in the middle: {before}");
    ensure!(before.get("seq").and_then(Value::as_u64) >= Some(work::seq(&seen)?), "what was told was not committed");
    service.restart()?;
    // Nobody asks for the job: what finishes it is its alarm.
    work::poll("the index says that the job has succeeded", FINISH_TIMEOUT_S, || {
        ensure!(service.is_running(), "the service has ended by itself: {}", service.config.log.display());
        let status = Stored::read(&state)?.status(&id).to_owned();
        ensure!(matches!(status.as_str(), "running" | "succeeded"), "the job is {status}");
        Ok((status == "succeeded").then_some(()))
    })?;
    let killed = Saved::fetch(&client, work::read(&client, &id)?, &folder().join("killed/episode"))?;
    for (name, _) in ARTIFACTS {
        ensure!(killed.bytes(name)? == world.article.bytes(name)?, "{name} is not that of an undisturbed run");
    }
    ensure_history_is_whole(&client, &id)?;
    ensure!(Stored::read(&state)?.uploads.is_empty(), "uploads nobody finished");
    let again = client.submit(&key, &body).send()?;
    ensure!(again.status == 200 && work::id(&again.json()?)? == id, "{} {}", again.status, again.text());
    Ok(())
}

/// Numbered without gaps, one success at the end, and no turn counted twice.
fn ensure_history_is_whole(client: &Client, id: &str) -> Result<()> {
    let (updates, _) = Socket::watch(client, id, Some(0))?.hear_out()?;
    let seqs = updates.iter().map(work::seq).collect::<Result<Vec<_>>>()?;
    ensure!(seqs == (1..=updates.len() as u64).collect::<Vec<_>>(), "{seqs:?}");
    let succeeded = updates.iter().filter(|update| work::change(update) == "succeeded").count();
    ensure!(succeeded == 1 && updates.last().is_some_and(|last| work::change(last) == "succeeded"), "{updates:?}");
    let turns: Vec<&Value> = updates.iter().filter(|update| work::change(update) == "turns_spoken").collect();
    let counts: Vec<u64> = turns.iter().map(|update| work::turns_spoken(update)).collect();
    ensure!(counts == (1..=counts.len() as u64).collect::<Vec<_>>(), "{counts:?}");
    Ok(())
}

fn a_watcher_rides_over_a_crash() -> Result<()> {
    let (mut service, client) = crashing("ridden")?;
    let id = work::create(&client, &work::source("markdown", &work::fixture("review.md")?))?;
    let mut watching = Watching::start(cuepoint(&client, "ridden")?, &[&id])?;
    let mut seen = Vec::new();
    while seen.iter().all(|message| work::turns_spoken(message) < 2) {
        seen.push(watching.next()?.context("it ended early")?);
    }
    service.kill();
    service.restart()?;
    seen.extend(watching.rest()?);
    ensure!(watching.exit_code()? == Some(0), "{:?}", seen.last());
    let (snapshot, rest) = seen.split_first().context("no line")?;
    let (view, updates) = rest.split_last().context("no update")?;
    let start = snapshot.pointer("/job/seq").and_then(Value::as_u64).context("no snapshot")?;
    let seqs = updates.iter().map(work::seq).collect::<Result<Vec<_>>>()?;
    ensure!(seqs == (start + 1..=work::seq(view)?).collect::<Vec<_>>(), "missed or heard twice: {seqs:?}");
    Ok(())
}
