//! The ledger: everything seen so far, and the invariants that follow from it.

use std::collections::{BTreeMap, BTreeSet};

use job::{Digest, Holder, Job, Step, StepKey, StepKind, StepStatus, limits};
use pipeline::Commit;
use protocol::{Change, JobStatus, Timestamp, Update};

use crate::rest;
use crate::world::State;

/// A line asked of a voice: voice and words.
pub(crate) type Line = (String, String);

#[derive(Default)]
pub(crate) struct Ledger {
    pub(crate) token_max: u64,
    outputs: BTreeSet<(StepKey, Digest)>,
    /// The job's status according to the updates so far.
    told: Option<JobStatus>,
    pub(crate) accounts: BTreeMap<Line, Account>,
    pub(crate) load_failures: u64,
    pub(crate) arm_failures: u64,
    /// Changes that make results in flight worthless.
    pub(crate) voids: u64,
    /// Time at which all leases were last voided at once, and the failed loads until then.
    pub(crate) voided: Option<(i64, u64)>,
    /// Number of times that has happened.
    pub(crate) endings: u64,
    /// Somebody was told that the job exists.
    pub(crate) accepted: bool,
    pub(crate) charges: u64,
    /// Time at which the job was thrown away that its owner wants erased at once.
    pub(crate) purged_since: Option<Timestamp>,
    /// The object has forgotten the job, and then the index.
    pub(crate) is_erased: bool,
    pub(crate) is_buried: bool,
    /// Files that have arrived behind that, and how many of them there were.
    pub(crate) late: BTreeSet<String>,
    pub(crate) swept: u64,
    /// Calls of attempts at work that have not come back.
    pub(crate) busy: u32,
    /// Estimates: the one a client saw last, and all it has approved.
    pub(crate) estimate_seen: Option<Digest>,
    pub(crate) approved: BTreeSet<Digest>,
    /// Wait that the voice asked for which refused last.
    pub(crate) wish_ms: Option<i64>,
    /// Shortest wait for the attempt that failed last.
    pub(crate) wait_ms_min: Option<i64>,
}

/// Account of one line: calls paid for, and clips kept.
#[derive(Default)]
pub(crate) struct Account {
    /// Its clip is in the bucket, put there by an attempt that was alive.
    pub(crate) is_kept: bool,
    /// A good answer was handed over and has not been put yet; with the failed loads until then.
    pub(crate) delivered: Option<u64>,
    /// Calls under way that are paid for.
    pub(crate) under_way: u32,
}

impl State {
    pub(crate) fn check_commit(&mut self, commit: &Commit<'_>) {
        if self.ledger.is_erased {
            self.violate("a job comes back that was erased");
        }
        let before = self.object.job().cloned();
        let job = commit.job;
        if let Some(before) = &before {
            self.check_succession(before, job, commit.updates);
        }
        self.check_updates(before.as_ref(), job, commit.updates);
        self.check_steps(before.as_ref(), job);
        self.check_calls(before.as_ref(), commit);
        self.check_sections(before.as_ref(), commit);
        self.note(|| {
            let steps = job.steps().filter_map(|(key, step)| match &step.status {
                StepStatus::Leased { token, .. } => Some(format!("{key}#{}", token.0)),
                StepStatus::Waiting { .. } | StepStatus::Done { .. } | StepStatus::Exhausted { .. } => None,
            });
            let steps: Vec<_> = steps.collect();
            format!("commit rev {} seq {} {} leased [{}]", job.rev(), job.seq(), job.status().as_str(), steps.join(" "))
        });
    }

    fn check_succession(&mut self, before: &Job, job: &Job, updates: &[Update]) {
        if job.rev() < before.rev() || (job.rev() == before.rev() && job != before) {
            self.violate(format!("rev {} follows {}", job.rev(), before.rev()));
        }
        let is_revised = updates.iter().any(|update| matches!(update.change, Change::Revised { .. }));
        if before.status().is_terminal() && job.status() != before.status() && !is_revised {
            self.violate(format!("{} became {}", before.status().as_str(), job.status().as_str()));
        }
        if before.spec() != job.spec() || before.engine_version() != job.engine_version() {
            self.violate("what never changes has changed");
        }
        if before.published() != job.published() {
            self.check_published(job);
        }
    }

    /// A finished episode is given up for another whole one, and for nothing less.
    fn check_published(&mut self, job: &Job) {
        let files = rest::published(job);
        if files.is_empty() || files.iter().any(|key| !self.bucket.contains_key(key)) {
            self.violate("an episode is published that is not whole");
        }
    }

