//! The object's own storage: one row, updates, documents, an alarm; and which engine is deployed over it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use job::{ENGINE_VERSION, Job, Unreadable};
use pipeline::{Commit, Store, StoreError, Stored};
use protocol::{Timestamp, Update};
use serde_json::Value;

use crate::events::Event;
use crate::faults::Fault;
use crate::world::{State, World};

pub(crate) struct Object {
    pub(crate) stored: Option<Stored>,
    /// The same as code reads it that does not know its engine; made when it is first asked for.
    foreign: RefCell<Option<Option<Stored>>>,
    /// The oldest engine that may read the row, as the row says.
    min_reader: u32,
    /// The engine that runs now, and the one that took the job in.
    pub(crate) engine: u32,
    started_by: u32,
    newer_is_compatible: bool,
    pub(crate) documents: BTreeMap<String, String>,
    pub(crate) updates: Vec<Update>,
    /// Time the platform's alarm is set to.
    pub(crate) alarm: Option<Timestamp>,
    /// Rises whenever the alarm is set.
    pub(crate) generation: u64,
}

impl Object {
    pub(crate) fn new(newer_is_compatible: bool) -> Self {
        Self {
            stored: None,
            foreign: RefCell::new(None),
            min_reader: 0,
            engine: ENGINE_VERSION,
            started_by: ENGINE_VERSION,
            newer_is_compatible,
            documents: BTreeMap::new(),
            updates: Vec::new(),
            alarm: None,
            generation: 0,
        }
    }

    pub(crate) fn forget(&mut self) {
        (self.stored, self.alarm) = (None, None);
        self.foreign.take();
        self.generation += 1;
        self.documents.clear();
        self.updates.clear();
    }

    pub(crate) fn job(&self) -> Option<&Job> {
        self.stored.as_ref().map(|stored| &stored.job)
    }

    /// Any engine may be rolled back to the one before, unless it says otherwise.
    fn min_reader_of(&self, engine: u32) -> u32 {
        let is_breaking = engine > ENGINE_VERSION && !self.newer_is_compatible;
        if is_breaking { engine } else { engine.min(ENGINE_VERSION).saturating_sub(1) }
    }

    pub(crate) fn is_refused(&self) -> bool {
        self.stored.is_some() && self.min_reader > self.engine
    }

    /// The job belongs to an engine that the deployed one does not know.
    pub(crate) fn is_foreign(&self) -> bool {
        self.stored.is_some() && self.started_by > self.engine
    }

    /// The job as the deployed engine reads it. There is one engine here in truth: another's job is one of a later engine,
    /// with a step that nobody here knows.
    fn read(&self) -> Option<Stored> {
        if !self.is_foreign() {
            return self.stored.clone();
        }
        self.foreign.borrow_mut().get_or_insert_with(|| self.of_newer_engine()).clone()
    }

    fn of_newer_engine(&self) -> Option<Stored> {
        let mut stored = self.stored.clone()?;
        let mut body = serde_json::to_value(&stored.job).expect("invariant: a job is written");
        let newer = ENGINE_VERSION + 1;
        let fields = body.as_object_mut().expect("invariant: a job is an object");
        fields.insert("engine_version".to_owned(), newer.into());
        if let Some(Value::Object(steps)) = fields.get_mut("steps") {
            steps.insert("listen/00".to_owned(), Value::String("of a shape nobody here knows".to_owned()));
        }
        stored.job = Job::read(ENGINE_VERSION, &body.to_string()).expect("invariant: a newer job is shown");
        Some(stored)
    }

    /// The engine that can go on with whatever is stored.
    pub(crate) fn heal(&mut self) {
        self.engine = ENGINE_VERSION.max(self.min_reader).max(self.started_by);
    }

    /// True when the stored job reads back as it was written.
    pub(crate) fn read_back(&self) -> bool {
        let Some(job) = self.job() else { return true };
        let Ok(body) = serde_json::to_value(job) else { return false };
        let read = serde_json::from_str::<Job>(&body.to_string()).and_then(|read| serde_json::to_value(&read));
        read.is_ok_and(|read| is_same(&body, &read))
    }
}

