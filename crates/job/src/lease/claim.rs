//! Leases claimed by runners, and the offers of steps that wait for one.
//!
//! A runner's lease ends at `expires_at` or with its report, whatever happens to the object meanwhile. Nothing is performed
//! here for a runner's input: the alarm turn alone performs.

use protocol::{RunnerId, Timestamp};

use crate::limits;
use crate::messages::{Effect, Offer, Rejection};
use crate::state::Job;
use crate::step::{Holder, Lease, Step, StepKey, StepKind, StepStatus, Token};

impl Job {
    /// Work that waits for a runner, by kind; none in a job that does not run.
    pub fn offers(&self) -> Vec<Offer> {
        if self.spec.runners.is_empty() || !self.is_known() {
            return Vec::new();
        }
        let closed = self.closed_kinds();
        let mut offers: Vec<Offer> = Vec::new();
        for (key, step) in &self.steps {
            let StepStatus::Waiting { not_before } = step.status else { continue };
            if !self.is_remote(key.kind) || !self.may_work_on(*key, &closed) {
                continue;
            }
            match offers.last_mut().filter(|offer| offer.kind == key.kind) {
                Some(offer) => offer.not_before = offer.not_before.min(not_before),
                None => offers.push(Offer { kind: key.kind, not_before }),
            }
        }
        offers
    }

    /// A kind that this job leaves to runners.
    pub(crate) fn is_remote(&self, kind: StepKind) -> bool {
        kind.spec().remote && self.spec.runners.contains(&kind)
    }

    /// Leases the first ready step of these kinds; no effect when there is none.
    pub(crate) fn on_claimed(&mut self, runner: RunnerId, kinds: &[StepKind], now: Timestamp) -> Vec<Effect> {
        if let Some(granted) = self.granted_to(&runner, now) {
            return vec![granted];
        }
        let held = self.steps.values().filter(|step| step.is_held_by_runner()).count();
        if !self.is_in_time(now) || held >= limits::RUNNER_LEASES_MAX {
            return Vec::new();
        }
        let (closed, spoken_now) = (self.closed_kinds(), self.spoken_now());
        let is_ready = |(key, step): &(&StepKey, &Step)| {
            let is_due = matches!(step.status, StepStatus::Waiting { not_before } if not_before <= now);
            let is_asked = kinds.contains(&key.kind) && self.is_remote(key.kind);
            is_due && is_asked && self.may_work_on(**key, &closed) && !spoken_now.contains(&step.input)
        };
        let Some(key) = self.steps.iter().find(is_ready).map(|(key, _)| *key) else { return Vec::new() };
        let expires_at = now.plus_ms(limits::RUNNER_LEASE_MS);
        let holder = Holder::Runner { runner, claimed_at: now };
        let mut effects = Vec::new();
        if let Some(token) = self.lease(key, expires_at, holder, now) {
            effects.extend(key.stage().and_then(|stage| self.enter(stage, now)));
            effects.push(Effect::Granted { lease: Lease { step: key, token }, expires_at });
        }
        self.runner_may_write_until(expires_at);
        effects
    }

    /// The lease of an earlier claim, for a claim that is repeated.
    fn granted_to(&self, asking: &RunnerId, now: Timestamp) -> Option<Effect> {
        self.steps.iter().find_map(|(key, step)| match &step.status {
            StepStatus::Leased { token, expires_at, holder: Holder::Runner { runner, .. } }
                if runner == asking && now < *expires_at =>
            {
                Some(Effect::Granted { lease: Lease { step: *key, token: *token }, expires_at: *expires_at })
            }
            StepStatus::Leased { .. }
            | StepStatus::Waiting { .. }
            | StepStatus::Done { .. }
            | StepStatus::Exhausted { .. } => None,
        })
    }

    /// Extends a runner's lease, up to the longest time one attempt may take.
    pub(crate) fn on_heartbeat(&mut self, lease: Lease, now: Timestamp) -> Result<Vec<Effect>, Rejection> {
        let step = self.leased(lease)?;
        let StepStatus::Leased { expires_at, holder: Holder::Runner { claimed_at, .. }, .. } = &mut step.status else {
            return Err(Rejection::StaleToken);
        };
        let latest = claimed_at.plus_ms(limits::RUNNER_ATTEMPT_MS_MAX);
        let extended = now.plus_ms(limits::RUNNER_LEASE_MS).min(latest).max(*expires_at);
        *expires_at = extended;
        self.runner_may_write_until(extended);
        Ok(vec![Effect::Granted { lease, expires_at: extended }])
    }

    fn runner_may_write_until(&mut self, expires_at: Timestamp) {
        let until = expires_at.plus_ms(limits::UPLOAD_MS_MAX);
        self.runner_writes_until = Some(self.runner_writes_until.map_or(until, |earlier| earlier.max(until)));
    }

    /// Starts an attempt: the step is leased under the next token.
    pub(crate) fn lease(
        &mut self,
        key: StepKey,
        expires_at: Timestamp,
        holder: Holder,
        now: Timestamp,
    ) -> Option<Token> {
        let token = Token(self.last_token.0.saturating_add(1));
        let step = self.steps.get_mut(&key)?;
        step.attempts = step.attempts.saturating_add(1);
        step.started_at.get_or_insert(now);
        step.status = StepStatus::Leased { token, expires_at, holder };
        self.last_token = token;
        Some(token)
    }

    /// Effects for offers added and withdrawn since `before`.
    pub(crate) fn changed_offers(&self, before: &[Offer]) -> Vec<Effect> {
        let now = self.offers();
        let gone = before.iter().filter(|offer| !now.iter().any(|other| other.kind == offer.kind));
        let withdrawn: Vec<Effect> = gone.map(|offer| Effect::Withdraw(offer.kind)).collect();
        let new = now.into_iter().filter(|offer| !before.contains(offer)).map(Effect::Offer);
        withdrawn.into_iter().chain(new).collect()
    }
}
