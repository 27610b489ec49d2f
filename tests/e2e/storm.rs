//! Fifty times kill -9 of everything but the voice, which keeps nothing, at random moments, over the same state: nothing is
//! lost, nothing is half there, and what comes out is what would have come out anyway.

use std::collections::BTreeMap;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use job::{Job, StepKey, StepStatus};
use libtest_mimic::Trial;
use protocol::{JobId, JobStatus, Progress, Stage};
use serde_json::{Value, json};
use tests::{Client, Object, Service, Stored};

use crate::trial::shared;
use crate::whole;
use crate::work::{self, ARTIFACTS, Files};
use crate::world::{World, with_shared_voice};
use tests::chance::{self, Chance};

const KILLS: usize = 50;
/// Delay from a service's first answer until it is killed.
const MOMENT_MS: (u64, u64) = (200, 2_500);
/// A new job comes with every fourth service.
const SERVICES_PER_JOB: usize = 4;
/// Every fourth job is cancelled three services later.
const SERVICES_PER_CANCEL: (usize, usize) = (4 * SERVICES_PER_JOB, 3);
/// Sources that take a few seconds, so that most services die in the middle of one.
const SOURCES: [(&str, &str); 5] = [
    ("markdown", "article.md"),
    ("text", "essay.txt"),
    ("markdown", "benchmark.md"),
    ("html", "page.html"),
    ("markdown", "review.md"),
];
/// Voices for the first, second and third job of a source: no clip is made for two jobs.
const VOICES: [(&str, &str); 3] = [("slt", "rms"), ("awb", "kal16"), ("rms", "slt")];
/// An attempt that died is taken up again within ten seconds; but all jobs speak at once, and a slow machine's one voice makes
/// each of them wait, and opens the breaker.
const REST_TIMEOUT_S: u64 = 900;

pub(crate) fn trials() -> Vec<Trial> {
    vec![shared(fifty_kills_lose_nothing_tear_nothing_and_change_nothing)]
}

/// A service under fire, and what it was asked for.
struct Storm {
    service: Service,
    client: Client,
    jobs: Vec<String>,
    chance: Chance,
    /// Revision of each job at the last kill.
    revs: BTreeMap<JobId, u64>,
    /// Jobs that the last kill has left parked.
    parked: Vec<JobId>,
    /// Number of kills that hit a job, by its stage.
    hits: BTreeMap<&'static str, usize>,
    resumed: usize,
}

fn fifty_kills_lose_nothing_tear_nothing_and_change_nothing(world: &World) -> Result<()> {
    let seed = chance::seed()?;
    println!("storm: SEED={seed}");
    let service = Service::start(with_shared_voice("storm")?)?;
    let client = Client::new(&service.config.url(), &service.config.token);
    let chance = Chance::new(seed);
    let undisturbed = undisturbed(world);
    let mut storm = Storm {
        service,
        client,
        jobs: Vec::new(),
        chance,
        revs: BTreeMap::new(),
        parked: Vec::new(),
        hits: BTreeMap::new(),
        resumed: 0,
    };
    let started = Instant::now();
    for round in 0..KILLS {
        storm.ask(round).and_then(|()| storm.strike(round)).with_context(|| format!("round {round}, SEED={seed}"))?;
    }
    println!("storm: {KILLS} kills in {:.0} s hit {:?}", started.elapsed().as_secs_f64(), storm.hits);
    storm.come_to_rest()?;
    let undisturbed = undisturbed.join().map_err(|_| anyhow!("the undisturbed run panicked"))??;
    let counts = storm.ensure_as(&undisturbed)?;
    println!("storm: {counts:?}, {} resumed, {:.0} s", storm.resumed, started.elapsed().as_secs_f64());
    Ok(())
}

/// Submission of the job with this number.
fn body(number: usize) -> Result<Value> {
    let (format, name) = SOURCES.get(number % SOURCES.len()).context("a source")?;
    let (lead, guest) = VOICES.get(number / SOURCES.len() % VOICES.len()).context("voices")?;
    let mut body = work::source(format, &work::fixture(name)?);
    let hosts = json!([{ "name": "Ada", "voice": lead }, { "name": "Bo", "voice": guest }]);
    body.as_object_mut().context("a body is an object")?.insert("hosts".to_owned(), hosts);
    Ok(body)
}

/// The same jobs on another state, one after the other, while the storm goes on.
fn undisturbed(world: &World) -> JoinHandle<Result<Vec<Files>>> {
    let client = world.client.clone();
    let make = move |number| work::files(&client, &work::id(&work::finish(&client, &body(number)?)?)?);
    thread::spawn(move || (0..KILLS.div_ceil(SERVICES_PER_JOB)).map(make).collect())
}

impl Storm {
    /// Requests of clients while the service is up.
    fn ask(&mut self, round: usize) -> Result<()> {
        for id in std::mem::take(&mut self.parked) {
            self.resume(&id)?;
        }
        if round.is_multiple_of(SERVICES_PER_JOB) {
            self.jobs.push(work::create(&self.client, &body(self.jobs.len())?)?);
        }
        let (every, later) = SERVICES_PER_CANCEL;
        if round % every == later
            && let Some(id) = self.jobs.last()
        {
            work::stop(&self.client, id)?;
        }
        Ok(())
    }

