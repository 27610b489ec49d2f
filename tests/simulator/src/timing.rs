//! Invariants of time: no attempt starts before its time, after the job's or the step's deadline, or at once after a failure.

use job::{Job, Status, Step, StepKey, StepStatus, limits};
use protocol::{Change, JobStatus, Timestamp, Update};

use crate::world::State;

impl State {
    /// Checks that a retry waits as long as the backoff drew, and no less than the voice asked for.
    pub(crate) fn check_wait(&mut self, update: &Update) {
        let Change::AttemptFailed { retry_at, step, .. } = &update.change else { return };
        // The draws of runners and of the object come in any order.
        if !self.runner_kinds.is_empty() {
            return;
        }
        let waits_ms = retry_at.since_ms(update.at);
        if self.ledger.wait_ms_min.take().is_some_and(|ms| waits_ms < ms) {
            self.violate(format!("{step} waits for {waits_ms} ms, which is not long enough"));
        }
    }

    /// Of a step that is leased now: not before its time, and no work after the job's.
    pub(crate) fn check_time(&mut self, key: StepKey, earlier: Option<&Step>, job: &Job) {
        let now = self.now();
        let is_early = earlier.is_some_and(|earlier| match earlier.status {
            StepStatus::Waiting { not_before } => not_before > now,
            StepStatus::Leased { .. } | StepStatus::Done { .. } | StepStatus::Exhausted { .. } => false,
        });
        if is_early {
            self.violate(format!("{key} is leased before its time"));
        }
        let Status::Running { deadline } = *job.state() else { return };
        if key.stage().is_some() && deadline <= now {
            self.violate(format!("{key} is leased after the job's deadline"));
        }
    }

    /// Of a step whose attempt has failed: the next one starts before the step's deadline, or never.
    pub(crate) fn check_patience(
        &mut self,
        key: StepKey,
        earlier: Option<&Step>,
        step: &Step,
        starts_at: Timestamp,
        job: &Job,
    ) {
        let is_leased = |earlier: &&Step| matches!(earlier.status, StepStatus::Leased { .. });
        let failed = earlier.filter(is_leased).is_some_and(|earlier| step.attempts >= earlier.attempts);
        let ends_at = step.started_at.map(|started_at| started_at.plus_ms(limits::STEP_DEADLINE_MS));
        let is_late = ends_at.is_some_and(|ends_at| ends_at < starts_at);
        if failed && is_late && key.stage().is_some() && job.status() == JobStatus::Running {
            self.violate(format!("{key} is tried again after its deadline"));
        }
    }
}