    fn check_updates(&mut self, before: Option<&Job>, job: &Job, updates: &[Update]) {
        let mut seq = before.map_or(0, |before| before.seq());
        for update in updates {
            seq += 1;
            if update.seq != seq {
                self.violate(format!("update {} where {seq} follows", update.seq));
            }
            self.check_wait(update);
            if let Change::Parked { problem } = &update.change {
                self.check_parked(problem);
            }
            self.ledger.voids += u64::from(is_void(&update.change));
            if matches!(update.change, Change::Cancelled | Change::Failed { .. }) {
                self.ledger.endings += 1;
                self.ledger.voided = Some((self.events.now_ms, self.ledger.load_failures));
            }
            self.ledger.told = said(&update.change).or(self.ledger.told);
        }
        if job.seq() != seq {
            self.violate(format!("the job says {} updates, {seq} were written", job.seq()));
        }
        if self.ledger.told != Some(job.status()) {
            self.violate(format!("the updates say {:?}, the job is {:?}", self.ledger.told, job.status()));
        }
    }

    fn check_steps(&mut self, before: Option<&Job>, job: &Job) {
        let mut leases = 0;
        self.forget_what_starts_anew(before, job);
        let mut highest = self.ledger.token_max;
        for (key, step) in job.steps() {
            let earlier = before.and_then(|before| before.step(key));
            if earlier.is_some_and(|earlier| earlier.status == step.status || is_extended(earlier, step)) {
                leases += usize::from(key.stage().is_some() && step.holder() == Some(&Holder::Object));
                continue;
            }
            match &step.status {
                StepStatus::Leased { token, holder, .. } => {
                    leases += usize::from(key.stage().is_some() && *holder == Holder::Object);
                    if token.0 <= self.ledger.token_max {
                        self.violate(format!("{key} is leased under token {} again", token.0));
                    }
                    highest = highest.max(token.0);
                    let earlier = earlier.filter(|earlier| earlier.input == step.input);
                    self.check_time(key, earlier, job);
                    self.check_gate(key, job);
                    self.check_patience(key, earlier, step, self.now(), job);
                    let attempts = earlier.map(|earlier| earlier.attempts);
                    let is_work = key.stage().is_some();
                    if attempts.is_some_and(|attempts| step.attempts <= attempts)
                        || (is_work && step.attempts > limits::ATTEMPTS_MAX)
                    {
                        self.violate(format!("{key} is tried for time {} after {attempts:?}", step.attempts));
                    }
                }
                StepStatus::Done { .. } => {
                    // A client has changed the outline: that is no second attempt.
                    let is_changed = earlier.is_some_and(|earlier| matches!(earlier.status, StepStatus::Done { .. }));
                    let is_new = self.ledger.outputs.insert((key, step.input.clone()));
                    let may_be_old = is_changed && key.kind == StepKind::Outline;
                    if !is_new && !may_be_old {
                        self.violate(format!("{key} was done twice from the same input"));
                    }
                }
                StepStatus::Waiting { not_before } => self.check_patience(key, earlier, step, *not_before, job),
                StepStatus::Exhausted { .. } => {}
            }
        }
        self.ledger.token_max = highest;
        if leases > limits::LEASES_MAX {
            self.violate(format!("{leases} leases at once"));
        }
    }

    /// A step that is gone, or has another input now, may later be done from this one again.
    fn forget_what_starts_anew(&mut self, before: Option<&Job>, job: &Job) {
        for (key, step) in before.into_iter().flat_map(Job::steps) {
            if job.step(key).is_none_or(|now| now.input != step.input) {
                self.ledger.outputs.remove(&(key, step.input.clone()));
            }
        }
    }
}

/// A heartbeat has extended the lease.
fn is_extended(earlier: &Step, step: &Step) -> bool {
    match (&earlier.status, &step.status) {
        (
            StepStatus::Leased { token: before, expires_at: earlier, holder: Holder::Runner { .. } },
            StepStatus::Leased { token, expires_at, .. },
        ) => before == token && earlier <= expires_at,
        (_, _) => false,
    }
}

fn is_void(change: &Change) -> bool {
    match change {
        Change::Cancelled | Change::Failed { .. } | Change::Revised { .. } | Change::StepSkipped { .. } => true,
        Change::Created
        | Change::StageStarted { .. }
        | Change::TurnsSpoken { .. }
        | Change::AttemptFailed { .. }
        | Change::Parked { .. }
        | Change::Resumed
        | Change::StepRetried { .. }
        | Change::Succeeded { .. } => false,
    }
}

fn said(change: &Change) -> Option<JobStatus> {
    match change {
        Change::Created
        | Change::Resumed
        | Change::Revised { .. }
        | Change::StepSkipped { .. }
        | Change::StepRetried { .. } => Some(JobStatus::Running),
        Change::Parked { .. } => Some(JobStatus::Parked),
        Change::Succeeded { .. } => Some(JobStatus::Succeeded),
        Change::Cancelled => Some(JobStatus::Cancelled),
        Change::Failed { .. } => Some(JobStatus::Failed),
        Change::StageStarted { .. } | Change::TurnsSpoken { .. } | Change::AttemptFailed { .. } => None,
    }
}
