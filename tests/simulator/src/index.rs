//! The job's row in the index: the larger rev wins, whatever the order.

use job::Failure;
use pipeline::{Entry, Index};
use protocol::{Code, JobId, Timestamp};

use crate::bucket::Write;
use crate::clients::JOB;
use crate::events::Event;
use crate::faults::Fault;
use crate::world::{State, World};

/// A row as the sweep sees it.
pub(crate) fn seen(entry: &Entry) -> pipeline::Row {
    pipeline::Row {
        id: JOB.to_owned(),
        status: Some(entry.status),
        rev: entry.rev,
        created_at: entry.updated_at,
        trashed_at: entry.trashed_at,
        master: None,
        check_at: None,
    }
}

impl State {
    pub(crate) fn project(&mut self, entry: Entry) {
        if !self.ledger.is_buried && self.index.as_ref().is_none_or(|kept| kept.rev < entry.rev) {
            self.index = Some(entry);
        }
    }
}

impl Index for World<'_> {
    async fn bury(&self, _: JobId, _: Timestamp) -> Result<(), Failure> {
        self.with(|state| state.note(|| "  bury".to_owned()));
        let sent = self.send(Write::Bury);
        self.call().await;
        if self.hit(Fault::BuryFails) {
            sent.vanish();
            return Err(Failure::transient(Code::Unavailable, "index"));
        }
        sent.arrive();
        self.call().await;
        Ok(())
    }

    async fn put(&self, entry: &Entry) -> Result<(), Failure> {
        self.with(|state| state.check_projection());
        let write = Write::Project(Box::new(entry.clone()));
        let sent = self.send(write.clone());
        self.call().await;
        if self.hit(Fault::ProjectFails) {
            sent.vanish();
            return Err(Failure::transient(Code::Unavailable, "index"));
        }
        if self.hit(Fault::ProjectTwice) {
            self.with(|state| {
                let ms = state.random.ms(0, 120_000);
                state.after_ms(ms, Event::Land(write.clone()));
            });
        }
        if self.hit(Fault::ProjectLate) {
            sent.vanish();
            self.with(|state| {
                let ms = state.random.ms(0, 120_000);
                state.after_ms(ms, Event::Land(write));
            });
            return Ok(());
        }
        sent.arrive();
        self.call().await;
        Ok(())
    }
}
