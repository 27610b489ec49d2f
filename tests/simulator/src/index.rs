//! The job's row in the index: the larger rev wins, whatever the order.

use job::{Failure, Job};
use pipeline::Index;
use protocol::{Code, JobId, JobStatus, Timestamp};

use crate::bucket::Write;
use crate::clients::JOB;
use crate::events::Event;
use crate::faults::Fault;
use crate::world::{State, World};

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    rev: u64,
    pub(crate) status: JobStatus,
    pub(crate) title: Option<String>,
    pub(crate) updated_at: Timestamp,
    trashed_at: Option<Timestamp>,
}

impl Row {
    pub(crate) fn of(job: &Job) -> Self {
        let (title, updated_at) = (job.title().map(str::to_owned), job.updated_at);
        Self { rev: job.rev, status: job.status(), title, updated_at, trashed_at: job.trashed_at }
    }

    /// As the sweep sees it.
    pub(crate) fn seen(&self) -> pipeline::Row {
        pipeline::Row {
            id: JOB.to_owned(),
            status: Some(self.status),
            rev: self.rev,
            created_at: self.updated_at,
            trashed_at: self.trashed_at,
            master: None,
            check_at: None,
        }
    }
}

impl State {
    pub(crate) fn project(&mut self, row: Row) {
        if !self.ledger.is_buried && self.index.as_ref().is_none_or(|kept| kept.rev < row.rev) {
            self.index = Some(row);
        }
    }
}

impl Index for World<'_> {
    async fn bury(&self, _: JobId) -> Result<(), Failure> {
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

    async fn project(&self, job: &Job) -> Result<(), Failure> {
        self.with(|state| state.check_projection());
        let write = Write::Project(Row::of(job));
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
