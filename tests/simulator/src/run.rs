//! One world from its seed to its rest, and many of them.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use job::{ARTIFACTS, DeletedFiles, StepKey, StepKind, limits};
use pipeline::StoreError;
use protocol::{JobStatus, Redactions, Revise, Stage};
use writer::Price;

use crate::clients::Request;
use crate::events::Event;
use crate::faults::{Fault, Faults};
use crate::gates::{gates_of_a_world, way_on};
use crate::models;
use crate::platform::Platform;
use crate::random::Random;
use crate::runners::kinds_of_a_world;
use crate::shape::{Edit, Shape, other_voices};
use crate::studio::{Episode, Studio};
use crate::world::World;
use crate::written::Dictation;

/// After everything is well again: an hour covers the longest wait a voice may ask for and every attempt after it, another
/// one the wait for the late cleanup, half of one that of runners which may still write.
const REST_MS_MAX: i64 = 160 * 60 * 1_000;

/// Requests to skip a line, one every ten milliseconds.
const SKIPS: i64 = 500;

/// Outcome of one world.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub seed: u64,
    pub violation: Option<String>,
    pub status: Option<JobStatus>,
    pub counts: BTreeMap<Fault, u64>,
    pub charges: u64,
    pub models: Counts,
    pub lived_ms: i64,
    /// Files that had to be deleted, and when they were found.
    pub caught: DeletedFiles,
    /// Files that have arrived behind a job that was erased: the sweep's.
    pub swept: u64,
    /// The story, if it was asked for.
    pub trace: Vec<String>,
}

/// Language models of a world, or of many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub worlds: u64,
    /// Calls that were paid, and those of them whose answers were lost.
    pub charges: u64,
    pub lost: u64,
    /// Sections of finished scripts, by their writers.
    pub by_models: u64,
    pub embedded: u64,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.worlds += other.worlds;
        self.charges += other.charges;
        self.lost += other.lost;
        self.by_models += other.by_models;
        self.embedded += other.embedded;
    }
}

/// Outcome of many worlds.
#[derive(Debug, Default)]
pub struct Report {
    pub worlds: u64,
    pub violations: Vec<Outcome>,
    pub counts: BTreeMap<Fault, u64>,
    pub statuses: BTreeMap<JobStatus, u64>,
    pub charges: u64,
    pub models: Counts,
    pub lived_ms: i64,
    pub caught: DeletedFiles,
    pub swept: u64,
}

impl Report {
    /// Faults that never happened: a run that says nothing about them.
    pub fn never(&self) -> Vec<Fault> {
        Fault::ALL.into_iter().filter(|fault| !self.counts.contains_key(fault)).collect()
    }

    fn add(&mut self, outcome: Outcome) {
        self.worlds += 1;
        self.charges += outcome.charges;
        self.models.add(outcome.models);
        self.lived_ms += outcome.lived_ms;
        self.catch(outcome.caught);
        self.swept += outcome.swept;
        for (fault, count) in &outcome.counts {
            *self.counts.entry(*fault).or_default() += count;
        }
        if let Some(status) = outcome.status {
            *self.statuses.entry(status).or_default() += 1;
        }
        if outcome.violation.is_some() {
            self.violations.push(outcome);
        }
    }

    fn catch(&mut self, caught: DeletedFiles) {
        self.caught.cleanup += caught.cleanup;
        self.caught.late_cleanup += caught.late_cleanup;
    }

    fn merge(mut self, other: Self) -> Self {
        self.worlds += other.worlds;
        self.charges += other.charges;
        self.models.add(other.models);
        self.lived_ms += other.lived_ms;
        self.catch(other.caught);
        self.swept += other.swept;
        for (fault, count) in other.counts {
            *self.counts.entry(fault).or_default() += count;
        }
        for (status, count) in other.statuses {
            *self.statuses.entry(status).or_default() += count;
        }
        self.violations.extend(other.violations);
        self
    }
}

