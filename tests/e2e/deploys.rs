//! Releases follow each other and are taken back, over the same state, in the middle of the work: every job is finished,
//! once, by whoever knows it, and what comes out is what would have come out anyway.

mod bill;

use std::collections::{BTreeMap, BTreeSet};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use job::{ENGINE_VERSION, ENGINE_VERSION_MIN, Status};
use libtest_mimic::Trial;
use protocol::JobId;
use serde_json::Value;
use tests::{Client, Config, Object, Plan, Provider, Release, Reply, Service, Stored};

use crate::trial::own;
use crate::whole;
use crate::work::{self, Files};
use crate::world::folder;
use bill::Bill;
use tests::chance::{self, Chance};

/// Releases, each with the number of jobs submitted before the next one replaces it.
const DEPLOYS: [(Release, usize); 6] = [
    (Release::Previous, JOBS),
    (Release::Current, JOBS),
    (Release::Next, JOBS),
    (Release::Current, 0),
    (Release::Previous, 0),
    (Release::Next, 0),
];
const JOBS: usize = 14;
/// Of these, the ones whose voices do not answer before the deploy: at least thirty are hit, whatever the moment.
const HELD: usize = 10;
/// Delay from a release's last submission until it is replaced.
const MOMENT_MS: (u64, u64) = (100, 1_500);
/// An attempt that died is taken up again within ten seconds.
const REST_TIMEOUT_S: u64 = 120;

pub(crate) fn trials() -> Vec<Trial> {
    vec![own(releases_that_come_and_go_lose_nothing_and_pay_for_nothing_twice)]
}

struct Deploys {
    service: Service,
    client: Client,
    provider: Provider,
    jobs: Vec<String>,
    chance: Chance,
    /// Every object as the last deploy has left it.
    left: BTreeMap<JobId, Object>,
    interrupted: BTreeSet<JobId>,
    bill: Bill,
}

fn releases_that_come_and_go_lose_nothing_and_pay_for_nothing_twice() -> Result<()> {
    let seed = chance::seed()?;
    println!("deploys: SEED={seed}");
    let started = Instant::now();
    let undisturbed = thread::spawn(undisturbed);
    let (service, client, provider) = service("deploys", Release::Previous)?;
    let mut deploys = Deploys {
        service,
        client,
        provider,
        jobs: Vec::new(),
        chance: Chance::new(seed),
        left: BTreeMap::new(),
        interrupted: BTreeSet::new(),
        bill: Bill::default(),
    };
    for (index, (release, jobs)) in DEPLOYS.into_iter().enumerate() {
        deploys.serve(release, index, jobs).with_context(|| format!("deploy {index}, {release:?}, SEED={seed}"))?;
    }
    deploys.come_to_rest(Release::Next)?;
    ensure!(deploys.interrupted.len() >= 30, "only {} jobs were interrupted", deploys.interrupted.len());
    let undisturbed = join(undisturbed)?;
    deploys.ensure_as(&undisturbed).with_context(|| format!("SEED={seed}"))?;
    let (lines, again) = deploys.bill.duplicates(&deploys.provider)?;
    let (jobs, hit) = (deploys.jobs.len(), deploys.interrupted.len());
    println!(
        "deploys: {jobs} jobs, {hit} of them interrupted, {again} of {lines} lines asked for again because their answer was lost, {:.0} s",
        started.elapsed().as_secs_f64()
    );
    Ok(())
}

fn service(name: &str, release: Release) -> Result<(Service, Client, Provider)> {
    let provider = Provider::start()?;
    let config = Config::fresh(&folder().join(name))?.with("VOICE_URL", &provider.url()).deployed(release);
    let service = Service::start(config)?;
    let client = service.config.client();
    Ok((service, client, provider))
}

fn body(number: usize) -> Result<Value> {
    work::own_voices(&name(number), work::note(&format!("release {number}")))
}

fn name(number: usize) -> String {
    format!("deploy-{number}")
}

/// The same jobs where nothing is replaced: each release has those it starts here, as an episode's bytes are its engine's.
fn undisturbed() -> Result<Vec<Files>> {
    let mut files = Vec::new();
    for (release, jobs) in DEPLOYS.into_iter().filter(|(_, jobs)| *jobs > 0) {
        let (_service, client, _provider) = service(&format!("undisturbed-{release:?}"), release)?;
        let numbers = files.len()..files.len() + jobs;
        let jobs = numbers.map(|number| work::create(&client, &body(number)?)).collect::<Result<Vec<_>>>()?;
        for id in &jobs {
            work::follow(&client, id)?;
            files.push(work::files(&client, id)?);
        }
    }
    Ok(files)
}

fn join<T>(thread: JoinHandle<Result<T>>) -> Result<T> {
    thread.join().map_err(|_| anyhow!("a thread panicked"))?
}

fn engine(release: Release) -> u32 {
    match release {
        Release::Previous => ENGINE_VERSION - 1,
        Release::Current => ENGINE_VERSION,
        Release::Next => ENGINE_VERSION + 1,
    }
}

/// Not even its state may be read.
fn is_unreadable(object: &Object, release: Release) -> bool {
    object.min_reader > engine(release)
}

fn is_foreign(object: &Object, release: Release) -> bool {
    let known = ENGINE_VERSION_MIN..=engine(release);
    is_unreadable(object, release) || !known.contains(&object.job.engine_version())
}

fn is_running(object: &Object) -> bool {
    matches!(object.job.state(), Status::Running { .. })
}

/// All that is stored but the alarm, which only says when somebody looks again.
fn stored(object: &Object) -> Object {
    Object { alarm_at: None, scheduled_at: None, ..object.clone() }
}

