//! The index, the objects and the bucket in memory. Every call counts, and every one takes a moment.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::future::poll_fn;
use std::ops::Bound;
use std::task::Poll;

use futures::executor::block_on;
use job::{Failure, Jitter};
use pipeline::{
    Artifacts, Catalog, Check, Clock, Entry, Kept, Listed, Page, Place, Progress, Row, Shelved, limits, sweep,
};
use protocol::{Code, JobId, JobStatus, Timestamp};

pub(crate) const NOW: Timestamp = Timestamp::from_ms(1_795_132_800_000);
/// One object in so many cannot be asked.
pub(crate) const POISONED_EVERY: u32 = 100;

/// A page of the bucket, so that there are some.
const PAGE_FILES: usize = 2;

#[derive(Default)]
pub(crate) struct Memory {
    pub(crate) rows: RefCell<BTreeMap<String, Row>>,
    pub(crate) files: RefCell<BTreeMap<String, Listed>>,
    pub(crate) used: BTreeSet<String>,
    pub(crate) objects: BTreeMap<JobId, Entry>,
    pub(crate) lists_fail: Cell<bool>,
    pub(crate) deletes_fail: Cell<bool>,
    pub(crate) statements: Cell<u64>,
    pub(crate) asked: Cell<u64>,
    /// Calls that list, and calls that delete.
    pub(crate) lists: Cell<u64>,
    pub(crate) deletes: Cell<u64>,
    /// Every file that was deleted, as often as it was.
    pub(crate) deleted: RefCell<Vec<String>>,
    pub(crate) cleaned: RefCell<Vec<JobId>>,
    /// Episodes of a tenant that keeps none, the newest first.
    pub(crate) shelf: RefCell<Vec<JobId>>,
    /// Times of the operators' acts.
    pub(crate) acts: RefCell<Vec<Timestamp>>,
    pub(crate) saved: RefCell<Progress>,
}

pub(crate) fn id(number: u32) -> JobId {
    format!("0198c0de-0000-7000-8000-{number:012x}").parse().unwrap()
}

fn is_poisoned(id: JobId) -> bool {
    let number = u64::from_str_radix(&id.to_string()[24..], 16).unwrap();
    number.is_multiple_of(u64::from(POISONED_EVERY))
}

pub(crate) fn row(id: JobId, rev: u64) -> Row {
    let (created_at, check_at) = (NOW.plus_ms(-2 * limits::UNKNOWN_MS_MIN), Some(NOW.plus_ms(-1)));
    Row {
        id: id.to_string(),
        status: Some(JobStatus::Failed),
        rev,
        created_at,
        trashed_at: None,
        master: None,
        is_unlisted: false,
        check_at,
    }
}

pub(crate) fn entry(id: JobId, rev: u64) -> Entry {
    serde_json::from_value(serde_json::json!({
        "id": id, "tenant": "default", "status": "failed", "title": null, "rev": rev, "created_at": NOW,
        "updated_at": NOW, "master": null, "bytes": 0, "trashed_at": null, "check_at": null,
        "caught": { "cleanup": 0, "stragglers": 0 }, "clips": [],
    }))
    .unwrap()
}

impl Memory {
    /// Every call takes a moment, in which another run may go on.
    async fn call(&self) {
        let mut waited = false;
        poll_fn(|context| {
            if std::mem::replace(&mut waited, true) {
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }

    async fn statement(&self) {
        self.statements.set(self.statements.get() + 1);
        self.call().await;
    }

    pub(crate) fn file(&self, key: &str, age_ms: i64) {
        let listed = Listed { key: key.to_owned(), bytes: 10, put_at: NOW.plus_ms(-age_ms) };
        self.files.borrow_mut().insert(key.to_owned(), listed);
    }

    pub(crate) fn run(&self) -> Progress {
        let progress = self.saved.borrow().clone();
        block_on(sweep(self, self, &Still, progress))
    }

    pub(crate) fn due(&self) -> usize {
        self.rows.borrow().values().filter(|row| row.check_at.is_some_and(|at| at <= NOW)).count()
    }
}

pub(crate) struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        NOW
    }

    async fn sleep(&self, _: i64) {}

    fn jitter(&self) -> Jitter {
        Jitter(0)
    }
}

impl Catalog for Memory {
    async fn due(&self, now: Timestamp, after: Option<&Place>, count: usize) -> Result<Vec<Row>, Failure> {
        self.statement().await;
        // All of them are due at the same moment.
        let after = after.map_or("", |place| place.id.as_str());
        let rows = self.rows.borrow();
        let follow = rows.range::<str, _>((Bound::Excluded(after), Bound::Unbounded)).map(|(_, row)| row);
        Ok(follow.filter(|row| row.check_at.is_some_and(|at| at <= now)).take(count).cloned().collect())
    }

