//! One job: everything its object remembers, and when it next wants to be woken.

use std::collections::{BTreeMap, BTreeSet};

use protocol::{
    Change, Host, JobId, Problem, Redaction, Redactions, SourceFormat, Stage, Subject, Tenant, Timestamp, Update,
    WireVersion,
};
use serde::{Deserialize, Serialize};

use crate::{Caught, Digest, Effect, Mastered, Step, StepKey, StepStatus, Token, limits};

/// The generation of this state machine; a job keeps the one it started with.
pub const ENGINE_VERSION: u32 = neighbour(2);

/// The number of the release that is built: this one's, or that of the one before or after it.
pub const fn neighbour(own: u32) -> u32 {
    match (cfg!(feature = "previous"), cfg!(feature = "next")) {
        (false, false) => own,
        (true, false) => own.saturating_sub(1),
        (false, true) => own.saturating_add(1),
        (true, true) => panic!("a build is one release"),
    }
}

/// The oldest generation whose jobs this one still takes to their end.
pub const ENGINE_VERSION_MIN: u32 = 1;

/// What was asked for; never changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spec {
    pub id: JobId,
    pub tenant: Tenant,
    pub wire_version: WireVersion,
    pub source: Digest,
    pub format: SourceFormat,
    pub title: Option<String>,
    pub hosts: [Host; 2],
    #[serde(default, skip_serializing_if = "Redaction::is_on")]
    pub redaction: Redaction,
    /// Who asked; absent where nobody was named and the service had no key to make a pseudonym with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Running { deadline: Timestamp },
    Parked { problem: Problem },
    Succeeded,
    Cancelled,
    Failed { problem: Problem },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    pub spec: Spec,
    pub engine_version: u32,
    pub status: Status,
    pub created_at: Timestamp,
    /// When watchers last saw something change.
    pub updated_at: Timestamp,
    /// Rises with every change: the larger one wins wherever copies of the job meet.
    pub rev: u64,
    /// The number of the newest update.
    pub seq: u64,
    pub stage: Stage,
    pub(crate) last_token: Token,
    pub steps: BTreeMap<StepKey, Step>,
    pub revision: u32,
    /// As asked for, or as revised.
    pub hosts: [Host; 2],
    /// Lines that somebody changed: turn and text.
    pub(crate) edits: BTreeMap<u16, Digest>,
    pub(crate) skipped: BTreeSet<u16>,
    /// The finished episode; stays until its successor is whole.
    pub published: Option<Published>,
    /// Episodes that have a successor, to be deleted.
    pub superseded: Vec<Digest>,
    #[serde(default, skip_serializing_if = "Caught::is_nothing")]
    pub caught: Caught,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trashed_at: Option<Timestamp>,
    /// What was taken out of the source, and of lines that somebody changed.
    #[serde(default, skip_serializing_if = "Redactions::is_empty")]
    pub redactions: Redactions,
}

/// A finished episode: what it was made from names its files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Published {
    pub master: Digest,
    pub mastered: Mastered,
    pub chapters: u16,
    /// Which revision it is; absent where the code that finished it did not note that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<u32>,
}

/// The moment a job next has something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deadline {
    pub at: Timestamp,
    pub wakeup: Wakeup,
}

/// Why it is then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wakeup {
    StepReady,
    LeaseExpires,
    JobDeadline,
}

impl Job {
    /// A new job, ready for its first wake-up.
    pub fn create(spec: Spec, redactions: Redactions, now: Timestamp) -> (Self, Vec<Effect>) {
        let hosts = spec.hosts.clone();
        let mut job = Self {
            spec,
            engine_version: ENGINE_VERSION,
            status: Status::Running { deadline: now.plus_ms(limits::JOB_DEADLINE_MS) },
            created_at: now,
            updated_at: now,
            rev: 1,
            seq: 0,
            stage: Stage::Ingest,
            last_token: Token(0),
            steps: BTreeMap::new(),
            revision: 1,
            hosts,
            edits: BTreeMap::new(),
            skipped: BTreeSet::new(),
            published: None,
            superseded: Vec::new(),
            caught: Caught::default(),
            trashed_at: None,
            redactions,
        };
        let created = job.tell(Change::Created, now);
        job.plan(now);
        (job, vec![created])
    }

    /// When the job wants to be woken; waking it earlier, later or twice is harmless.
    pub fn next_deadline(&self) -> Option<Deadline> {
        if !self.is_known() {
            return None;
        }
        let full = self.leased_count() >= limits::LEASES_MAX;
        let spoken_now = self.spoken_now();
        let steps = self.steps.iter().filter_map(|(key, step)| match &step.status {
            // Whoever holds it, in a job that stands still, is waited for or taken back.
            StepStatus::Leased { expires_at, .. } => Some(Deadline { at: *expires_at, wakeup: Wakeup::LeaseExpires }),
            _ if !self.may_work_on(*key) => None,
            // A free place comes with the end of a lease, which is a wake-up of its own.
            StepStatus::Waiting { .. } if full && key.stage().is_some() => None,
            StepStatus::Waiting { .. } if spoken_now.contains(&step.input) => None,
            StepStatus::Waiting { not_before } => Some(Deadline { at: *not_before, wakeup: Wakeup::StepReady }),
            StepStatus::Done { .. } | StepStatus::Exhausted { .. } => None,
        });
        steps.chain(self.own_deadline()).min()
    }

    /// How many attempts are, or were, under way.
    pub fn attempts(&self) -> usize {
        self.steps.values().filter(|step| matches!(step.status, StepStatus::Leased { .. })).count()
    }

    /// Whether this code knows the engine the job was started by; if not, the job is left as it is until code comes that does.
    pub fn is_known(&self) -> bool {
        (ENGINE_VERSION_MIN..=ENGINE_VERSION).contains(&self.engine_version)
    }

    fn own_deadline(&self) -> Option<Deadline> {
        match self.status {
            Status::Running { deadline } => Some(Deadline { at: deadline, wakeup: Wakeup::JobDeadline }),
            Status::Parked { .. } | Status::Succeeded | Status::Cancelled | Status::Failed { .. } => None,
        }
    }

    /// Work stops with the job; housekeeping does not, and erasing is the last of it.
    pub(crate) fn may_work_on(&self, key: StepKey) -> bool {
        match key.stage() {
            Some(_) => self.is_running(),
            None => key != StepKey::Erase || self.may_be_erased(),
        }
    }

    pub(crate) fn is_running(&self) -> bool {
        matches!(self.status, Status::Running { .. })
    }

    pub(crate) fn leased_count(&self) -> usize {
        let leased =
            |(key, step): &(&StepKey, &Step)| key.stage().is_some() && matches!(step.status, StepStatus::Leased { .. });
        self.steps.iter().filter(leased).count()
    }

    /// What is being spoken: the same words in the same voice are not asked for twice at once, they would be paid for twice.
    pub(crate) fn spoken_now(&self) -> Vec<Digest> {
        let spoken = |(key, step): (&StepKey, &Step)| {
            let is_spoken = key.stage() == Some(Stage::Speech) && matches!(step.status, StepStatus::Leased { .. });
            is_spoken.then(|| step.input.clone())
        };
        self.steps.iter().filter_map(spoken).collect()
    }

    /// Numbers a change and orders it written down.
    pub(crate) fn tell(&mut self, change: Change, now: Timestamp) -> Effect {
        self.seq = self.seq.saturating_add(1);
        Effect::Tell(Update { seq: self.seq, at: now, change })
    }
}