impl Deploys {
    /// One release's time: its jobs, what it makes of those it does not know, and its end at some moment.
    fn serve(&mut self, release: Release, index: usize, jobs: usize) -> Result<()> {
        if index > 0 {
            self.replace(release)?;
        }
        for at in 0..jobs {
            let number = self.jobs.len();
            let plan = if at < HELD { Plan::once_each([Reply::Hang]) } else { Plan::default() };
            work::voices(&name(number)).iter().for_each(|voice| self.provider.plan(voice, plan.clone()));
            self.jobs.push(work::create(&self.client, &body(number)?)?);
        }
        let is_taken_back = jobs == 0 && release != Release::Next;
        if is_taken_back {
            self.come_to_rest(release)?;
            self.ensure_refused(release)?;
        }
        thread::sleep(Duration::from_millis(self.chance.within(MOMENT_MS)));
        Ok(())
    }

    /// Ends what runs, looks at what it has left, and starts the next one over that.
    fn replace(&mut self, next: Release) -> Result<()> {
        let ended = self.service.config.deployed.objects;
        ensure!(self.service.is_running(), "the service has ended by itself: {}", self.service.config.log.display());
        self.service.kill();
        let objects = self.objects()?;
        ensure!(objects.len() == self.jobs.len(), "{} objects of {} jobs", objects.len(), self.jobs.len());
        for (id, object) in &objects {
            if is_foreign(object, ended) {
                ensure!(self.left.get(id).map(stored) == Some(stored(object)), "{ended:?} has touched {id}");
            } else {
                whole::ensure_whole(object)?;
            }
        }
        let running = objects.values().filter(|object| is_running(object));
        self.interrupted.extend(running.map(|object| object.job.spec().id));
        let lost = self.bill.note_losses(&self.provider, &objects)?;
        let count =
            |is: fn(&Object, Release) -> bool| objects.values().filter(|o| is_running(o) && is(o, next)).count();
        let (running, foreign) = (count(|_, _| true), count(is_foreign));
        println!(
            "deploys: {ended:?} → {next:?} with {running} jobs running, {foreign} of them foreign to it, {lost} answers lost"
        );
        self.left = objects;
        self.service.deploy(next)
    }

    fn objects(&self) -> Result<BTreeMap<JobId, Object>> {
        let objects = Object::read_all(&self.service.config.state)?;
        Ok(objects.into_iter().map(|object| (object.job.spec().id, object)).collect())
    }

    /// Until this release has finished what it knows; clients that ask are what sets lost alarms again.
    fn come_to_rest(&self, release: Release) -> Result<()> {
        work::poll("every job this release knows has succeeded", REST_TIMEOUT_S, || {
            let objects = self.objects()?;
            let known = objects.values().filter(|object| !is_foreign(object, release));
            for object in known.filter(|object| *object.job.state() != Status::Succeeded) {
                let view = work::read(&self.client, &object.job.spec().id.to_string())?;
                if work::status(&view) != "succeeded" {
                    ensure!(work::status(&view) == "running", "{view}");
                    return Ok(None);
                }
            }
            Ok(Some(()))
        })
    }

    /// Checks that a release shows jobs of an engine it does not know as parked, or not at all, and refuses to change them.
    fn ensure_refused(&self, release: Release) -> Result<()> {
        let objects = self.objects()?;
        let foreign: Vec<_> = objects.values().filter(|o| is_running(o) && is_foreign(o, release)).collect();
        ensure!(!foreign.is_empty(), "nothing was started by what {release:?} does not know");
        let is_unknown = foreign.iter().any(|object| !object.unknown_steps().is_empty());
        ensure!(release == Release::Previous || is_unknown, "no job has a step that {release:?} does not know");
        for object in foreign {
            let address = format!("/v1/jobs/{}", object.job.spec().id);
            let read = self.client.get(&address)?;
            let code = if is_unreadable(object, release) {
                refused(&read)?
            } else {
                let view = read.json()?;
                ensure!(read.status == 200 && work::status(&view) == "parked", "{view}");
                view.pointer("/problem/code").cloned().unwrap_or_default()
            };
            ensure!(code == "engine_unknown", "{code}");
            let cancel = self.client.ask("POST", &format!("{address}/cancel")).send()?;
            ensure!(refused(&cancel)? == "engine_unknown", "{}", cancel.text());
        }
        Ok(())
    }

    /// Every job has the episode it would have had, and told of it once.
    fn ensure_as(&self, undisturbed: &[Files]) -> Result<()> {
        ensure!(undisturbed.len() == self.jobs.len(), "{} undisturbed jobs", undisturbed.len());
        for (id, expected) in self.jobs.iter().zip(undisturbed) {
            ensure!(work::files(&self.client, id)? == *expected, "{id} is not as in an undisturbed run");
        }
        work::poll("the index knows of every success", REST_TIMEOUT_S, || {
            let stored = Stored::read(&self.service.config.state)?;
            Ok(self.jobs.iter().all(|id| stored.status(id) == "succeeded").then_some(()))
        })?;
        self.objects()?.values().try_for_each(whole::ensure_whole)
    }
}

/// The code of a refusal that says when to come back.
fn refused(answer: &tests::Answer) -> Result<Value> {
    ensure!(answer.status == 503, "{} {}", answer.status, answer.text());
    let seconds: u32 = answer.header("Retry-After").parse().context("Retry-After")?;
    ensure!(seconds > 0, "{seconds}");
    Ok(answer.json()?.get("code").cloned().unwrap_or_default())
}
