//! The transition function: one input in, effects out, or a rejection that changes nothing.

use protocol::{Change, Code, Money, Month, Problem, Stage, Timestamp};

use crate::lease::Concurrency;
use crate::limits;
use crate::messages::{Effect, Input, Rejection};
use crate::state::{Job, Status};
use crate::step::{Failure, Jitter, Lease, Output, Step, StepStatus};

impl Job {
    /// # Errors
    /// A [`Rejection`] when the input does not apply; the job is then exactly as before.
    pub fn handle(&mut self, input: Input, now: Timestamp) -> Result<Vec<Effect>, Rejection> {
        if !self.is_known() {
            return Err(Rejection::EngineUnknown);
        }
        if self.trashed_at.is_some() && input.asks_for_work() {
            return Err(Rejection::Trashed);
        }
        let (before, concurrency) = (self.clone(), self.grants_after(&input));
        let mut effects = match input {
            Input::AlarmRang => self.on_alarm(now),
            Input::Claimed { runner, kinds } => self.on_claimed(runner, &kinds, now),
            Input::Heartbeat { lease } => self.on_heartbeat(lease, now)?,
            Input::Completed { lease, output, spent } => self.on_completed(lease, output, spent, now)?,
            Input::Failed { lease, failure, jitter, spent } => self.on_failed(lease, failure, jitter, spent, now)?,
            Input::Released { lease } => self.on_released(lease, now)?,
            Input::CallBegun { lease, most } => self.begin_call(lease, most, Month::of(now)).map(|()| Vec::new())?,
            Input::CallEnded { call, cost } => self.end_call(call, cost).map(|()| Vec::new())?,
            Input::Cancel => self.on_cancel(now)?,
            Input::Resume => self.on_resume(now)?,
            Input::Approve { estimate } => self.on_approve(&estimate, now)?,
            Input::SetBudget { budget } => self.on_set_budget(budget, now)?,
            Input::Revise(revision) => self.on_revise(revision, now)?,
            Input::Replan(plan) => self.on_replan(plan, now)?,
            Input::Skip { step } => self.on_skip(step, now)?,
            Input::Retry { step } => self.on_retry(step, now)?,
            Input::Trash => self.on_trash(now),
            Input::Restore => self.on_restore(now)?,
            Input::Purge { token } => self.on_purge(&token, now)?,
            Input::Clean => self.on_clean(now),
            Input::Expire => self.on_expire(now),
        };
        effects.extend(self.stop_at_gate(now));
        let offered = self.changed_offers(&before.offers());
        if !offered.is_empty() {
            self.project(now);
        }
        effects.extend(offered);
        // Last: what is leased here is performed, and nothing after it may take it back.
        if let Some(concurrency) = concurrency {
            effects.extend(self.grant(now, concurrency));
        }
        if self.seq != before.seq {
            self.updated_at = now;
        }
        if *self != before {
            self.rev = self.rev.saturating_add(1);
        }
        Ok(effects)
    }

    /// Leases are granted to the object after an alarm, and after each report of its own attempts. Any other input
    /// comes with a request, which performs nothing.
    fn grants_after(&self, input: &Input) -> Option<Concurrency> {
        let is_ours = |lease: &Lease| {
            let is_ours = self.is_held(*lease) && self.steps.get(&lease.step).is_some_and(Step::is_held_by_object);
            is_ours.then_some(Concurrency::Shared)
        };
        match input {
            Input::AlarmRang => Some(Concurrency::Alone),
            Input::Completed { lease, .. } | Input::Failed { lease, .. } => is_ours(lease),
            Input::Claimed { .. }
            | Input::Heartbeat { .. }
            | Input::Released { .. }
            | Input::CallBegun { .. }
            | Input::CallEnded { .. }
            | Input::Cancel
            | Input::Resume
            | Input::Approve { .. }
            | Input::SetBudget { .. }
            | Input::Revise(_)
            | Input::Replan(_)
            | Input::Skip { .. }
            | Input::Retry { .. }
            | Input::Trash
            | Input::Restore
            | Input::Purge { .. }
            | Input::Clean
            | Input::Expire => None,
        }
    }

    fn on_alarm(&mut self, now: Timestamp) -> Vec<Effect> {
        // Calls are made in alarm turns, which come one at a time: those of the turn before have died with it.
        self.lose_calls(|_| true);
        let mut effects = self.void_leases(now);
        match self.status {
            Status::Running { deadline } if deadline <= now => {
                effects.extend(self.park(Problem::new(Code::DeadlinePassed), now));
            }
            Status::Parked { .. } if self.approval_until.is_some_and(|until| until <= now) => {
                effects.extend(self.end(Status::Cancelled, Change::Cancelled, now));
            }
            Status::Running { .. }
            | Status::Parked { .. }
            | Status::Succeeded
            | Status::Cancelled
            | Status::Failed { .. } => {}
        }
        effects
    }

