//! Runners: machines that claim steps, work on them beside the object, beat, report, fall silent and die.
//!
//! A runner believes what it was told last: it goes on until its own idea of the lease is over, or an answer says so.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Waker};

use job::{Input, Lease, Rejection, StepKind};
use pipeline::{
    Artifacts, Clock, Commit, EgressLog, Granted, Handled, Index, Ports, Report, RequestPorts, Scripts, Sound, Store,
    StoreError, Stored, Voices, Watchers,
};
use protocol::{RunnerId, Timestamp};

use crate::events::Event;
use crate::faults::Fault;
use crate::random::Random;
use crate::world::World;

const RUNNERS: usize = 2;
const BEAT_MS: i64 = 20_000;
/// Longest wait between two claims: while there is work, and while there is none.
const ASK_MS_MAX: i64 = 15_000;
const IDLE_MS_MAX: i64 = 120_000;
const TRASH_MS_MAX: i64 = 8 * 60 * 60 * 1_000;

/// Kinds of steps a world leaves to runners. By its number: other seeds are the worlds they have always been.
pub(crate) fn kinds_of_a_world(seed: u64) -> BTreeSet<StepKind> {
    if seed % 8 != 5 {
        return BTreeSet::new();
    }
    let mut random = Random::new(!seed);
    let all = [StepKind::Script, StepKind::Speech, StepKind::Master];
    let some: BTreeSet<StepKind> = all.into_iter().filter(|_| random.chance(500)).collect();
    if some.is_empty() { [StepKind::Speech].into() } else { some }
}

/// All runners of a world; none where it leaves them nothing.
pub(crate) struct Runners<'w, 's> {
    world: &'w World<'s>,
    kinds: Vec<StepKind>,
    slots: Vec<Slot<'w>>,
}

#[derive(Default)]
enum Slot<'w> {
    #[default]
    Free,
    Working(Work<'w>),
    /// Done, and not yet told with success.
    Reporting(Report),
}

struct Work<'w> {
    lease: Lease,
    attempt: Pin<Box<dyn Future<Output = Report> + 'w>>,
    believes_until: Rc<Cell<Timestamp>>,
    is_silent: bool,
}

impl<'w, 's> Runners<'w, 's> {
    pub(crate) fn new(world: &'w World<'s>) -> Self {
        let kinds: Vec<StepKind> = world.with(|state| state.runner_kinds.iter().copied().collect());
        let count = if kinds.is_empty() { 0 } else { RUNNERS };
        let slots = (0..count).map(|_| Slot::Free).collect();
        for runner in 0..count {
            world.with(|state| state.after_ms(1_000, Event::RunnerAsks { runner }));
        }
        Self { world, kinds, slots }
    }

    pub(crate) fn happen(&mut self, event: RunnerEvent) {
        match event {
            RunnerEvent::Asks(runner) => self.ask(runner),
            RunnerEvent::Beats(runner, lease) => self.beat(runner, lease),
            RunnerEvent::Reports(runner) => self.report(runner),
        }
    }

    fn ask(&mut self, runner: usize) {
        let world = self.world;
        self.ask_again(runner);
        if !matches!(self.slots.get(runner), Some(Slot::Free)) || world.hit(Fault::RequestLost) {
            return;
        }
        let id = RunnerId(format!("runner {runner}"));
        let Ok(granted) = pipeline::claim(world, id.clone(), self.kinds.clone()) else { return };
        let Some(Granted { lease, expires_at }) = granted else { return };
        world.note(|| format!("runner {runner} claims {}#{}", lease.step, lease.token.0));
        if world.hit(Fault::ClaimAnswerLost) {
            // It asks again at once, and is told the same while it holds it.
            if let Ok(Some(again)) = pipeline::claim(world, id, self.kinds.clone())
                && again.lease != lease
            {
                world.with(|state| state.violate("a claim asked again got another lease"));
            }
            if world.hit(Fault::RunnerDies) {
                return;
            }
        }
        self.start(runner, lease, expires_at);
    }

    fn ask_again(&self, runner: usize) {
        self.world.with(|state| {
            let is_running = state.status() == Some(protocol::JobStatus::Running);
            let longest = match (state.is_thrown_away(), is_running) {
                (true, _) => TRASH_MS_MAX,
                (false, true) => ASK_MS_MAX,
                (false, false) => IDLE_MS_MAX,
            };
            let ms = state.random.ms(500, longest);
            state.after_ms(ms, Event::RunnerAsks { runner });
        });
    }

    fn start(&mut self, runner: usize, lease: Lease, expires_at: Timestamp) {
        let world = self.world;
        // The job as its object has it: what a runner is told of it.
        let Some(job) = world.with(|state| state.object.job().cloned()) else { return };
        let believes_until = Rc::new(Cell::new(expires_at));
        let ports = RunnerPorts { world, believes_until: Rc::clone(&believes_until), egress: EgressLog::default() };
        let attempt = Box::pin(async move { pipeline::attempt(&ports, job, lease).await });
        let is_silent = world.hit(Fault::RunnerSilent);
        if !is_silent {
            world.with(|state| state.after_ms(BEAT_MS, Event::RunnerBeats { runner, lease }));
        }
        if let Some(slot) = self.slots.get_mut(runner) {
            *slot = Slot::Working(Work { lease, attempt, believes_until, is_silent });
        }
        self.step();
    }

