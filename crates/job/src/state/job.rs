//! The job: everything its object remembers, and its next deadline.

use std::collections::{BTreeMap, BTreeSet};

use protocol::{
    Change, CoverColors, FeedId, Host, JobId, Language, Money, Month, Problem, Redaction, Redactions, SourceFormat,
    Stage, Style, Subject, Tenant, Timestamp, Update, WireVersion,
};
use serde::{Deserialize, Serialize};

use super::{Gate, Gates, OpenCall};
use crate::digest::Digest;
use crate::limits;
use crate::messages::Effect;
use crate::step::{CallId, Mastered, Step, StepKey, StepKind, StepStatus, Token};

/// Version of this state machine; a job keeps the one it started with.
pub const ENGINE_VERSION: u32 = release_offset(6);

/// The number of the release that is built: this one's, or that of the one before or after it.
pub const fn release_offset(own: u32) -> u32 {
    match (cfg!(feature = "previous"), cfg!(feature = "next")) {
        (false, false) => own,
        (true, false) => own.saturating_sub(1),
        (false, true) => own.saturating_add(1),
        (true, true) => panic!("a build is one release"),
    }
}

/// The oldest version whose jobs this one still finishes.
pub const ENGINE_VERSION_MIN: u32 = 1;

/// The request a job was created from; never changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spec {
    pub id: JobId,
    pub tenant: Tenant,
    pub wire_version: WireVersion,
    pub source: Digest,
    pub format: SourceFormat,
    pub title: Option<String>,
    pub hosts: [Host; 2],
    /// Language of its source; an engine before 6 knows English alone.
    #[serde(default, skip_serializing_if = "Language::is_english")]
    pub language: Language,
    /// True if its clips and its episode are in the wide form, of 48 kHz, and not in the narrow one, of 24 kHz; an engine before 6
    /// knows the narrow one alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_wide: bool,
    #[serde(default, skip_serializing_if = "Redaction::is_on")]
    pub redaction: Redaction,
    /// Pseudonym of who asked; absent where nobody was named and the service had no key to make one with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    /// The named feed that its episode is sent to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feed: Option<FeedId>,
    /// Address of the page it was made from, without its query, where the tenant wants that shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Colours of its cover; chosen from the title where the tenant has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colors: Option<CoverColors>,
    /// True if feeds list the open points of its source.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lists_open_points: bool,
    /// Digest of the dictionary that its lines are said by; absent where its tenant has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pronunciations: Option<Digest>,
    /// The style asked for; an engine before 5 knows none.
    #[serde(default, skip_serializing_if = "Style::is_default")]
    pub style: Style,
    /// Kinds of steps that are left to runners outside; the object does all others itself.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub runners: BTreeSet<StepKind>,
    #[serde(default, skip_serializing_if = "Gates::is_none")]
    pub gates: Gates,
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

/// The state of a job. Changed by [`Job::handle`] alone: every field is read through a method.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    pub(crate) spec: Spec,
    pub(crate) engine_version: u32,
    pub(crate) status: Status,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) rev: u64,
    pub(crate) seq: u64,
    pub(crate) stage: Stage,
    pub(crate) last_token: Token,
    pub(crate) steps: BTreeMap<StepKey, Step>,
    pub(crate) revision: u32,
    pub(crate) hosts: [Host; 2],
    /// Lines that somebody changed: turn and text.
    pub(crate) edits: BTreeMap<u16, Digest>,
    pub(crate) skipped: BTreeSet<u16>,
    pub(crate) published: Option<Published>,
    pub(crate) superseded: Vec<Digest>,
    #[serde(default, rename = "caught", skip_serializing_if = "DeletedFiles::is_nothing")]
    pub(crate) deleted_files: DeletedFiles,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) trashed_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Redactions::is_empty")]
    pub(crate) redactions: Redactions,
    /// Estimates that were approved, by stage.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) approved: BTreeMap<Stage, Digest>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) budget: Option<Money>,
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub(crate) spent: Money,
    /// The part of `spent` for calls whose answers were lost.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub(crate) uncertain: Money,
    /// `spent` by the month in which it was.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) months: BTreeMap<Month, Money>,
    /// Paid calls begun, and those that have not ended.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) calls: u32,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) open_calls: BTreeMap<CallId, OpenCall>,
    /// The moment at which a job that waits for approval is cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) approval_until: Option<Timestamp>,
    /// The last moment at which a runner that once held a lease may still write.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) runner_writes_until: Option<Timestamp>,
}

/// A finished episode; the digest of its input names its files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Published {
    pub master: Digest,
    pub mastered: Mastered,
    pub chapters: u16,
    /// Its revision; absent where the code that finished it did not note that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<u32>,
}

/// Files deleted over the job's life, by the pass that found them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletedFiles {
    pub cleanup: u32,
    #[serde(rename = "stragglers")]
    pub late_cleanup: u32,
}

impl DeletedFiles {
    pub(crate) fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// The next moment a job has something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deadline {
    pub at: Timestamp,
    pub wakeup: Wakeup,
}

