//! Everything that is outside of one job, and the story of what happened to it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use job::{Gates, Jitter, Job, StepKey, StepKind, limits};
use pipeline::{Artifacts, Clock, EgressLog, Index, Ports, RequestPorts, Scripts, Sound, Store, Voices, Watchers};
use protocol::{JobStatus, Timestamp};
use writer::Provider;

use crate::Studio;
use crate::clients::Request;
use crate::events::{Event, Events};
use crate::faults::{Fault, Faults};
use crate::index::Rows;
use crate::ledger::Ledger;
use crate::models::Models;
use crate::object::Object;
use crate::random::Random;
use crate::router::Router;
use crate::watchers::Watcher;

/// 2026-11-20T00:00:00Z.
const BEGINNING_MS: i64 = 1_795_132_800_000;

const WATCHERS: usize = 2;

pub(crate) struct World<'s> {
    pub(crate) studio: &'s Studio,
    pub(crate) source: usize,
    /// Language models, in the order in which they are asked.
    pub(crate) providers: Vec<Provider>,
    state: RefCell<State>,
    egress: EgressLog,
}

pub(crate) struct State {
    pub(crate) events: Events,
    pub(crate) random: Random,
    pub(crate) faults: Faults,
    pub(crate) object: Object,
    pub(crate) bucket: BTreeMap<String, Vec<u8>>,
    pub(crate) index: Rows,
    /// Everything before the object.
    pub(crate) router: Router,
    pub(crate) watchers: Vec<Watcher>,
    pub(crate) ledger: Ledger,
    /// Passes that find nothing, to see that another one does.
    pub(crate) layers_off: Vec<StepKey>,
    /// Requests to come at this step of a turn, counted from the one before.
    pub(crate) strikes: Vec<(u64, Request)>,
    pub(crate) healed: bool,
    /// Start of the turn under way.
    pub(crate) turn_started_ms: Option<i64>,
    /// Kinds of steps that are left to runners.
    pub(crate) runner_kinds: BTreeSet<StepKind>,
    /// Gates of the job.
    pub(crate) gates: Gates,
    pub(crate) models: Models,
    /// A runner acts right now, not the object.
    pub(crate) is_runner: bool,
    pub(crate) violation: Option<String>,
    trace: Option<Vec<String>>,
    began_ms: i64,
}

impl<'s> World<'s> {
    pub(crate) fn new(
        studio: &'s Studio,
        source: usize,
        random: Random,
        faults: Faults,
        is_traced: bool,
        newer_is_compatible: bool,
    ) -> Self {
        let state = State {
            events: Events::starting_at(BEGINNING_MS),
            random,
            faults,
            object: Object::new(newer_is_compatible),
            bucket: BTreeMap::new(),
            index: Rows::default(),
            router: Router::default(),
            watchers: (0..WATCHERS).map(|_| Watcher::default()).collect(),
            ledger: Ledger::default(),
            layers_off: Vec::new(),
            strikes: Vec::new(),
            healed: false,
            turn_started_ms: None,
            runner_kinds: BTreeSet::new(),
            gates: Gates::default(),
            models: Models::default(),
            is_runner: false,
            violation: None,
            trace: is_traced.then(Vec::new),
            began_ms: BEGINNING_MS,
        };
        Self { studio, source, providers: Vec::new(), state: RefCell::new(state), egress: EgressLog::default() }
    }

    /// Never across an await, and never while a future is polled or dropped.
    pub(crate) fn with<R>(&self, look: impl FnOnce(&mut State) -> R) -> R {
        look(&mut self.state.borrow_mut())
    }

    pub(crate) fn hit(&self, fault: Fault) -> bool {
        self.with(|state| state.hit(fault))
    }

    pub(crate) fn note(&self, what: impl FnOnce() -> String) {
        self.with(|state| state.note(what));
    }

    pub(crate) fn into_state(self) -> State {
        self.state.into_inner()
    }
}

impl State {
    /// Another beginning, before anything has happened.
    pub(crate) fn begin_at(&mut self, ms: i64) {
        (self.events.now_ms, self.began_ms) = (ms, ms);
    }

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from_ms(self.events.now_ms)
    }

    pub(crate) fn hit(&mut self, fault: Fault) -> bool {
        let hit = self.faults.hit(fault, &mut self.random);
        if hit {
            self.note(|| format!("! {fault:?}"));
        }
        hit
    }

    /// Counts a fault that happened by itself.
    pub(crate) fn hit_now(&mut self, fault: Fault) {
        self.faults.count(fault);
        self.note(|| format!("! {fault:?}"));
    }

    pub(crate) fn after_ms(&mut self, ms: i64, event: Event) {
        self.events.after_ms(ms, event, &mut self.random);
    }

    pub(crate) fn note(&mut self, what: impl FnOnce() -> String) {
        let at_ms = self.events.now_ms - self.began_ms;
        if let Some(trace) = &mut self.trace {
            trace.push(format!("{:>6}.{:03} s  {}", at_ms / 1_000, at_ms % 1_000, what()));
        }
    }

    /// The first thing that must not happen ends the world.
    pub(crate) fn violate(&mut self, what: impl Into<String>) {
        let what = what.into();
        self.note(|| format!("VIOLATION: {what}"));
        self.violation.get_or_insert(what);
    }

    pub(crate) fn status(&self) -> Option<JobStatus> {
        self.object.job().map(Job::status)
    }

    pub(crate) fn lived_ms(&self) -> i64 {
        self.events.now_ms - self.began_ms
    }

    pub(crate) fn into_trace(self) -> Vec<String> {
        self.trace.unwrap_or_default()
    }
}

impl RequestPorts for World<'_> {
    fn store(&self) -> &impl Store {
        self
    }

    fn watchers(&self) -> &impl Watchers {
        self
    }

    fn clock(&self) -> &impl Clock {
        self
    }

    fn egress(&self) -> &EgressLog {
        &self.egress
    }
}

impl Ports for World<'_> {
    fn scripts(&self) -> &impl Scripts {
        self
    }

    fn voices(&self) -> &impl Voices {
        self
    }

    fn artifacts(&self) -> &impl Artifacts {
        self
    }

    fn index(&self) -> &impl Index {
        self
    }

    fn sound(&self) -> &impl Sound {
        self.studio
    }
}

impl Clock for World<'_> {
    fn now(&self) -> Timestamp {
        self.with(|state| state.now())
    }

    async fn sleep(&self, ms: i64) {
        self.pause(ms).await;
    }

    fn jitter(&self) -> Jitter {
        self.with(|state| {
            let jitter = state.random.next() as u32;
            let backoff_ms = (limits::BACKOFF_MS_BASE * i64::from(jitter)) >> 32;
            state.ledger.wait_ms_min = Some(backoff_ms + state.ledger.wish_ms.take().unwrap_or(0));
            Jitter(jitter)
        })
    }
}
