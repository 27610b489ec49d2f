//! Outcomes: retry, parking, failure, success and the end of a job.

use protocol::{Change, Code, Problem, Timestamp};

use crate::digest::Hasher;
use crate::limits;
use crate::messages::Effect;
use crate::state::{Job, Published, Status};
use crate::step::{Class, Failure, Jitter, StepKey, StepKind, StepStatus, retry_at};

impl Job {
    /// Handles a failed attempt: housekeeping is retried until it succeeds; work is retried, parked or given up.
    pub(crate) fn fail_attempt(
        &mut self,
        key: StepKey,
        failure: Failure,
        jitter: Jitter,
        now: Timestamp,
    ) -> Vec<Effect> {
        let Some(step) = self.steps.get_mut(&key) else { return Vec::new() };
        step.bad_takes = step.bad_takes.saturating_add(u32::from(failure.is_bad_take));
        if let Class::Postponed { until } = failure.class {
            let wait_ms = until.since_ms(now).min(limits::RETRY_AFTER_MS_MAX);
            step.give_back(retry_at(1, Some(wait_ms), jitter, now));
            return Vec::new();
        }
        let housekeeping = !key.is_work();
        let retry_after_ms = match failure.class {
            _ if housekeeping => None,
            Class::Transient { retry_after_ms: Some(wait_ms) } if wait_ms > limits::RETRY_AFTER_MS_MAX => {
                return self.exhaust(key, failure, Code::QuotaExhausted, now);
            }
            Class::Transient { .. } if step.attempts >= limits::ATTEMPTS_MAX => {
                return self.exhaust(key, failure, Code::AttemptsExhausted, now);
            }
            Class::Transient { retry_after_ms } => retry_after_ms,
            Class::Postponed { .. } => None,
            Class::Quota => return self.exhaust(key, failure, Code::QuotaExhausted, now),
            Class::Permanent => return self.fail(key, failure, now),
        };
        let not_before = retry_at(step.attempts, retry_after_ms, jitter, now);
        let is_too_late = |started_at: Timestamp| not_before > started_at.plus_ms(limits::STEP_DEADLINE_MS);
        if !housekeeping && step.started_at.is_some_and(is_too_late) {
            return self.exhaust(key, failure, Code::DeadlinePassed, now);
        }
        step.status = StepStatus::Waiting { not_before };
        let attempt = step.attempts;
        if housekeeping || !self.is_running() {
            return Vec::new();
        }
        let code = failure.code.as_str().to_owned();
        vec![self.tell(Change::AttemptFailed { step: key.into(), attempt, code, retry_at: not_before }, now)]
    }

    fn exhaust(&mut self, key: StepKey, failure: Failure, code: Code, now: Timestamp) -> Vec<Effect> {
        let detail = format!("{key}: {}", failure.detail);
        if let Some(step) = self.steps.get_mut(&key) {
            step.status = StepStatus::Exhausted { failure };
        }
        self.park(Problem::because(code, detail), now)
    }

    pub(crate) fn park(&mut self, problem: Problem, now: Timestamp) -> Vec<Effect> {
        if !self.is_running() {
            return Vec::new();
        }
        self.status = Status::Parked { problem: problem.clone() };
        self.project(now);
        vec![self.tell(Change::Parked { problem }, now)]
    }

    fn fail(&mut self, key: StepKey, failure: Failure, now: Timestamp) -> Vec<Effect> {
        let problem = Problem::because(failure.code, format!("{key}: {}", failure.detail));
        if let Some(step) = self.steps.get_mut(&key) {
            step.status = StepStatus::Exhausted { failure };
        }
        if !self.is_running() {
            return Vec::new();
        }
        self.end(Status::Failed { problem: problem.clone() }, Change::Failed { problem }, now)
    }

    /// Publishes the finished episode; only now may the one before it be deleted.
    pub(crate) fn succeed(&mut self, now: Timestamp) -> Vec<Effect> {
        let (Some(master), Some(mastered)) = (self.steps.get(&StepKind::Master.key()), self.mastered()) else {
            return Vec::new();
        };
        let chapters = self.chapter_count().unwrap_or_default();
        let published =
            Published { master: master.input.clone(), mastered: *mastered, chapters, revision: Some(self.revision) };
        if let Some(before) = self.published.replace(published) {
            self.superseded.push(before.master);
        }
        if !self.superseded.is_empty() {
            self.clean_up(now);
        }
        let Some(episode) = self.episode() else { return Vec::new() };
        let title = self.title().unwrap_or_default().to_owned();
        self.status = Status::Succeeded;
        self.project(now);
        vec![self.tell(Change::Succeeded { title, episode }, now)]
    }

    /// Ends a job without an episode: leases are void at once, and a cleanup is ordered.
    pub(crate) fn end(&mut self, status: Status, change: Change, now: Timestamp) -> Vec<Effect> {
        self.status = status;
        self.approval_until = None;
        for (key, step) in &mut self.steps {
            if key.is_work() && matches!(step.status, StepStatus::Leased { .. }) {
                step.status = StepStatus::Waiting { not_before: now };
            }
        }
        self.clean_up(now);
        self.project(now);
        vec![self.tell(change, now)]
    }

    pub(crate) fn project(&mut self, now: Timestamp) {
        self.want(StepKind::Project.key(), Hasher::new("project").part(self.rev.to_le_bytes()).finish(), now);
    }
}