/// The seeds that have failed before.
pub fn known_seeds() -> Vec<u64> {
    let lines = include_str!("../seeds.txt").lines();
    let seeds = lines.filter_map(|line| line.split('#').next().map(str::trim)).filter(|line| !line.is_empty());
    seeds.map(|seed| seed.parse().expect("invariant: a line of seeds.txt is a number")).collect()
}

/// Runs many worlds on so many threads.
pub fn run_all(seeds: &[u64], threads: usize) -> Report {
    run_all_without(&[], seeds, threads)
}

/// Runs many worlds in which these passes find nothing.
pub fn run_all_without(layers: &[StepKey], seeds: &[u64], threads: usize) -> Report {
    let share = |first: usize| {
        move || {
            let studio = Studio::default();
            let mut report = Report::default();
            for seed in seeds.iter().skip(first).step_by(threads) {
                report.add(run_without(layers, *seed, &studio, false));
            }
            report
        }
    };
    thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|first| scope.spawn(share(first))).collect();
        let reports = running.into_iter().map(|thread| thread.join().expect("invariant: a world does not panic"));
        reports.fold(Report::default(), Report::merge)
    })
}

/// The first world, of so many, in which something happens that must not; the same one on any number of threads.
pub fn run_until_violation(first: u64, count: u64, threads: usize) -> Option<Outcome> {
    let end = AtomicU64::new(count);
    let share = |thread: usize| {
        let end = &end;
        move || {
            let studio = Studio::default();
            let offsets = (thread as u64..).step_by(threads).take_while(|offset| *offset < end.load(Ordering::Relaxed));
            let found = offsets
                .map(|offset| (offset, run(first.wrapping_add(offset), &studio, false)))
                .find(|(_, outcome)| outcome.violation.is_some())?;
            end.fetch_min(found.0, Ordering::Relaxed);
            Some(found)
        }
    };
    thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|thread| scope.spawn(share(thread))).collect();
        let found = running.into_iter().filter_map(|thread| thread.join().expect("invariant: a world does not panic"));
        found.min_by_key(|(offset, _)| *offset).map(|(_, outcome)| outcome)
    })
}

thread_local! {
    static SEED: Cell<Option<u64>> = const { Cell::new(None) };
}

/// The world this thread is in, for whoever has to say where it panicked.
pub fn current_seed() -> Option<u64> {
    SEED.get()
}

/// Runs one world.
pub fn run(seed: u64, studio: &Studio, is_traced: bool) -> Outcome {
    run_without(&[], seed, studio, is_traced)
}

/// Runs one world in which these passes find nothing.
fn run_without(layers: &[StepKey], seed: u64, studio: &Studio, is_traced: bool) -> Outcome {
    SEED.set(Some(seed));
    let mut random = Random::new(seed);
    let faults = Faults::of_a_world(seed, &mut random);
    let source = random.below(Studio::source_count()) as usize;
    let newer_is_compatible = random.chance(500);
    let mut world = World::new(studio, source, random, faults, is_traced, newer_is_compatible);
    world.providers = models::providers_of_a_world(seed);
    world.with(|state| {
        state.runner_kinds = kinds_of_a_world(seed);
        state.gates = gates_of_a_world(seed);
        state.layers_off = layers.to_vec();
        state.prepare_models(seed);
    });
    prepare(&world);
    world.with(|state| state.prepare_intake(seed));
    let mut platform = Platform::new(&world);
    platform.run_to_rest(REST_MS_MAX);
    check(&world);
    // Once for whatever stopped it, and once for each of its gates.
    for _ in 0..=Stage::Publish as usize {
        let parked = world.with(|state| state.object.job().filter(|job| job.status() == JobStatus::Parked).map(way_on));
        let Some(request) = parked.filter(|_| world.with(|state| state.violation.is_none())) else { break };
        world.with(|state| state.after_ms(0, Event::Request(request)));
        platform.run_to_rest(REST_MS_MAX);
        check(&world);
    }
    world.with(|state| {
        if state.violation.is_none() && state.status() == Some(JobStatus::Parked) {
            state.violate("a job resumed when all is well does not succeed");
        }
    });
    drop(platform);
    outcome(seed, world)
}

