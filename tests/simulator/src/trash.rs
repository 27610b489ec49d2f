//! The trash: who may empty it, and what is left of a job that was erased.

use job::{Input, limits};
use pipeline::{Handled, Remedy, StoreError, remedy};
use protocol::JobId;

use crate::clients::answered;
use crate::world::{State, World};

impl World<'_> {
    /// Two calls: the first one throws the job away, and tells the token that the second one takes.
    pub(crate) fn purge(&self) -> Result<(), StoreError> {
        let trash = match pipeline::handle(self, Input::Trash)? {
            Handled::Refused(rejection) => return answered(rejection.code()),
            Handled::Done(job) => job.trash(),
            Handled::NoJob => None,
        };
        let Some(trash) = trash else { return Ok(()) };
        self.with(|state| state.ledger.purged_since = Some(trash.since));
        match pipeline::handle(self, Input::Purge { token: trash.purge_token })? {
            Handled::Refused(rejection) => answered(rejection.code()),
            Handled::Done(_) | Handled::NoJob => Ok(()),
        }
    }

    /// Sweeps the rows whose object has nothing.
    pub(crate) fn sweep(&self) {
        self.with(|state| {
            for (id, row) in state.bare_rows() {
                if remedy(&row, None, state.now()) == Remedy::Bury {
                    state.bury(id);
                }
            }
        });
    }
}

impl State {
    pub(crate) fn is_thrown_away(&self) -> bool {
        self.ledger.is_erased || self.object.job().is_some_and(|job| job.trashed_at().is_some())
    }

    /// It was a week in the trash, or its owner has said it twice.
    pub(crate) fn may_be_erased(&self) -> bool {
        let since = self.object.job().and_then(|job| job.trashed_at());
        let is_over = |since| self.now().since_ms(since) >= limits::TRASH_MS;
        since.is_some_and(|since| is_over(since) || self.ledger.purged_since == Some(since))
    }

    /// It is in the trash, or left to the sweep by a client that has given up: that takes days.
    pub(crate) fn waits_for_days(&self) -> bool {
        self.is_thrown_away() || (self.router.has_given_up && self.object.stored.is_none())
    }

    pub(crate) fn bury(&mut self, id: JobId) {
        self.note(|| format!("the index forgets {id}"));
        if self.router.job == Some(id) {
            if self.object.stored.is_some() {
                self.violate("the index forgets a job that is still there");
            }
            self.ledger.is_buried = true;
        }
        self.index.bury(id, self.now());
    }

    /// Nothing of it is anywhere, but what has arrived behind its erasing: that is the sweep's.
    pub(crate) fn check_erased(&mut self) {
        self.note(|| "at rest: erased".to_owned());
        let late = std::mem::take(&mut self.ledger.late);
        self.bucket.retain(|key, _| !late.contains(key));
        self.ledger.swept += late.len() as u64;
        if !self.ledger.is_buried || !self.episode().is_empty() {
            self.violate("something is left of a job that was erased");
        }
        let object = &self.object;
        if object.alarm.is_some() || !object.documents.is_empty() || !object.updates.is_empty() {
            self.violate("something is left in the object of a job that was erased");
        }
    }
}