    async fn rows(&self, ids: &BTreeSet<JobId>) -> Result<Vec<Row>, Failure> {
        self.statement().await;
        Ok(ids.iter().filter_map(|id| self.rows.borrow().get(&id.to_string()).cloned()).collect())
    }

    async fn episodes(&self, _: Timestamp) -> Result<u64, Failure> {
        self.statement().await;
        Ok(0)
    }

    async fn settle(&self, checks: &[Check]) -> Result<(), Failure> {
        self.statement().await;
        for Check { id, rev, at } in checks {
            if let Some(row) = self.rows.borrow_mut().get_mut(id).filter(|row| row.rev == *rev) {
                row.check_at = *at;
            }
        }
        Ok(())
    }

    async fn put(&self, entry: &Entry) -> Result<(), Failure> {
        self.statement().await;
        let row = Row { check_at: entry.check_at, ..row(entry.id, entry.rev) };
        self.rows.borrow_mut().insert(entry.id.to_string(), row);
        Ok(())
    }

    async fn bury(&self, id: &str) -> Result<(), Failure> {
        self.statement().await;
        if let Some(row) = self.rows.borrow_mut().get_mut(id) {
            (row.status, row.check_at) = (None, None);
        }
        Ok(())
    }

    async fn used(&self, clips: &[&str]) -> Result<BTreeSet<String>, Failure> {
        self.statement().await;
        Ok(clips.iter().map(|clip| (*clip).to_owned()).filter(|clip| self.used.contains(clip)).collect())
    }

    async fn ask(&self, id: JobId) -> Result<Option<Entry>, Failure> {
        self.asked.set(self.asked.get() + 1);
        self.call().await;
        match is_poisoned(id) {
            true => Err(Failure::transient(Code::Unavailable, "poison")),
            false => Ok(self.objects.get(&id).cloned()),
        }
    }

    async fn kept(&self, after: Option<&Shelved>, count: usize) -> Result<Vec<Kept>, Failure> {
        self.statement().await;
        let kept = |id: &JobId| Kept {
            id: *id,
            tenant: "t".to_owned(),
            finished_at: NOW,
            bytes: 1,
            keep_days: None,
            keep_bytes: Some(0),
        };
        let follows = |id: &&JobId| after.is_none_or(|place| id.to_string() < place.before);
        Ok(self.shelf.borrow().iter().filter(follows).take(count).map(kept).collect())
    }

    async fn expire(&self, id: JobId) -> Result<(), Failure> {
        self.call().await;
        if is_poisoned(id) {
            return Err(Failure::transient(Code::Unavailable, "poison"));
        }
        self.shelf.borrow_mut().retain(|known| *known != id);
        Ok(())
    }

    async fn forget(&self, before: Timestamp, count: usize) -> Result<(), Failure> {
        self.statement().await;
        let mut acts = self.acts.borrow_mut();
        acts.sort();
        let old = acts.iter().take_while(|at| **at < before).count();
        acts.drain(..old.min(count));
        Ok(())
    }

    async fn clean(&self, id: JobId) -> Result<(), Failure> {
        self.call().await;
        self.cleaned.borrow_mut().push(id);
        Ok(())
    }

    async fn save(&self, progress: &Progress) -> Result<bool, Failure> {
        self.statement().await;
        let is_next = progress.version == self.saved.borrow().version + 1;
        if is_next {
            *self.saved.borrow_mut() = progress.clone();
        }
        self.call().await;
        Ok(is_next)
    }
}

impl Artifacts for Memory {
    async fn put(&self, _: &str, _: &str, _: Vec<u8>) -> Result<bool, Failure> {
        Ok(true)
    }

    async fn get(&self, _: &str) -> Result<Option<Vec<u8>>, Failure> {
        Ok(None)
    }

    async fn size(&self, _: &str) -> Result<Option<u64>, Failure> {
        Ok(None)
    }

    async fn list(&self, prefix: &str, after: Option<&str>) -> Result<Page, Failure> {
        self.lists.set(self.lists.get() + 1);
        self.call().await;
        if self.lists_fail.get() {
            return Err(Failure::transient(Code::Unavailable, "list"));
        }
        let files = self.files.borrow();
        let follow = files.values().filter(|file| file.key.starts_with(prefix) && Some(file.key.as_str()) > after);
        let mut listed: Vec<Listed> = follow.take(PAGE_FILES + 1).cloned().collect();
        let has_more = listed.len() > PAGE_FILES;
        listed.truncate(PAGE_FILES);
        Ok(Page { listed, has_more })
    }

    async fn delete(&self, keys: &[String]) -> Result<(), Failure> {
        self.deletes.set(self.deletes.get() + 1);
        self.call().await;
        if self.deletes_fail.get() {
            return Err(Failure::transient(Code::Unavailable, "delete"));
        }
        self.files.borrow_mut().retain(|key, _| !keys.contains(key));
        self.deleted.borrow_mut().extend_from_slice(keys);
        Ok(())
    }
}