fn check(world: &World<'_>) {
    let Some(shape) = world.with(|state| state.violation.is_none().then(|| state.shape())) else { return };
    let has_succeeded = world.with(|state| state.status() == Some(JobStatus::Succeeded));
    let has_models = world.with(|state| state.models.is_on);
    if has_models {
        check_paid(world);
    }
    let episode = || match has_models {
        true => {
            let dictation = world.with(|state| state.dictation())?;
            world.with(|state| state.models.is_of_several = dictation.is_of_several);
            if dictation.is_of_several { Ok(None) } else { world.studio.dictated(world.source, &dictation).map(Some) }
        }
        false => world.studio.episode(world.source, shape).map(Some),
    };
    match has_succeeded.then(episode).transpose() {
        Ok(undisturbed) => world.with(|state| state.check_at_rest(undisturbed.flatten().as_deref())),
        Err(violation) => world.with(|state| state.violate(format!("undisturbed: {violation}"))),
    }
}

/// The job's ledger, as its owner would read it.
fn check_paid(world: &World<'_>) {
    let Some(job) = world.with(|state| state.object.job().cloned()) else { return };
    match pipeline::ledger(world, &job) {
        Ok(ledger) => world.with(|state| {
            state.check_ledger(&job, &ledger);
            state.check_months(&job);
        }),
        Err(failure) => world.with(|state| state.violate(format!("the ledger: {}", failure.detail))),
    }
}

/// Schedules everything that is decided beforehand.
fn prepare(world: &World<'_>) {
    world.with(|state| {
        state.after_ms(0, Event::Request(Request::Submit));
        state.after_ms(1_000, Event::Request(Request::Read));
        for index in 0..state.watchers.len() {
            let ms = state.random.ms(0, 30_000);
            state.after_ms(ms, Event::Reconnect(index));
        }
        for (fault, request) in [
            (Fault::SubmitRaces, Request::Submit),
            (Fault::CancelRaces, Request::Cancel),
            (Fault::ResumeRaces, Request::Resume),
            (Fault::ReviseRaces, Request::Revise(Edit::random(state.random.next()))),
            (Fault::ReviseRaces, Request::Revise(Edit::random(state.random.next()))),
            (Fault::SkipRaces, Request::Skip),
            (Fault::RetryRaces, Request::Retry(state.random.below(8) as u16)),
            (Fault::TrashRaces, Request::Trash),
            (Fault::RestoreRaces, Request::Restore),
            (Fault::PurgeRaces, Request::Purge),
        ] {
            if !state.faults.is_due(fault, &mut state.random) {
                continue;
            }
            if state.random.chance(700) {
                let steps = state.random.below(120);
                state.strikes.push((steps, request));
            } else {
                let ms = state.random.ms(0, 300_000);
                state.after_ms(ms, Event::Request(request));
            }
        }
        for fault in [Fault::DeployOlder, Fault::DeployNewer] {
            if state.faults.is_due(fault, &mut state.random) {
                for _ in 0..3 {
                    let ms = state.random.ms(0, 120_000);
                    state.after_ms(ms, Event::Deploy);
                }
            }
        }
        if state.faults.is_due(Fault::Outage, &mut state.random) {
            let (at_ms, ms) = (state.random.ms(0, 60_000), state.random.ms(1_800_000, 4 * 3_600_000));
            state.after_ms(at_ms, Event::Outage { ms });
        }
        if state.faults.is_due(Fault::Stall, &mut state.random) {
            let (at_ms, turn_ms) = (state.random.ms(0, 30_000), state.random.ms(1, 120_000));
            state.after_ms(at_ms, Event::Stall { turn_ms: limits::TURN_MS_MAX + turn_ms });
        }
        let ms = state.random.ms(60_000, 1_200_000);
        state.after_ms(ms, Event::Heal);
    });
}

