//! Leases: who may do a step until when. Every one has a token higher than any before it.

use protocol::{Change, Code, Stage, Timestamp};

use crate::{Effect, Failure, Jitter, Job, Rejection, Step, StepKey, StepStatus, Token, limits};

/// What else may be under way in the object while leases are granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Under {
    NothingElse,
    OtherAttempts,
}

impl Job {
    /// The step, if this token still holds it.
    pub(crate) fn leased(&mut self, key: StepKey, token: Token) -> Result<&mut Step, Rejection> {
        let step = self.steps.get_mut(&key).ok_or(Rejection::StaleToken)?;
        if step.is_held_by(token) { Ok(step) } else { Err(Rejection::StaleToken) }
    }

    /// Whether this token still holds the step: what an attempt asks before it does anything that shows outside.
    pub fn is_held(&self, key: StepKey, token: Token) -> bool {
        self.steps.get(&key).is_some_and(|step| step.is_held_by(token))
    }

    /// Every lease counts as a failed attempt.
    pub(crate) fn void_leases(&mut self, now: Timestamp) -> Vec<Effect> {
        let leased = |(key, step): (&StepKey, &Step)| match step.status {
            StepStatus::Leased { .. } => Some(*key),
            StepStatus::Waiting { .. } | StepStatus::Done { .. } | StepStatus::Exhausted { .. } => None,
        };
        let held: Vec<StepKey> = self.steps.iter().filter_map(leased).collect();
        let lost = || Failure::transient(Code::Unavailable, "the attempt was lost");
        // Whoever held it is gone: nothing is to be spared by waiting.
        held.into_iter().flat_map(|key| self.fail_attempt(key, lost(), Jitter(0), now)).collect()
    }

    /// Leases what is ready, in order, as far as there are places.
    pub(crate) fn grant(&mut self, now: Timestamp, under: Under) -> Vec<Effect> {
        let mut places = limits::LEASES_MAX.saturating_sub(self.leased_count());
        let mut spoken_now = self.spoken_now();
        let mut effects = Vec::new();
        let keys: Vec<StepKey> = self.steps.keys().copied().filter(|key| self.may_work_on(*key)).collect();
        for key in keys {
            if key.stage().is_some() && places == 0 {
                continue;
            }
            // An attempt that is still under way may write once more: nothing is cleaned up behind it.
            if key.deletes() && under == Under::OtherAttempts {
                continue;
            }
            let token = Token(self.last_token.0.saturating_add(1));
            let expires_at = now.plus_ms(limits::attempt_ms_max(key).saturating_add(limits::LEASE_MARGIN_MS));
            let Some(step) = self.steps.get_mut(&key) else { continue };
            match step.status {
                StepStatus::Waiting { not_before } if not_before <= now => {}
                StepStatus::Waiting { .. }
                | StepStatus::Leased { .. }
                | StepStatus::Done { .. }
                | StepStatus::Exhausted { .. } => continue,
            }
            if spoken_now.contains(&step.input) {
                continue;
            }
            if key.stage() == Some(Stage::Speech) {
                spoken_now.push(step.input.clone());
            }
            step.attempts = step.attempts.saturating_add(1);
            step.started_at.get_or_insert(now);
            step.status = StepStatus::Leased { token, expires_at };
            self.last_token = token;
            if let Some(stage) = key.stage() {
                places -= 1;
                effects.extend(self.enter(stage, now));
            }
            effects.push(Effect::Perform { step: key, token });
        }
        effects
    }

    fn enter(&mut self, stage: Stage, now: Timestamp) -> Option<Effect> {
        if stage <= self.stage && self.seq > 1 {
            return None;
        }
        self.stage = stage;
        let progress = self.progress();
        Some(self.tell(Change::StageStarted { stage, progress }, now))
    }
}
