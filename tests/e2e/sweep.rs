//! The books balance: whatever became of the jobs, when time has passed there is nothing but what somebody can reach, and
//! what no pass of a job's own could have found, the sweep finds.

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;
use tests::{Client, Config, Service, Socket, Stored};

use crate::trial::own;
use crate::work::{self, ARTIFACTS};
use crate::world::folder;

const NOTES: usize = 12;
/// Longer than anything is kept that nobody uses.
const DAYS_AHEAD: u64 = 8;
/// A job nobody has ever heard of.
const STRANGER: &str = "0198c0de-0000-7000-8000-00000000abcd";

pub(crate) fn trials() -> Vec<Trial> {
    vec![own(when_time_has_passed_nothing_is_left_that_nobody_can_reach)]
}

struct Books {
    service: Service,
    client: Client,
    episodes: Vec<String>,
    cancelled: Vec<String>,
    trashed: String,
}

fn when_time_has_passed_nothing_is_left_that_nobody_can_reach() -> Result<()> {
    let mut books = open()?;
    books.fill()?;
    books.service.kill();
    let stray = format!("episodes/{}/abc/episode.mp3", books.cancelled.first().context("a cancelled job")?);
    for key in [stray, format!("episodes/{STRANGER}/abc/episode.mp3")] {
        books.service.plant(&key, b"nobody's")?;
    }
    let ahead_ms = DAYS_AHEAD * 24 * 60 * 60 * 1_000;
    books.service.config.vars.push(("CUEPOINT_CLOCK_AHEAD_MS".to_owned(), ahead_ms.to_string()));
    books.service.restart()?;
    let storage = books.settled()?;
    println!("sweep: {storage}");
    ensure!(count(&storage, "/balance/missing_files")? == 0, "{storage}");
    ensure!(count(&storage, "/balance/episodes/referenced/objects")? == 5 * books.episodes.len() as u64, "{storage}");
    ensure!(count(&storage, "/caught/stragglers")? == 1, "what lay under a job was its own second pass's: {storage}");
    ensure!(count(&storage, "/caught/sweep")? == 1, "nothing but what was planted: {storage}");
    ensure!(count(&storage, "/caught/clips_aged")? > 0 && count(&storage, "/jobs/erased")? == 1, "{storage}");
    books.ensure_nothing_else()
}

fn open() -> Result<Books> {
    let config = Config::fresh(&folder().join("sweep"))?.with("CUEPOINT_TEST", "1");
    let service = Service::start(config)?;
    let client = service.config.client();
    Ok(Books { service, client, episodes: Vec::new(), cancelled: Vec::new(), trashed: String::new() })
}

fn count(storage: &Value, pointer: &str) -> Result<u64> {
    storage.pointer(pointer).and_then(Value::as_u64).with_context(|| format!("no {pointer}: {storage}"))
}

impl Books {
    /// Jobs that succeed, are cancelled at some moment, crash with the service, and are thrown away.
    fn fill(&mut self) -> Result<()> {
        let mut ids = Vec::new();
        for number in 0..NOTES {
            let id = work::create(&self.client, &work::note(&format!("matter {number}")))?;
            if number % 3 == 2 {
                work::stop(&self.client, &id)?;
            }
            ids.push(id);
            if number == NOTES / 2 {
                self.service.kill();
                self.service.restart()?;
            }
        }
        for id in ids {
            Socket::watch(&self.client, &id, None)?.hear_out()?;
            match work::status(&work::read(&self.client, &id)?) {
                "succeeded" => self.episodes.push(id),
                _ => self.cancelled.push(id),
            }
        }
        self.trashed = self.episodes.pop().context("an episode to throw away")?;
        let answer = self.client.ask("DELETE", &format!("/v1/jobs/{}", self.trashed)).send()?;
        ensure!(answer.status == 200, "{} {}", answer.status, answer.text());
        Ok(())
    }

    /// Has the sweep run until it finds nothing to do.
    fn settled(&self) -> Result<Value> {
        work::poll("the sweep finds nothing to do", 120, || {
            let is_erased = Stored::read(&self.service.config.state)?.status(&self.trashed) == "erased";
            self.service.sweep()?;
            let storage = self.client.admin("GET", "/admin/storage").send()?.json()?;
            let idle =
                ["/sweep/jobs_asked", "/sweep/files_deleted", "/sweep/failures", "/balance/episodes/orphaned/objects"];
            let is_idle = idle.iter().all(|pointer| count(&storage, pointer).is_ok_and(|count| count == 0));
            Ok((is_idle && is_erased).then_some(storage))
        })
    }

    fn ensure_nothing_else(&self) -> Result<()> {
        let stored = Stored::read(&self.service.config.state)?;
        let files = stored.keys().iter().filter(|key| key.starts_with("episodes/")).count();
        ensure!(files == ARTIFACTS.len() * self.episodes.len(), "{:?}", stored.keys());
        for id in &self.episodes {
            for (name, _) in ARTIFACTS {
                let answer = self.client.get(&format!("/v1/jobs/{id}/{name}"))?;
                ensure!(answer.status == 200, "{id} {name}: {}", answer.status);
            }
        }
        let mut used = Vec::new();
        for id in &self.episodes {
            let job = Stored::job(&self.service.config.state, id)?.context("a job")?;
            let steps = job.get("steps").and_then(Value::as_object).context("steps")?;
            let speech = steps.iter().filter(|(key, _)| key.starts_with("speech/"));
            used.extend(speech.filter_map(|(_, step)| Some(step.get("input")?.as_str()?.to_owned())));
        }
        let unused = |key: &&&str| key.starts_with("clips/") && !used.iter().any(|digest| key.ends_with(digest));
        ensure!(!stored.keys().iter().any(|key| unused(&key)), "clips nobody uses: {:?}", stored.keys());
        Ok(())
    }
}