    fn resume(&mut self, id: &JobId) -> Result<()> {
        let answer = self.client.ask("POST", &format!("/v1/jobs/{id}/resume")).send()?;
        ensure!(answer.status == 200, "{} {}", answer.status, answer.text());
        self.resumed += 1;
        Ok(())
    }

    /// Kills everything at some moment, looks at what is left, and starts again.
    fn strike(&mut self, round: usize) -> Result<()> {
        let moment = Duration::from_millis(self.chance.within(MOMENT_MS));
        let ready_at = Instant::now();
        thread::sleep(moment.saturating_sub(ready_at.elapsed()));
        ensure!(self.service.is_running(), "the service has ended by itself: {}", self.service.config.log.display());
        self.service.kill();
        let objects = self.objects()?;
        let left = objects.iter().filter_map(|object| self.note(&object.job)).collect::<Vec<_>>();
        println!("storm: kill {:2} after {:4} ms: {}", round + 1, moment.as_millis(), left.join(", "));
        ensure!(objects.len() == self.jobs.len(), "{} objects of {} jobs", objects.len(), self.jobs.len());
        self.parked = parked(&objects);
        objects.iter().try_for_each(whole::ensure_whole)?;
        self.service.restart()
    }

    /// Counts what a kill has hit; `None` for a job that has nothing to do any more.
    fn note(&mut self, job: &Job) -> Option<String> {
        let before = self.revs.insert(job.spec().id, job.rev());
        job.next_deadline()?;
        let Progress { turns_spoken, turns_total, .. } = job.view().progress;
        let turns_total = turns_total.unwrap_or_default();
        if before == Some(job.rev()) {
            return Some(format!("{turns_spoken}/{turns_total} waits for its alarm"));
        }
        let what = under_way(job);
        *self.hits.entry(what).or_default() += 1;
        Some(format!("{turns_spoken}/{turns_total} hit at {what}"))
    }

    fn objects(&self) -> Result<Vec<Object>> {
        Object::read_all(&self.service.config.state)
    }

    fn come_to_rest(&mut self) -> Result<()> {
        work::poll("every job has ended, with its housekeeping", REST_TIMEOUT_S, || {
            let objects = self.objects()?;
            parked(&objects).iter().try_for_each(|id| self.resume(id))?;
            let is_silent = |object: &Object| object.alarm_at.is_none() && object.scheduled_at.is_none();
            let is_over = |object: &Object| match object.job.next_deadline() {
                None => is_silent(object),
                // The second look for stragglers is an hour away.
                Some(due) => due.at.since_ms(object.job.updated_at()) >= job::limits::LATE_CLEANUP_AFTER_MS,
            };
            Ok(objects.iter().all(|object| object.job.status().is_terminal() && is_over(object)).then_some(()))
        })?;
        self.objects()?.iter().try_for_each(whole::ensure_whole)
    }

    /// Every job that succeeded has the episode its source always becomes; the others have nothing.
    fn ensure_as(&self, undisturbed: &[Files]) -> Result<BTreeMap<&'static str, usize>> {
        let stored = Stored::read(&self.service.config.state)?;
        ensure!(stored.uploads.is_empty(), "uploads nobody finished: {:?}", stored.uploads);
        let other = stored.keys().into_iter().find(|key| !key.starts_with("clips/") && !key.starts_with("episodes/"));
        ensure!(other.is_none(), "left behind: {other:?}");
        let mut counts = BTreeMap::new();
        ensure!(undisturbed.len() == self.jobs.len(), "{} undisturbed jobs", undisturbed.len());
        for (id, expected) in self.jobs.iter().zip(undisturbed) {
            let view = work::read(&self.client, id)?;
            ensure!(stored.status(id) == work::status(&view), "{} in the index: {view}", stored.status(id));
            let count = stored.keys().iter().filter(|key| key.contains(id.as_str())).count();
            let status = if work::status(&view) == "succeeded" {
                ensure!(count == ARTIFACTS.len(), "{count} files of {view}");
                ensure!(work::files(&self.client, id)? == *expected, "{id} is not as in an undisturbed run");
                "succeeded"
            } else {
                ensure!(work::status(&view) == "cancelled" && count == 0, "{count} files of {view}");
                "cancelled"
            };
            *counts.entry(status).or_default() += 1;
        }
        Ok(counts)
    }
}

fn parked(objects: &[Object]) -> Vec<JobId> {
    let parked = objects.iter().filter(|object| object.job.status() == JobStatus::Parked);
    parked.map(|object| object.job.spec().id).collect()
}

/// Stage of the step that was leased when the job was hit.
fn under_way(job: &Job) -> &'static str {
    let leased = |(key, step): (StepKey, &job::Step)| match step.status {
        StepStatus::Leased { .. } => Some(key.stage().map_or("housekeeping", Stage::as_str)),
        StepStatus::Waiting { .. } | StepStatus::Done { .. } | StepStatus::Exhausted { .. } => None,
    };
    job.steps().find_map(leased).unwrap_or("between steps")
}
