//! Soft delete: a job in the trash is hidden at once, and erased a week later unless it is restored before.
//!
//! No single word erases an episode: doing it early takes a token that only throwing it away tells.

use protocol::{Change, Timestamp, Trash};

use crate::digest::Hasher;
use crate::limits;
use crate::messages::{Effect, Rejection};
use crate::state::{Job, Status};
use crate::step::{StepKind, StepStatus};

impl Job {
    /// Moves a job to the trash; one that has not ended is stopped.
    pub(crate) fn on_trash(&mut self, now: Timestamp) -> Vec<Effect> {
        if self.trashed_at.is_some() {
            return Vec::new();
        }
        let effects = match self.status {
            Status::Running { .. } | Status::Parked { .. } => self.end(Status::Cancelled, Change::Cancelled, now),
            Status::Succeeded | Status::Cancelled | Status::Failed { .. } => Vec::new(),
        };
        self.trashed_at = Some(now);
        let input = Hasher::new("erase").part(now.as_ms().to_le_bytes()).finish();
        self.want(StepKind::Erase.key(), input, now.plus_ms(limits::TRASH_MS));
        self.project(now);
        effects
    }

    /// Retention applies to finished episodes alone.
    pub(crate) fn on_expire(&mut self, now: Timestamp) -> Vec<Effect> {
        match self.status {
            Status::Succeeded => self.on_trash(now),
            Status::Running { .. } | Status::Parked { .. } | Status::Cancelled | Status::Failed { .. } => Vec::new(),
        }
    }

    pub(crate) fn on_restore(&mut self, now: Timestamp) -> Result<Vec<Effect>, Rejection> {
        if self.trashed_at.is_none() {
            return Ok(Vec::new());
        }
        if self.is_being_erased() {
            return Err(Rejection::Erased);
        }
        self.trashed_at = None;
        self.steps.remove(&StepKind::Erase.key());
        self.project(now);
        Ok(Vec::new())
    }

    pub(crate) fn on_purge(&mut self, token: &str, now: Timestamp) -> Result<Vec<Effect>, Rejection> {
        let trash = self.trash().ok_or(Rejection::NotTrashed)?;
        if trash.purge_token != token {
            return Err(Rejection::WrongPurgeToken);
        }
        if let Some(step) = self.steps.get_mut(&StepKind::Erase.key())
            && let StepStatus::Waiting { not_before } = &mut step.status
        {
            *not_before = now.min(*not_before);
        }
        Ok(Vec::new())
    }

    /// The trash state shown to the owner.
    pub fn trash(&self) -> Option<Trash> {
        let since = self.trashed_at?;
        // Nobody knows it who has not seen the job in the trash: when that was is part of it.
        let token = Hasher::new("purge").part(self.spec.id.to_string()).part(since.as_ms().to_le_bytes()).finish();
        Some(Trash { since, erased_at: since.plus_ms(limits::TRASH_MS), purge_token: token.to_string() })
    }

    /// True when some of it may be gone already.
    fn is_being_erased(&self) -> bool {
        self.steps.get(&StepKind::Erase.key()).is_some_and(|step| step.attempts > 0)
    }

    /// True when nothing is under way any more and the index knows that the job is in the trash: should the job's own
    /// word be lost, the sweep erases it.
    pub(crate) fn may_be_erased(&self) -> bool {
        let is_open = |kind: &StepKind| {
            self.steps.get(&kind.key()).is_some_and(|step| !matches!(step.status, StepStatus::Done { .. }))
        };
        ![StepKind::Cleanup, StepKind::LateCleanup, StepKind::Project].iter().any(is_open)
    }
}