/// The episode of a source, changed like this, when nothing goes wrong.
///
/// # Errors
/// What went wrong all the same.
pub(crate) fn undisturbed(studio: &Studio, source: usize, shape: Shape) -> Result<Episode, String> {
    let world = World::new(studio, source, Random::new(0), Faults::none(), false, true);
    let mut platform = Platform::new(&world);
    world.with(|state| {
        state.after_ms(0, Event::Heal);
        state.after_ms(1, Event::Request(Request::Submit));
        if shape.has_skipped() {
            // The first step of the first turn ends where the first lines are about to be spoken.
            state.after_ms(2, Event::Request(Request::Skip));
        }
    });
    platform.run_to_rest(REST_MS_MAX);
    for request in shape.requests() {
        world.with(|state| state.after_ms(0, Event::Request(request)));
        platform.run_to_rest(REST_MS_MAX);
    }
    drop(platform);
    let state = world.into_state();
    let job = state.object.job().ok_or("there is no job")?;
    let lines = job.steps().filter(|(key, _)| key.kind == StepKind::Speech).count();
    let episode = state.episode();
    match &state.violation {
        Some(violation) => Err(violation.clone()),
        None if job.status() != JobStatus::Succeeded => Err(format!("{:?}", job.view().problem)),
        None if state.shape() != shape => Err("the script is not what was asked for".to_owned()),
        None if shape.is_plain() && lines != state.ledger.accounts.len() => Err("a line is not said once".to_owned()),
        None if episode.len() != ARTIFACTS.len() => Err(format!("{} files", episode.len())),
        None => Ok(episode),
    }
}

/// The episode of a source with a script that models may have written, when nothing goes wrong. The model refuses to plan:
/// an outline that is not the embedded writer's is set, and then written.
///
/// # Errors
/// What went wrong all the same.
pub(crate) fn dictated(studio: &Studio, source: usize, dictation: &Dictation) -> Result<Episode, String> {
    let mut world = World::new(studio, source, Random::new(0), Faults::none(), false, true);
    world.providers = vec![models::provider("dictated", Price::FREE)];
    world.with(|state| {
        state.models.style = dictation.style.clone();
        state.models.dictation = Some(dictation.clone());
        state.after_ms(0, Event::Heal);
        state.after_ms(1, Event::Request(Request::Submit));
    });
    let mut platform = Platform::new(&world);
    // A line can be skipped from the moment that it is to be spoken until it is.
    let skip =
        || (0..SKIPS).for_each(|number| world.with(|state| state.after_ms(10 * number, Event::Request(Request::Skip))));
    if dictation.is_skipped && dictation.outline.is_none() {
        skip();
    }
    platform.run_to_rest(REST_MS_MAX);
    let failed = |error: StoreError| error.to_string();
    if let Some(outline) = &dictation.outline {
        pipeline::change_outline(&world, &[], outline.clone(), Redactions::new()).map_err(failed)?;
        if dictation.is_skipped {
            skip();
        }
        platform.run_to_rest(REST_MS_MAX);
    }
    let hosts = dictation.has_other_voices.then(other_voices);
    let revision = Revise { hosts, lines: dictation.edits.clone() };
    if revision.hosts.is_some() || !revision.lines.is_empty() {
        pipeline::revise(&world, revision, Redactions::new()).map_err(failed)?;
        platform.run_to_rest(REST_MS_MAX);
    }
    drop(platform);
    let state = world.into_state();
    let episode = state.episode();
    match &state.violation {
        Some(violation) => Err(violation.clone()),
        None if state.status() != Some(JobStatus::Succeeded) => Err(format!("{:?}", state.status())),
        None if state.texts() != dictation.texts => Err("the script is not what was asked for".to_owned()),
        None if episode.len() != ARTIFACTS.len() => Err(format!("{} files", episode.len())),
        None => Ok(episode),
    }
}

fn outcome(seed: u64, world: World<'_>) -> Outcome {
    let state = world.into_state();
    Outcome {
        seed,
        violation: state.violation.clone(),
        status: state.status(),
        counts: state.faults.counts.clone(),
        charges: state.ledger.charges,
        models: state.counts(),
        swept: state.ledger.swept,
        lived_ms: state.lived_ms(),
        caught: state.object.job().map(|job| job.deleted_files()).unwrap_or_default(),
        trace: state.into_trace(),
    }
}
