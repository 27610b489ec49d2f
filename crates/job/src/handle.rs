//! The transitions: one input in, orders out, or a reason why nothing changed.

use protocol::{Change, Code, Problem, Stage, Timestamp, Update};

use crate::lease::Under;
use crate::revise::Revision;
use crate::{Failure, Jitter, Job, Output, Status, Step, StepKey, StepStatus, Token, limits};

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// The object's alarm rang. Alarms come one at a time, so no attempt of the object itself is under way any more: what
    /// an earlier turn still held has died with it.
    AlarmRang,
    Completed {
        step: StepKey,
        token: Token,
        output: Output,
    },
    Failed {
        step: StepKey,
        token: Token,
        failure: Failure,
        jitter: Jitter,
    },
    /// The attempt was never started; it does not count.
    Released {
        step: StepKey,
        token: Token,
    },
    Cancel,
    Resume,
    Revise(Revision),
    Skip {
        step: StepKey,
    },
    Retry {
        step: StepKey,
    },
    Trash,
    Restore,
    Purge {
        token: String,
    },
    /// Files were found that should not be there.
    Clean,
    /// Its tenant keeps the episode no longer.
    Expire,
}

impl Input {
    /// Whether it would have the job do more than it does.
    fn asks_for_work(&self) -> bool {
        match self {
            Self::Resume | Self::Revise(_) | Self::Skip { .. } | Self::Retry { .. } => true,
            Self::AlarmRang
            | Self::Completed { .. }
            | Self::Failed { .. }
            | Self::Released { .. }
            | Self::Cancel
            | Self::Trash
            | Self::Restore
            | Self::Purge { .. }
            | Self::Clean
            | Self::Expire => false,
        }
    }
}

/// What the shell has to do, once the job is committed.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Perform { step: StepKey, token: Token },
    Tell(Update),
}

impl Effect {
    /// What watchers are to see, if that is what was ordered.
    pub fn into_update(self) -> Option<Update> {
        match self {
            Self::Tell(update) => Some(update),
            Self::Perform { .. } => None,
        }
    }
}

/// Why an input was refused; the job is unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    #[error("the lease of this token is over")]
    StaleToken,
    #[error("the job belongs to an engine that is not deployed")]
    EngineUnknown,
    #[error("the job has ended")]
    Finished,
    #[error("the script is not written yet")]
    ScriptNotWritten,
    #[error("the job has no such step")]
    UnknownStep,
    #[error("only a line that is not yet spoken can be left out")]
    NotSkippable,
    #[error("the job is in the trash")]
    Trashed,
    #[error("the job is not in the trash")]
    NotTrashed,
    #[error("the job is being erased")]
    Erased,
    #[error("this is not the token that throwing the job away has returned")]
    WrongPurgeToken,
}

impl Rejection {
    pub fn code(self) -> Code {
        match self {
            Self::StaleToken | Self::Finished => Code::JobFinished,
            Self::EngineUnknown => Code::EngineUnknown,
            Self::ScriptNotWritten => Code::ScriptNotWritten,
            Self::UnknownStep => Code::UnknownStep,
            Self::NotSkippable => Code::StepNotSkippable,
            Self::Trashed => Code::JobTrashed,
            Self::NotTrashed => Code::JobNotTrashed,
            Self::Erased => Code::JobErased,
            Self::WrongPurgeToken => Code::PurgeTokenWrong,
        }
    }
}

impl Job {
    /// # Errors
    /// A [`Rejection`] says why the input does not apply; the job is then exactly as before.
    pub fn handle(&mut self, input: Input, now: Timestamp) -> Result<Vec<Effect>, Rejection> {
        if !self.is_known() {
            return Err(Rejection::EngineUnknown);
        }
        if self.trashed_at.is_some() && input.asks_for_work() {
            return Err(Rejection::Trashed);
        }
        let before = self.clone();
        let effects = match input {
            Input::AlarmRang => self.on_alarm(now),
            Input::Completed { step, token, output } => self.on_completed(step, token, output, now)?,
            Input::Failed { step, token, failure, jitter } => self.on_failed(step, token, failure, jitter, now)?,
            Input::Released { step, token } => self.on_released(step, token, now)?,
            Input::Cancel => self.on_cancel(now)?,
            Input::Resume => self.on_resume(now)?,
            Input::Revise(revision) => self.on_revise(revision, now)?,
            Input::Skip { step } => self.on_skip(step, now)?,
            Input::Retry { step } => self.on_retry(step, now)?,
            Input::Trash => self.on_trash(now),
            Input::Restore => self.on_restore(now)?,
            Input::Purge { token } => self.on_purge(&token, now)?,
            Input::Clean => self.on_clean(now),
            Input::Expire => self.on_expire(now),
        };
        if self.seq != before.seq {
            self.updated_at = now;
        }
        if *self != before {
            self.rev = self.rev.saturating_add(1);
        }
        Ok(effects)
    }

