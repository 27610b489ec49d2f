//! Invariants of every call outside: the alarm is set, a lease covers the call, nobody is in the way.

use job::{Holder, Job, StepKey, StepKind, StepStatus, limits};

use protocol::Stage;

use crate::ledger::Line;
use crate::world::{State, World};

/// A call of an attempt, from its start until it is answered or dropped.
pub(crate) struct Busy<'w, 's>(&'w World<'s>);

impl<'s> World<'s> {
    pub(crate) fn busy(&self) -> Busy<'_, 's> {
        self.with(|state| state.ledger.busy += 1);
        Busy(self)
    }
}

impl Drop for Busy<'_, '_> {
    fn drop(&mut self) {
        self.0.with(|state| state.ledger.busy -= 1);
    }
}

impl State {
    /// Before anything is asked outside the object.
    pub(crate) fn check_call(&mut self, what: &str) {
        self.note(|| format!("  {what}"));
        // A runner lives without the object's alarm.
        if self.is_runner {
            return;
        }
        match self.object.alarm.map(|at| at.since_ms(self.now())) {
            None => self.violate(format!("{what} while no alarm was set")),
            Some(ms) if ms > limits::WATCH_MS => self.violate(format!("{what} with the alarm {ms} ms ahead")),
            Some(_) => {}
        }
    }

    /// Before anything is changed there: whoever does it holds a step of that kind.
    pub(crate) fn check_change(&mut self, what: &str, covers: impl Fn(StepKey) -> bool) {
        self.check_call(what);
        if self.is_runner {
            return;
        }
        let is_covered = self.object.job().is_some_and(|job| {
            let leased = job.steps().filter(|(_, step)| matches!(step.status, StepStatus::Leased { .. }));
            leased.map(|(key, _)| key).any(&covers)
        });
        if !is_covered {
            self.violate(format!("{what} under no lease"));
        }
    }

    /// Of a paid call that is over: it was not kept for long after its job had ended, which had ended so often when it began.
    pub(crate) fn check_dropped(&mut self, endings: u64) {
        let Some((voided_ms, load_failures)) = self.ledger.voided else { return };
        let kept_ms = self.events.now_ms - voided_ms;
        let could_ask = load_failures == self.ledger.load_failures;
        if endings < self.ledger.endings && could_ask && kept_ms > 2 * limits::HELD_CHECK_MS {
            self.violate(format!("a call was kept for {kept_ms} ms after its job had ended"));
        }
    }

    pub(crate) fn check_speech(&mut self, (voice, text): &Line) {
        let start: String = text.chars().take(24).collect();
        self.check_change(&format!("speak {voice}: {start}"), |key| key.stage() == Some(Stage::Speech));
    }

    pub(crate) fn check_put(&mut self, key: &str, bytes: &[u8]) {
        let what = format!("put {key}");
        if key.starts_with("clips/") {
            self.check_change(&what, |step| step.stage() == Some(Stage::Speech));
        } else if key.ends_with("/episode.mp3") {
            self.check_change(&what, |step| step.kind == StepKind::Master);
        } else if key.starts_with("episodes/") {
            self.check_change(&what, |step| step.kind == StepKind::Publish);
        } else {
            self.violate(format!("{key} is put where nothing belongs"));
        }
        // A clip is what the voice made of it; what follows from clips follows from nothing else.
        let is_made = key.starts_with("episodes/");
        if is_made && self.bucket.get(key).is_some_and(|kept| kept != bytes) {
            self.violate(format!("{key} is put with other bytes"));
        }
    }

    /// Of a pass: what it finds, and then deletes, may not be written meanwhile.
    pub(crate) fn check_pass(&mut self, what: &str) {
        self.check_change(what, |step| step.spec().deletes);
        if self.ledger.busy > 0 {
            self.violate(format!("{what} beside an attempt that may still write"));
        }
    }

    pub(crate) fn check_projection(&mut self) {
        self.check_change("project", |step| matches!(step.kind, StepKind::Project | StepKind::Publish));
    }

    /// Leases of an earlier turn died with it: a turn takes them back first.
    pub(crate) fn check_taken_back(&mut self, token_before: u64) {
        if !self.object.is_foreign()
            && let Some(key) = self.leased(|token| token <= token_before)
        {
            self.violate(format!("{key} is still held by an attempt of a turn that is over"));
        }
    }

    /// A turn that has run for long enough gives back what it does not start any more.
    pub(crate) fn check_started(&mut self, token_in_time: u64) {
        if let Some(key) = self.leased(|token| token > token_in_time) {
            self.violate(format!("{key} is started in a turn that should come to its end"));
        }
    }

    fn leased(&self, by: impl Fn(u64) -> bool) -> Option<StepKey> {
        let steps = self.object.job().into_iter().flat_map(Job::steps);
        let held = steps.filter(|(_, step)| match &step.status {
            StepStatus::Leased { token, holder: Holder::Object, .. } => by(token.0),
            StepStatus::Leased { holder: Holder::Runner { .. }, .. } => false,
            StepStatus::Waiting { .. } | StepStatus::Done { .. } | StepStatus::Exhausted { .. } => false,
        });
        held.map(|(key, _)| key).next()
    }
}
