//! One class of objects takes over from another while jobs are under way: each of them is moved, or drains, and whoever asks
//! finds it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;
use tests::{Answer, Client, Config, Plan, Provider, Reply, Service, Socket, Stored, repository};

use crate::trial::own;
use crate::work::{self, Files};
use crate::world::folder;

/// Of the jobs that are in the middle of their work when the newer class takes over.
const JOBS: usize = 6;
/// The last ones are left to drain where they are.
const DRAINING: usize = 2;

pub(crate) fn trials() -> Vec<Trial> {
    vec![own(jobs_in_flight_move_to_another_class_and_are_finished_there_once)]
}

/// A configuration with these classes: the first has the jobs to come, the second those there are.
fn worker(folder: &Path, classes: &[(&str, &str)]) -> Result<PathBuf> {
    let own = fs::read_to_string(repository().join("wrangler.toml"))?;
    let (head, rest) = own.split_once("[[durable_objects.bindings]]").context("the objects' binding")?;
    let (_, rest) = rest.split_once("[[d1_databases]]").context("the index's binding")?;
    let build = repository().join("crates/coordinator/build/index.js");
    let head = head.replace("crates/coordinator/build/index.js", &build.to_string_lossy());
    let binding = |(name, class): &(&str, &str)| {
        format!(
            "[[durable_objects.bindings]]\nname = \"{name}\"\nclass_name = \"{class}\"\n\
             [[migrations]]\ntag = \"{class}\"\nnew_sqlite_classes = [\"{class}\"]\n"
        )
    };
    let classes: String = classes.iter().rev().map(binding).collect();
    let path = folder.join("worker.toml");
    fs::write(&path, format!("{head}{classes}[[d1_databases]]{rest}"))?;
    Ok(path)
}

fn body(number: usize) -> Result<Value> {
    work::own_voices(&name(number), work::note(&format!("move {number}")))
}

fn name(number: usize) -> String {
    format!("mover-{number}")
}

fn jobs_in_flight_move_to_another_class_and_are_finished_there_once() -> Result<()> {
    let provider = Provider::start()?;
    let config = Config::fresh(&folder().join("moving"))?.with("VOICE_URL", &provider.url());
    let parent = config.log.parent().context("a folder")?.to_owned();
    let older = ("JOBS", "OldJobObject");
    let mut service = Service::start(Config { worker: Some(worker(&parent, &[older])?), ..config })?;
    let (client, state) = (service.config.client(), service.config.state.clone());
    let mut jobs = Vec::new();
    for number in 0..JOBS {
        // Those that are to move are not done before.
        let reply = if number < JOBS - DRAINING { Reply::Hang } else { Reply::Slow };
        let [_, guest] = work::voices(&name(number));
        provider.plan(&guest, Plan::always(reply));
        let key = work::key();
        let created = client.submit(&key, &body(number)?).send()?;
        ensure!(created.status == 201, "{} {}", created.status, created.text());
        jobs.push((work::id(&created.json()?)?, key));
    }
    service.kill();
    let both = worker(&parent, &[("JOBS", "JobObject"), ("JOBS_OLD", "OldJobObject")])?;
    service.config.worker = Some(both);
    service.restart()?;
    mark(&service)?;
    ensure!(in_older_class(&state)? == JOBS, "the index does not know how many are left");

    let stranger = client.tenant(&client.new_tenant()?)?;
    ensure_closed(&stranger, &jobs)?;

    // A client that repeats its submission finds the job where it is.
    for (number, (id, key)) in jobs.iter().enumerate() {
        let again = client.submit(key, &body(number)?).send()?;
        ensure!(again.status == 200 && work::id(&again.json()?)? == *id, "{} {}", again.status, again.text());
    }
    ensure!(Stored::read(&state)?.objects == 0, "a job was made twice");
    let (moving, draining) = jobs.split_at(JOBS - DRAINING);
    let mut watchers = moving.iter().map(|(id, _)| Socket::watch(&client, id, None)).collect::<Result<Vec<_>>>()?;
    for (number, (id, _)) in moving.iter().enumerate() {
        let [_, guest] = work::voices(&name(number));
        provider.plan(&guest, Plan::default());
        // Told twice, as by somebody whose first answer was lost.
        for _ in 0..2 {
            let moved = move_job(&client, id)?;
            ensure!(moved.status == 200 && work::id(&moved.json()?)? == *id, "{} {}", moved.status, moved.text());
            ensure!(work::status(&moved.json()?) == "running", "it was not moved in the middle: {}", moved.text());
        }
    }
    for watcher in &mut watchers {
        let (_, code) = watcher.hear_out()?;
        ensure!(code == Some(1013), "a watcher was sent away with {code:?}");
    }
    ensure!(Stored::read(&state)?.objects == moving.len(), "the newer class has what was moved, and nothing else");
    ensure!(in_older_class(&state)? == DRAINING, "the index counts what is left");
    ensure_closed(&stranger, &jobs)?;
    let created = client.submit(&work::key(), &work::own_voices("newcomer", work::note("newcomers"))?).send()?;
    let newcomer = work::id(&created.json()?)?;
    let files = jobs.iter().map(|(id, _)| finish(&client, id)).collect::<Result<Vec<_>>>()?;
    work::follow(&client, &newcomer)?;
    ensure_paid_once(&provider)?;

    for (number, expected) in files.iter().enumerate() {
        let again = work::finish(&client, &body(number)?)?;
        ensure!(work::files(&client, &work::id(&again)?)? == *expected, "not as a job that was never moved");
    }

    // What has drained is moved as well, whole.
    for (id, _) in draining {
        let view = work::read(&client, id)?;
        let moved = move_job(&client, id)?;
        ensure!(moved.status == 200 && moved.json()? == view, "{} was {view}", moved.text());
    }
    ensure!(in_older_class(&state)? == 0, "nothing is left");
    let unknown = move_job(&client, "0198c0de-0000-7000-8000-00000000abcd")?;
    ensure!(unknown.status == 404, "{} {}", unknown.status, unknown.text());
    ensure_moved_for_good(&mut service, &parent, &jobs)?;
    ensure_closed(&stranger, &jobs)?;

    // The older class is gone, and nobody misses it.
    service.kill();
    service.config.worker = Some(worker(&parent, &[("JOBS", "JobObject")])?);
    service.restart()?;
    ensure!(Stored::read(&state)?.objects == 2 * JOBS + 1, "objects of the newer class");
    for ((id, _), files) in jobs.iter().zip(files) {
        ensure!(work::files(&client, id)? == files, "other files");
        ensure!(work::status(&work::read(&client, id)?) == "succeeded", "{id} has not succeeded");
    }
    Ok(())
}