    /// One step of every attempt under way.
    pub(crate) fn step(&mut self) {
        for runner in 0..self.slots.len() {
            let Some(Slot::Working(work)) = self.slots.get_mut(runner) else { continue };
            self.world.with(|state| state.is_runner = true);
            let polled = work.attempt.as_mut().poll(&mut Context::from_waker(Waker::noop()));
            self.world.with(|state| state.is_runner = false);
            let is_silent = work.is_silent;
            let next = match polled {
                std::task::Poll::Ready(report) => Slot::Reporting(report),
                std::task::Poll::Pending if !is_silent && self.world.hit(Fault::RunnerDies) => {
                    self.world.note(|| format!("runner {runner} dies"));
                    Slot::Free
                }
                std::task::Poll::Pending => continue,
            };
            if matches!(next, Slot::Reporting(_)) {
                // A silent one comes late: its lease may be another's by then.
                let ms = if is_silent { 200_000 } else { 0 };
                self.world.with(|state| state.after_ms(ms, Event::RunnerReports { runner }));
            }
            if let Some(slot) = self.slots.get_mut(runner) {
                *slot = next;
            }
        }
    }

    fn beat(&mut self, runner: usize, lease: Lease) {
        let Some(Slot::Working(work)) = self.slots.get_mut(runner) else { return };
        if work.lease != lease {
            return;
        }
        let beat = (!self.world.hit(Fault::HeartbeatLost)).then(|| heartbeat(self.world, lease));
        match beat {
            Some(Ok(Ok(until))) => work.believes_until.set(until),
            Some(Ok(Err(Rejection::EngineUnknown))) | Some(Err(_)) | None => {}
            Some(Ok(Err(_))) => {
                self.world.note(|| format!("runner {runner} is told to stop"));
                if let Some(slot) = self.slots.get_mut(runner) {
                    *slot = Slot::Free;
                }
                return;
            }
        }
        self.world.with(|state| state.after_ms(BEAT_MS, Event::RunnerBeats { runner, lease }));
    }

    fn report(&mut self, runner: usize) {
        let world = self.world;
        let Some(Slot::Reporting(report)) = self.slots.get(runner) else { return };
        let answer = if world.hit(Fault::RequestLost) { None } else { pipeline::report(world, report.clone()).ok() };
        world.note(|| format!("runner {runner} reports: {}", answer.as_ref().map_or("unheard", told)));
        let is_heard = match answer {
            None | Some(Handled::Refused(Rejection::EngineUnknown)) => false,
            Some(Handled::NoJob | Handled::Refused(_) | Handled::Done(_)) => !world.hit(Fault::AnswerLost),
        };
        if is_heard {
            if let Some(slot) = self.slots.get_mut(runner) {
                *slot = Slot::Free;
            }
        } else {
            world.with(|state| {
                let ms = state.random.ms(100, 10_000);
                state.after_ms(ms, Event::RunnerReports { runner });
            });
        }
    }
}

pub(crate) enum RunnerEvent {
    Asks(usize),
    Beats(usize, Lease),
    Reports(usize),
}

fn told(handled: &Handled) -> &'static str {
    match handled {
        Handled::NoJob => "there is no job",
        Handled::Refused(_) => "refused",
        Handled::Done(_) => "taken",
    }
}

/// The moment until which the lease is extended.
fn heartbeat(world: &World<'_>, lease: Lease) -> Result<Result<Timestamp, Rejection>, StoreError> {
    Ok(match pipeline::handle(world, Input::Heartbeat { lease })? {
        Handled::Done(job) => match job.step(lease.step).map(|step| &step.status) {
            Some(job::StepStatus::Leased { expires_at, .. }) => Ok(*expires_at),
            Some(_) | None => Err(Rejection::StaleToken),
        },
        Handled::Refused(rejection) => Err(rejection),
        Handled::NoJob => Err(Rejection::StaleToken),
    })
}

/// The ports of a runner: the bucket and the voice are the world's, the lease is what it believes.
struct RunnerPorts<'w, 's> {
    world: &'w World<'s>,
    believes_until: Rc<Cell<Timestamp>>,
    egress: EgressLog,
}

impl Store for RunnerPorts<'_, '_> {
    fn load(&self) -> Result<Option<Stored>, StoreError> {
        self.world.load()
    }

    fn is_held(&self, _: Lease) -> Result<bool, StoreError> {
        Ok(self.world.now() < self.believes_until.get())
    }

    fn document(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.world.document(key)
    }

    fn commit(&self, _: &Commit<'_>) -> Result<(), StoreError> {
        self.world.with(|state| state.violate("a runner writes the job"));
        Ok(())
    }

    fn arm(&self, _: Timestamp) -> Result<(), StoreError> {
        self.world.with(|state| state.violate("a runner sets the alarm"));
        Ok(())
    }

    fn erase(&self) -> Result<(), StoreError> {
        self.world.with(|state| state.violate("a runner erases the job"));
        Ok(())
    }
}

impl RequestPorts for RunnerPorts<'_, '_> {
    fn store(&self) -> &impl Store {
        self
    }

    fn watchers(&self) -> &impl Watchers {
        self.world
    }

    fn clock(&self) -> &impl Clock {
        self.world
    }

    fn egress(&self) -> &EgressLog {
        &self.egress
    }
}

impl Ports for RunnerPorts<'_, '_> {
    fn scripts(&self) -> &impl Scripts {
        self.world
    }

    fn voices(&self) -> &impl Voices {
        self.world
    }

    fn artifacts(&self) -> &impl Artifacts {
        self.world
    }

    fn index(&self) -> &impl Index {
        self.world
    }

    fn sound(&self) -> &impl Sound {
        self.world.studio
    }
}