    fn on_alarm(&mut self, now: Timestamp) -> Vec<Effect> {
        let mut effects = self.void_leases(now);
        if let Status::Running { deadline } = self.status
            && deadline <= now
        {
            effects.extend(self.park(Problem::new(Code::DeadlinePassed), now));
        }
        effects.extend(self.grant(now, Under::NothingElse));
        effects
    }

    fn on_completed(
        &mut self,
        key: StepKey,
        token: Token,
        output: Output,
        now: Timestamp,
    ) -> Result<Vec<Effect>, Rejection> {
        self.leased(key, token)?.status = StepStatus::Done { output: output.clone() };
        if let Output::ClipsLost { turns } = &output {
            self.speak_again(turns, now);
        }
        let mut effects = Vec::new();
        if key.stage() == Some(Stage::Speech) {
            effects.extend(self.tell_progress(now));
        }
        // Nothing follows from one clip, only from the last.
        if key.stage().is_some() && (key.stage() != Some(Stage::Speech) || self.spoken_frames().is_some()) {
            self.plan(now);
        }
        // From the script follows which clips the job uses: the index knows before they are.
        if key == StepKey::Ingest || (key.stage() == Some(Stage::Script) && self.turns().is_some()) {
            self.project(now);
        }
        if key.deletes() {
            self.cleaned(key, &output, now);
        }
        if self.is_running() && self.is_published() {
            effects.extend(self.succeed(now));
        }
        effects.extend(self.grant(now, Under::OtherAttempts));
        Ok(effects)
    }

    /// An update is a row, and a bar needs no more than so many steps.
    fn tell_progress(&mut self, now: Timestamp) -> Option<Effect> {
        let progress = self.progress();
        let total = progress.turns_total?;
        let stride = total.div_ceil(limits::PROGRESS_UPDATES_MAX).max(1);
        let is_told = progress.turns_spoken.is_multiple_of(stride) || progress.turns_spoken == total;
        is_told.then(|| self.tell(Change::TurnsSpoken { progress }, now))
    }

    fn on_failed(
        &mut self,
        key: StepKey,
        token: Token,
        failure: Failure,
        jitter: Jitter,
        now: Timestamp,
    ) -> Result<Vec<Effect>, Rejection> {
        self.leased(key, token)?;
        let mut effects = self.fail_attempt(key, failure, jitter, now);
        effects.extend(self.grant(now, Under::OtherAttempts));
        Ok(effects)
    }

    fn on_released(&mut self, key: StepKey, token: Token, now: Timestamp) -> Result<Vec<Effect>, Rejection> {
        let step = self.leased(key, token)?;
        step.give_back(now);
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
        match self.status {
            Status::Parked { .. } => {}
            Status::Running { .. } => return Ok(Vec::new()),
            Status::Succeeded | Status::Cancelled | Status::Failed { .. } => return Err(Rejection::Finished),
        }
        self.status = Status::Running { deadline: now.plus_ms(limits::JOB_DEADLINE_MS) };
        self.renew(now);
        self.project(now);
        Ok(vec![self.tell(Change::Resumed, now)])
    }

    /// Whatever is not done has all its attempts again; one that is, or was, under way is the first of them.
    pub(crate) fn renew(&mut self, now: Timestamp) {
        for step in self.steps.values_mut() {
            match step.status {
                StepStatus::Waiting { .. } | StepStatus::Exhausted { .. } => {
                    *step = Step::new(step.input.clone(), now);
                }
                StepStatus::Leased { .. } => (step.attempts, step.started_at) = (1, Some(now)),
                StepStatus::Done { .. } => {}
            }
        }
    }
}
