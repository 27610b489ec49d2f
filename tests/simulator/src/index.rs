//! The index: a row from the moment it is reserved until it is a tombstone. The larger rev wins, whatever the order.

use std::collections::{BTreeMap, BTreeSet};

use job::{Digest, Failure, Hasher};
use pipeline::{Entry, Index, MonthlySum};
use protocol::{Code, JobId, JobStatus, Subject, Timestamp};

use crate::bucket::Write;
use crate::clients::Request;
use crate::events::Event;
use crate::faults::Fault;
use crate::world::{State, World};

pub(crate) struct Row {
    /// A tombstone is under no key.
    pub(crate) key: Option<Digest>,
    pub(crate) request: Digest,
    pub(crate) subject: Option<Subject>,
    pub(crate) created_at: Timestamp,
    /// The job's own word; there is none until it has told the index.
    pub(crate) entry: Option<Entry>,
    pub(crate) erased_at: Option<Timestamp>,
    /// A neighbour's job ends by itself, and says nothing.
    pub(crate) ends_at: Option<Timestamp>,
    /// Clips of a neighbour's job.
    pub(crate) clips: BTreeSet<String>,
}

#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) rows: BTreeMap<JobId, Row>,
}

impl Row {
    /// A row that comes back without what was stored in it alone.
    pub(crate) fn lost(created_at: Timestamp) -> Self {
        let request = Hasher::new("request").finish();
        let (entry, erased_at, ends_at, clips) = (None, None, None, BTreeSet::new());
        Self { key: None, request, subject: None, created_at, entry, erased_at, ends_at, clips }
    }

    pub(crate) fn is_running(&self, now: Timestamp) -> bool {
        match &self.entry {
            Some(_) | None if self.erased_at.is_some() => false,
            Some(entry) => entry.status == JobStatus::Running,
            None => self.ends_at.is_none_or(|ends_at| ends_at > now),
        }
    }

    /// Keys of clips.
    pub(crate) fn uses(&self) -> impl Iterator<Item = &String> {
        self.entry.iter().flat_map(|entry| &entry.clips).chain(&self.clips)
    }

    /// The row as the sweep sees it.
    fn seen(&self, id: JobId) -> pipeline::Row {
        pipeline::Row {
            id: id.to_string(),
            status: Some(self.entry.as_ref().map_or(JobStatus::Running, |entry| entry.status)),
            rev: self.entry.as_ref().map_or(0, |entry| entry.rev),
            created_at: self.created_at,
            trashed_at: self.entry.as_ref().and_then(|entry| entry.trashed_at),
            master: None,
            is_unlisted: false,
            check_at: None,
        }
    }
}

impl Rows {
    pub(crate) fn under(&self, key: &Digest) -> Option<(JobId, &Row)> {
        self.rows.iter().find(|(_, row)| row.key.as_ref() == Some(key)).map(|(id, row)| (*id, row))
    }

    pub(crate) fn entry(&self, id: JobId) -> Option<&Entry> {
        self.rows.get(&id)?.entry.as_ref()
    }

    /// Leaves the id, and nothing else.
    pub(crate) fn bury(&mut self, id: JobId, at: Timestamp) {
        if let Some(row) = self.rows.get_mut(&id) {
            *row = Row { erased_at: row.erased_at.or(Some(at)), ..Row::lost(row.created_at) };
        }
    }
}

impl State {
    pub(crate) fn project(&mut self, entry: Entry) {
        self.project_months(&entry);
        let row = self.index.rows.entry(entry.id).or_insert_with(|| Row::lost(entry.created_at));
        let is_newer = row.entry.as_ref().is_none_or(|kept| kept.rev <= entry.rev);
        if row.erased_at.is_none() && is_newer {
            let kept = row.entry.take().and_then(|kept| kept.episode);
            let is_kept = entry.episode.is_none() && entry.master.is_some();
            let episode = if is_kept { kept } else { entry.episode };
            row.entry = Some(Entry { episode, ..entry });
        }
    }

    /// Rows behind which there is no object, as the sweep would find them.
    pub(crate) fn bare_rows(&self) -> Vec<(JobId, pipeline::Row)> {
        let has_object = |id: &JobId| {
            let is_ours = self.router.job == Some(*id) && self.object.stored.is_some();
            is_ours || self.router.others.contains_key(id)
        };
        let bare = self.index.rows.iter().filter(|(id, row)| row.erased_at.is_none() && !has_object(id));
        bare.map(|(id, row)| (*id, row.seen(*id))).collect()
    }
}

impl Index for World<'_> {
    async fn bury(&self, _: JobId, _: Timestamp) -> Result<(), Failure> {
        self.with(|state| {
            state.note(|| "  bury".to_owned());
            if state.hit_router(Fault::SubmitMeetsErasure) {
                state.events.after_ms(0, Event::Request(Request::Submit), &mut state.router.random);
            }
        });
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

    async fn reserve(&self, sum: &MonthlySum) -> Result<bool, Failure> {
        self.with(|state| state.check_reserve(sum));
        self.call().await;
        if self.hit(Fault::ReserveFailsBefore) {
            return Err(Failure::transient(Code::Unavailable, "index"));
        }
        let is_reserved = self.with(|state| state.reserve_money(sum));
        self.call().await;
        if self.hit(Fault::ReserveFailsAfter) {
            return Err(Failure::transient(Code::Unavailable, "index: no answer"));
        }
        Ok(is_reserved)
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
            // What says that the job is in the trash is not taken for written before it is: it keeps a repeated submission
            // from the object that is erased next.
            return match entry.trashed_at {
                Some(_) => Err(Failure::transient(Code::Unavailable, "index: no answer")),
                None => Ok(()),
            };
        }
        sent.arrive();
        self.call().await;
        Ok(())
    }
}