/// Equal but for the last digit of what was measured.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, value)| other.get(key).is_some_and(|other| is_same(value, other)))
        }
        (Value::Number(one), Value::Number(other)) if one.is_f64() => {
            let apart = one.as_f64().zip(other.as_f64()).map(|(one, other)| (one - other).abs());
            apart.is_some_and(|apart| apart < 1e-9)
        }
        (one, other) => one == other,
    }
}

impl Store for World<'_> {
    fn load(&self) -> Result<Option<Stored>, StoreError> {
        self.with(|state| {
            if state.object.is_refused() {
                state.hit_now(Fault::EngineRefuses);
                return Err(Unreadable::TooNew { min_reader: state.object.min_reader }.into());
            }
            if state.hit(Fault::LoadFails) {
                state.ledger.load_failures += 1;
                state.models.paid.store_failures += 1;
                return Err(StoreError::Failed("load".to_owned()));
            }
            if state.object.is_foreign() {
                state.hit_now(Fault::EngineUnknown);
            }
            Ok(state.object.read())
        })
    }

    fn document(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.with(|state| match state.hit(Fault::DocumentFails) {
            true => Err(StoreError::Failed("document".to_owned())),
            false => Ok(state.object.documents.get(key).cloned()),
        })
    }

    fn commit(&self, commit: &Commit<'_>) -> Result<(), StoreError> {
        self.with(|state| {
            if state.hit(Fault::CommitFailsBefore) {
                state.models.paid.store_failures += 1;
                return Err(StoreError::Failed("commit".to_owned()));
            }
            if state.object.is_refused() {
                state.violate("an engine wrote a job it may not read");
            }
            if state.object.is_foreign() {
                state.violate("an engine touched a job of another");
            }
            state.check_commit(commit);
            state.persist(commit);
            match state.hit(Fault::CommitFailsAfter) {
                true => Err(StoreError::Failed("commit, after it was stored".to_owned())),
                false => Ok(()),
            }
        })
    }

    fn erase(&self) -> Result<(), StoreError> {
        self.with(|state| {
            if state.hit(Fault::CommitFailsBefore) {
                return Err(StoreError::Failed("erase".to_owned()));
            }
            if !state.may_be_erased() {
                state.violate("a job is erased that nobody has thrown away for good");
            }
            if !state.episode().is_empty() {
                state.violate("the object forgets a job of which files are left");
            }
            state.note(|| "the object forgets the job".to_owned());
            state.ledger.is_erased = true;
            state.object.forget();
            Ok(())
        })
    }

    fn arm(&self, at: Timestamp) -> Result<(), StoreError> {
        self.with(|state| {
            if state.hit(Fault::ArmFails) {
                state.ledger.arm_failures += 1;
                return Err(StoreError::Failed("arm".to_owned()));
            }
            state.set_alarm(at);
            Ok(())
        })
    }
}

impl State {
    fn persist(&mut self, commit: &Commit<'_>) {
        let object = &mut self.object;
        object.foreign.take();
        if object.stored.is_none() {
            object.started_by = object.engine;
        }
        object.min_reader = object.min_reader_of(object.engine);
        let (job, flows) = (commit.job.clone(), commit.flows.clone());
        object.stored = Some(Stored { job, armed_at: commit.armed_at, flows });
        object.updates.extend_from_slice(commit.updates);
        for document in commit.documents {
            object.documents.insert(document.key.clone(), document.body.clone());
        }
        if let Some(at) = commit.alarm {
            self.set_alarm(at);
        }
    }

    fn set_alarm(&mut self, at: Timestamp) {
        self.object.generation += 1;
        self.object.alarm = Some(at);
        let generation = self.object.generation;
        let due_ms = at.since_ms(self.now()).max(0);
        let late_ms = if self.hit(Fault::AlarmLate) { self.random.ms(1_000, 90_000) } else { 0 };
        let early = self.hit(Fault::AlarmEarly);
        let wait_ms = if early { due_ms / 2 } else { due_ms + late_ms };
        self.note(|| format!("  alarm set for {due_ms} ms from now, will ring in {wait_ms}"));
        self.after_ms(wait_ms, Event::Ring { generation });
    }
}
