//! Leases granted to the object. Every lease has a fencing token higher than any before it.

use protocol::{Change, Code, Stage, Timestamp};

use crate::limits;
use crate::messages::{Effect, Rejection};
use crate::state::Job;
use crate::step::{Failure, Holder, Jitter, Lease, Step, StepKey, StepStatus};

/// Attempts of the object that may be under way while leases are granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Concurrency {
    /// None: a turn has just begun.
    Alone,
    /// Others of the same turn.
    Shared,
}

impl Job {
    /// The step, if this lease still holds it.
    pub(crate) fn leased(&mut self, lease: Lease) -> Result<&mut Step, Rejection> {
        let step = self.steps.get_mut(&lease.step).ok_or(Rejection::StaleToken)?;
        if step.is_held_by(lease.token) { Ok(step) } else { Err(Rejection::StaleToken) }
    }

    /// True while this lease holds its step: an attempt asks before it does anything that shows outside.
    pub fn is_held(&self, lease: Lease) -> bool {
        self.steps.get(&lease.step).is_some_and(|step| step.is_held_by(lease.token))
    }

    /// Takes back every lease of the object, which died with its turn, and those of runners that have expired. Each counts
    /// as a failed attempt.
    pub(crate) fn void_leases(&mut self, now: Timestamp) -> Vec<Effect> {
        let void = |(key, step): (&StepKey, &Step)| match &step.status {
            StepStatus::Leased { holder: Holder::Object, .. } => Some(*key),
            StepStatus::Leased { expires_at, holder: Holder::Runner { .. }, .. } => {
                (*expires_at <= now).then_some(*key)
            }
            StepStatus::Waiting { .. } | StepStatus::Done { .. } | StepStatus::Exhausted { .. } => None,
        };
        let held: Vec<StepKey> = self.steps.iter().filter_map(void).collect();
        let lost = || Failure::transient(Code::Unavailable, "the attempt was lost");
        // Whoever held it is gone: nothing is to be spared by waiting.
        held.into_iter().flat_map(|key| self.fail_attempt(key, lost(), Jitter(0), now)).collect()
    }

    /// Leases ready steps to the object, in order, up to the limit.
    pub(crate) fn grant(&mut self, now: Timestamp, concurrency: Concurrency) -> Vec<Effect> {
        let mut places = limits::LEASES_MAX.saturating_sub(self.work_leases_held());
        let (mut spoken_now, closed) = (self.spoken_now(), self.closed_kinds());
        let mut effects = Vec::new();
        let keys: Vec<StepKey> = self.steps.keys().copied().filter(|key| self.may_work_on(*key, &closed)).collect();
        for key in keys {
            let spec = key.spec();
            if self.is_remote(key.kind) || (key.is_work() && (places == 0 || !self.is_in_time(now))) {
                continue;
            }
            // An attempt that is still under way may write once more: nothing is cleaned up behind it.
            if spec.deletes && (concurrency == Concurrency::Shared || self.undisturbed_from(now) > now) {
                continue;
            }
            let Some(step) = self.steps.get(&key) else { continue };
            let is_due = matches!(step.status, StepStatus::Waiting { not_before } if not_before <= now);
            if !is_due || spoken_now.contains(&step.input) {
                continue;
            }
            if spec.stage == Some(Stage::Speech) {
                spoken_now.push(step.input.clone());
            }
            let expires_at = now.plus_ms(spec.attempt_ms_max.saturating_add(limits::LEASE_MARGIN_MS));
            let Some(token) = self.lease(key, expires_at, Holder::Object, now) else { continue };
            if let Some(stage) = spec.stage {
                places -= 1;
                effects.extend(self.enter(stage, now));
            }
            effects.push(Effect::Perform { step: key, token });
        }
        effects
    }

    pub(crate) fn enter(&mut self, stage: Stage, now: Timestamp) -> Option<Effect> {
        if stage <= self.stage && self.seq > 1 {
            return None;
        }
        self.stage = stage;
        let progress = self.progress();
        Some(self.tell(Change::StageStarted { stage, progress }, now))
    }
}