    fn on_completed(
        &mut self,
        lease: Lease,
        output: Output,
        spent: Money,
        now: Timestamp,
    ) -> Result<Vec<Effect>, Rejection> {
        let key = lease.step;
        self.leased(lease)?.status = StepStatus::Done { output: output.clone() };
        self.enter_cost(key, Month::of(now), spent);
        self.lose_calls(|call| call.token == lease.token);
        if let Output::ClipsLost { turns } = &output {
            self.speak_again(turns, now);
        }
        let mut effects = Vec::new();
        let stage = key.stage();
        if stage == Some(Stage::Speech) {
            effects.extend(self.tell_progress(now));
        }
        // Nothing follows from one clip, only from the last.
        if key.is_work() && (stage != Some(Stage::Speech) || self.spoken_frames().is_some()) {
            self.plan(now);
        }
        // From the script follows which clips the job uses: the index knows before they are.
        if stage == Some(Stage::Ingest) || (stage == Some(Stage::Script) && self.turns().is_some()) {
            self.project(now);
        }
        if key.spec().deletes {
            self.cleaned(key, &output, now);
        }
        if self.is_running() && self.is_published() {
            effects.extend(self.succeed(now));
        }
        Ok(effects)
    }

    /// The update about progress, if it is worth one: each update is a row, and a progress bar needs few.
    fn tell_progress(&mut self, now: Timestamp) -> Option<Effect> {
        let progress = self.progress();
        let total = progress.turns_total?;
        let stride = total.div_ceil(limits::PROGRESS_UPDATES_MAX).max(1);
        let is_told = progress.turns_spoken.is_multiple_of(stride) || progress.turns_spoken == total;
        is_told.then(|| self.tell(Change::TurnsSpoken { progress }, now))
    }

    fn on_failed(
        &mut self,
        lease: Lease,
        failure: Failure,
        jitter: Jitter,
        spent: Money,
        now: Timestamp,
    ) -> Result<Vec<Effect>, Rejection> {
        self.leased(lease)?;
        self.enter_cost(lease.step, Month::of(now), spent);
        self.lose_calls(|call| call.token == lease.token);
        Ok(self.fail_attempt(lease.step, failure, jitter, now))
    }

    fn on_released(&mut self, lease: Lease, now: Timestamp) -> Result<Vec<Effect>, Rejection> {
        self.leased(lease)?.give_back(now);
        Ok(Vec::new())
    }

    fn on_cancel(&mut self, now: Timestamp) -> Result<Vec<Effect>, Rejection> {
        match self.status {
            Status::Running { .. } | Status::Parked { .. } => {}
            Status::Cancelled => return Ok(Vec::new()),
            Status::Succeeded | Status::Failed { .. } => return Err(Rejection::Finished),
        }
        Ok(self.end(Status::Cancelled, Change::Cancelled, now))
    }

    fn on_resume(&mut self, now: Timestamp) -> Result<Vec<Effect>, Rejection> {
        match &self.status {
            // Parked for another reason, it goes on as far as the gate, and then says what it waits for.
            Status::Parked { problem } => match self.require_way() {
                Err(rejection) if rejection.code() == problem.code => return Err(rejection),
                Ok(()) | Err(_) => {}
            },
            Status::Running { .. } => return Ok(Vec::new()),
            Status::Succeeded | Status::Cancelled | Status::Failed { .. } => return Err(Rejection::Finished),
        }
        Ok(vec![self.go_on(now)])
    }

    /// Runs a parked job again, with all attempts and a new deadline.
    pub(crate) fn go_on(&mut self, now: Timestamp) -> Effect {
        self.run(now);
        self.renew(now);
        self.project(now);
        self.tell(Change::Resumed, now)
    }

    pub(crate) fn run(&mut self, now: Timestamp) {
        self.status = Status::Running { deadline: now.plus_ms(limits::JOB_DEADLINE_MS) };
        self.approval_until = None;
    }

    /// Gives all attempts again to every step that is not done; one under way counts as the first of them.
    pub(crate) fn renew(&mut self, now: Timestamp) {
        for step in self.steps.values_mut() {
            match step.status {
                StepStatus::Waiting { .. } | StepStatus::Exhausted { .. } => {
                    *step = step.renewed(now);
                }
                StepStatus::Leased { .. } => (step.attempts, step.started_at) = (1, Some(now)),
                StepStatus::Done { .. } => {}
            }
        }
    }
}