/// Wherever a job is, or was: to another tenant there is none.
fn ensure_closed(stranger: &Client, jobs: &[(String, String)]) -> Result<()> {
    for (id, _) in jobs {
        let read = stranger.get(&format!("/v1/jobs/{id}"))?;
        ensure!(read.status == 404, "{} {}", read.status, read.text());
    }
    Ok(())
}

/// The episode of a job that has told of its success once, and of everything that led there.
fn finish(client: &Client, id: &str) -> Result<Files> {
    let (updates, _) = Socket::watch(client, id, Some(0))?.hear_out()?;
    let seqs = updates.iter().map(work::seq).collect::<Result<Vec<_>>>()?;
    ensure!(seqs == (1..=updates.len() as u64).collect::<Vec<_>>(), "{seqs:?}");
    let ends = updates.iter().filter(|update| work::change(update) == "succeeded").count();
    ensure!(ends == 1, "{ends} successes: {:?}", updates.last());
    work::files(client, id)
}

/// A line is asked for again only if it was under way when its object was replaced, or its job taken away.
fn ensure_paid_once(provider: &Provider) -> Result<()> {
    let calls = provider.all_calls();
    for call in &calls {
        let same = |other: &&tests::Call| other.voice == call.voice && other.text == call.text;
        let again = calls.iter().filter(same).count() - 1;
        ensure!(again <= 2, "{:?} was asked for {again} times again", call.text);
    }
    Ok(())
}

fn move_job(client: &Client, id: &str) -> Result<Answer> {
    client.admin("POST", &format!("/admin/jobs/{id}/move")).send()
}

/// As the runbook has it, right after the newer class is bound.
fn mark(service: &Service) -> Result<()> {
    service.execute("UPDATE jobs SET in_older_class = 1")
}

fn in_older_class(state: &Path) -> Result<usize> {
    let is_in = |row: &&Value| row.get("in_older_class").and_then(Value::as_i64) == Some(1);
    Ok(Stored::read(state)?.index.iter().filter(is_in).count())
}

/// Asked by itself, the older class says of every job that it has moved.
fn ensure_moved_for_good(service: &mut Service, folder: &Path, jobs: &[(String, String)]) -> Result<()> {
    service.kill();
    service.config.worker = Some(worker(folder, &[("JOBS", "OldJobObject")])?);
    service.restart()?;
    let client = service.config.client();
    for (id, _) in jobs {
        let read = client.get(&format!("/v1/jobs/{id}"))?;
        ensure!(read.status == 503 && read.json()?.get("code").is_some_and(|code| code == "moved"), "{}", read.text());
    }
    Ok(())
}