/// The reason for waking up then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wakeup {
    StepReady,
    LeaseExpires,
    JobDeadline,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Job {
    /// A new job, ready for its first wake-up.
    pub fn create(spec: Spec, redactions: Redactions, now: Timestamp) -> (Self, Vec<Effect>) {
        let hosts = spec.hosts.clone();
        let mut job = Self {
            budget: spec.gates.budget,
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
            deleted_files: DeletedFiles::default(),
            trashed_at: None,
            redactions,
            approved: BTreeMap::new(),
            spent: Money::ZERO,
            uncertain: Money::ZERO,
            months: BTreeMap::new(),
            calls: 0,
            open_calls: BTreeMap::new(),
            approval_until: None,
            runner_writes_until: None,
        };
        let created = job.tell(Change::Created, now);
        job.plan(now);
        (job, vec![created])
    }

    /// The moment at which the job wants to be woken; waking it earlier, later or twice is harmless.
    pub fn next_deadline(&self) -> Option<Deadline> {
        if !self.is_known() {
            return None;
        }
        let full = self.work_leases_held() >= limits::LEASES_MAX;
        let (spoken_now, closed) = (self.spoken_now(), self.closed_kinds());
        let steps = self.steps.iter().filter_map(|(key, step)| match &step.status {
            // Whoever holds it, in a job that stands still, is waited for or taken back.
            StepStatus::Leased { expires_at, .. } => Some(Deadline { at: *expires_at, wakeup: Wakeup::LeaseExpires }),
            _ if !self.may_work_on(*key, &closed) => None,
            // A runner comes by itself.
            StepStatus::Waiting { .. } if self.is_remote(key.kind) => None,
            // A free place comes with the end of a lease, which is a wake-up of its own.
            StepStatus::Waiting { .. } if full && key.is_work() => None,
            StepStatus::Waiting { .. } if spoken_now.contains(&step.input) => None,
            StepStatus::Waiting { not_before } => {
                let at = if key.spec().deletes { self.undisturbed_from(*not_before) } else { *not_before };
                Some(Deadline { at, wakeup: Wakeup::StepReady })
            }
            StepStatus::Done { .. } | StepStatus::Exhausted { .. } => None,
        });
        steps.chain(self.own_deadline()).min()
    }

    /// The moment from which nothing is deleted behind a runner that may still write.
    pub(crate) fn undisturbed_from(&self, not_before: Timestamp) -> Timestamp {
        self.runner_writes_until.map_or(not_before, |until| until.max(not_before))
    }

    /// True when this code knows the engine the job was started by; if not, the job is left as it is until code comes that does.
    pub fn is_known(&self) -> bool {
        (ENGINE_VERSION_MIN..=ENGINE_VERSION).contains(&self.engine_version)
    }

    fn own_deadline(&self) -> Option<Deadline> {
        match self.status {
            Status::Running { deadline } => Some(Deadline { at: deadline, wakeup: Wakeup::JobDeadline }),
            Status::Parked { .. } => self.approval_until.map(|at| Deadline { at, wakeup: Wakeup::JobDeadline }),
            Status::Succeeded | Status::Cancelled | Status::Failed { .. } => None,
        }
    }

    /// True while the job may work on a step: work stops with the job, or at a closed gate; housekeeping does not.
    pub(crate) fn may_work_on(&self, key: StepKey, closed: &[(StepKind, Gate)]) -> bool {
        if key.is_work() {
            return self.is_running() && !closed.iter().any(|(kind, _)| *kind == key.kind);
        }
        key.kind != StepKind::Erase || self.may_be_erased()
    }

    pub(crate) fn is_running(&self) -> bool {
        matches!(self.status, Status::Running { .. })
    }

    /// True while work may be begun: a turn may go on past the job's deadline, and its alarm rings behind it.
    pub(crate) fn is_in_time(&self, now: Timestamp) -> bool {
        matches!(self.status, Status::Running { deadline } if now < deadline)
    }

    /// Number of leases the object itself holds.
    pub fn leases_held(&self) -> usize {
        self.steps.values().filter(|step| step.is_held_by_object()).count()
    }

    pub(crate) fn work_leases_held(&self) -> usize {
        self.steps.iter().filter(|(key, step)| key.is_work() && step.is_held_by_object()).count()
    }

    /// Inputs that are being spoken: the same words in the same voice are not asked for twice at once, they would be paid for twice.
    pub(crate) fn spoken_now(&self) -> Vec<Digest> {
        let spoken = |(key, step): (&StepKey, &Step)| {
            let is_spoken = key.stage() == Some(Stage::Speech) && matches!(step.status, StepStatus::Leased { .. });
            is_spoken.then(|| step.input.clone())
        };
        self.steps.iter().filter_map(spoken).collect()
    }

    /// Numbers a change and makes it an update for watchers.
    pub(crate) fn tell(&mut self, change: Change, now: Timestamp) -> Effect {
        self.seq = self.seq.saturating_add(1);
        Effect::Tell(Update { seq: self.seq, at: now, change })
    }
}
