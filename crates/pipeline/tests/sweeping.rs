//! The sweep over a hundred thousand rows in memory, one in a hundred of which cannot be looked at.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use futures::executor::block_on;
use job::{Failure, Jitter};
use pipeline::{Artifacts, Catalog, Check, Clock, Entry, Listed, Page, Place, Progress, Row, limits, sweep};
use protocol::{Code, JobId, JobStatus, Timestamp};

const ROWS: u32 = 100_000;
const POISONED_EVERY: u32 = 100;
const NOW: Timestamp = Timestamp::from_ms(1_795_132_800_000);
/// What one invocation of a Worker may call.
const CALLS_MAX: u64 = 1_000;

#[derive(Default)]
struct Memory {
    rows: RefCell<BTreeMap<String, Row>>,
    files: RefCell<BTreeMap<String, Listed>>,
    used: BTreeSet<String>,
    objects: BTreeMap<JobId, Entry>,
    lists_fail: Cell<bool>,
    statements: Cell<u64>,
    asked: Cell<u64>,
    deletes: Cell<u64>,
    cleaned: RefCell<Vec<JobId>>,
    saved: RefCell<Progress>,
}

fn id(number: u32) -> JobId {
    format!("0198c0de-0000-7000-8000-{number:012x}").parse().unwrap()
}

fn is_poisoned(id: JobId) -> bool {
    let number = u64::from_str_radix(&id.to_string()[24..], 16).unwrap();
    number.is_multiple_of(u64::from(POISONED_EVERY))
}

fn row(id: JobId, rev: u64) -> Row {
    let (created_at, check_at) = (NOW.plus_ms(-2 * limits::UNKNOWN_MS_MIN), Some(NOW.plus_ms(-1)));
    Row {
        id: id.to_string(),
        status: Some(JobStatus::Failed),
        rev,
        created_at,
        trashed_at: None,
        master: None,
        check_at,
    }
}

fn entry(id: JobId, rev: u64) -> Entry {
    serde_json::from_value(serde_json::json!({
        "id": id, "tenant": "default", "status": "failed", "title": null, "rev": rev, "created_at": NOW,
        "updated_at": NOW, "master": null, "bytes": 0, "trashed_at": null, "check_at": null,
        "caught": { "cleanup": 0, "stragglers": 0 }, "clips": [],
    }))
    .unwrap()
}

impl Memory {
    fn count(&self) {
        self.statements.set(self.statements.get() + 1);
    }

    fn file(&self, key: &str, age_ms: i64) {
        let listed = Listed { key: key.to_owned(), bytes: 10, put_at: NOW.plus_ms(-age_ms) };
        self.files.borrow_mut().insert(key.to_owned(), listed);
    }

    fn run(&self) -> Progress {
        let progress = self.saved.borrow().clone();
        block_on(sweep(self, self, &Still, progress))
    }

    fn due(&self) -> usize {
        self.rows.borrow().values().filter(|row| row.check_at.is_some_and(|at| at <= NOW)).count()
    }
}

struct Still;

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
        self.count();
        // All of them are due at the same moment.
        let after = after.map_or("", |place| place.id.as_str());
        let rows = self.rows.borrow();
        let follow = rows.range::<str, _>((Bound::Excluded(after), Bound::Unbounded)).map(|(_, row)| row);
        Ok(follow.filter(|row| row.check_at.is_some_and(|at| at <= now)).take(count).cloned().collect())
    }

    async fn rows(&self, ids: &BTreeSet<JobId>) -> Result<Vec<Row>, Failure> {
        self.count();
        Ok(ids.iter().filter_map(|id| self.rows.borrow().get(&id.to_string()).cloned()).collect())
    }

    async fn episodes(&self, _: Timestamp) -> Result<u64, Failure> {
        self.count();
        Ok(0)
    }

    async fn settle(&self, checks: &[Check]) -> Result<(), Failure> {
        self.count();
        for Check { id, rev, at } in checks {
            if let Some(row) = self.rows.borrow_mut().get_mut(id).filter(|row| row.rev == *rev) {
                row.check_at = *at;
            }
        }
        Ok(())
    }

    async fn put(&self, entry: &Entry) -> Result<(), Failure> {
        self.count();
        let row = Row { check_at: entry.check_at, ..row(entry.id, entry.rev) };
        self.rows.borrow_mut().insert(entry.id.to_string(), row);
        Ok(())
    }

    async fn bury(&self, id: &str) -> Result<(), Failure> {
        self.count();
        if let Some(row) = self.rows.borrow_mut().get_mut(id) {
            (row.status, row.check_at) = (None, None);
        }
        Ok(())
    }

    async fn used(&self, clips: &[&str]) -> Result<BTreeSet<String>, Failure> {
        self.count();
        Ok(clips.iter().map(|clip| (*clip).to_owned()).filter(|clip| self.used.contains(clip)).collect())
    }

    async fn ask(&self, id: JobId) -> Result<Option<Entry>, Failure> {
        self.asked.set(self.asked.get() + 1);
        match is_poisoned(id) {
            true => Err(Failure::transient(Code::Unavailable, "poison")),
            false => Ok(self.objects.get(&id).cloned()),
        }
    }

    async fn clean(&self, id: JobId) -> Result<(), Failure> {
        self.cleaned.borrow_mut().push(id);
        Ok(())
    }

    async fn save(&self, progress: &mut Progress) -> Result<(), Failure> {
        self.count();
        progress.version += 1;
        *self.saved.borrow_mut() = progress.clone();
        Ok(())
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
        if self.lists_fail.get() {
            return Err(Failure::transient(Code::Unavailable, "list"));
        }
        let files = self.files.borrow();
        let follow = files.values().filter(|file| file.key.starts_with(prefix) && Some(file.key.as_str()) > after);
        let mut listed: Vec<Listed> = follow.take(3).cloned().collect();
        let has_more = listed.len() == 3;
        listed.truncate(2);
        Ok(Page { listed, has_more })
    }

    async fn delete(&self, keys: &[String]) -> Result<(), Failure> {
        self.deletes.set(self.deletes.get() + 1);
        self.files.borrow_mut().retain(|key, _| !keys.contains(key));
        Ok(())
    }
}

#[test]
fn a_hundred_thousand_rows_are_looked_at_and_poison_is_passed_by() {
    let mut memory = Memory::default();
    for number in 1..=ROWS {
        let id = id(number);
        memory.objects.insert(id, entry(id, 1));
        memory.rows.borrow_mut().insert(id.to_string(), row(id, 1));
    }
    let (mut runs, mut due) = (0_u32, memory.due());
    while due > 0 {
        let (statements, asked) = (memory.statements.get(), memory.asked.get());
        memory.run();
        runs += 1;
        let calls = memory.statements.get() - statements + memory.asked.get() - asked;
        assert!(calls <= CALLS_MAX, "{calls} calls in one run");
        let left = memory.due();
        assert!(left < due, "run {runs} has got nowhere: {left} rows are due");
        due = left;
    }
    let per_thousand = memory.statements.get() * 1_000 / u64::from(ROWS);
    println!("{ROWS} rows in {runs} runs: {per_thousand} statements and 1000 calls of objects per 1,000 rows");
    assert!(per_thousand <= 50, "{per_thousand}");
    let put_off = memory.rows.borrow().values().filter(|row| row.check_at.is_some()).count();
    assert_eq!(put_off, (ROWS / POISONED_EVERY) as usize, "what could not be looked at is put off, and nothing else");
}

#[test]
fn rows_and_objects_are_brought_together_both_ways() {
    let mut memory = Memory::default();
    let (known, behind, reserved, lost) = (id(1), id(2), id(3), id(4));
    for (id, rev) in [(known, 1), (behind, 1), (reserved, 0), (lost, 5)] {
        memory.rows.borrow_mut().insert(id.to_string(), row(id, rev));
    }
    memory.objects.insert(known, entry(known, 1));
    memory.objects.insert(behind, entry(behind, 2));
    // An object without a row is found by its files.
    let rowless = id(5);
    memory.objects.insert(rowless, entry(rowless, 3));
    memory.file(&format!("episodes/{rowless}/abc/episode.mp3"), 2 * limits::UNKNOWN_MS_MIN);
    let run = memory.run().run;
    let rows = memory.rows.borrow();
    assert_eq!(rows[&behind.to_string()].rev, 2);
    assert_eq!(rows[&reserved.to_string()].status, None, "nothing was ever behind it");
    assert_eq!(rows[&rowless.to_string()].rev, 3);
    assert_eq!((run.rows_repaired, run.rows_buried, run.jobs_missing), (1, 1, 1));
    assert_eq!(memory.files.borrow().len(), 1, "the job itself is asked to look through its files");
    assert_eq!(*memory.cleaned.borrow(), [rowless]);
}

#[test]
fn what_belongs_to_nobody_is_deleted_page_by_page() {
    let mut memory = Memory::default();
    let stranger = id(7);
    for number in 0..9 {
        memory.file(&format!("episodes/{stranger}/abc/{number}"), limits::UNKNOWN_MS_MIN);
        memory.file(&format!("clips/default/{number}"), limits::CLIP_MS_MIN);
    }
    memory.used.insert("clips/default/4".to_owned());
    memory.file(&format!("episodes/{}/abc/young", id(8)), limits::UNKNOWN_MS_MIN - 1);
    memory.file("elsewhere/x", limits::CLIP_MS_MIN);
    memory.lists_fail.set(true);
    assert_eq!(memory.run().run.failures, 1);
    assert_eq!(memory.files.borrow().len(), 20, "a bucket that cannot be listed is left alone");
    memory.lists_fail.set(false);
    let progress = memory.run();
    assert_eq!((progress.files_caught, progress.clips_aged), (9, 8));
    let balance = progress.balance.unwrap();
    assert_eq!((balance.clips.referenced.objects, balance.clips.orphaned.objects), (1, 8));
    assert_eq!((balance.episodes.pending.objects, balance.episodes.orphaned.objects), (1, 9));
    assert_eq!(balance.other.orphaned.objects, 1);
    let balance = memory.run().balance.unwrap();
    assert_eq!((balance.clips.orphaned.objects, balance.episodes.orphaned.objects), (0, 0), "it is gone");
    assert_eq!(memory.files.borrow().len(), 3);
    let deletes = memory.deletes.get();
    memory.run();
    assert_eq!(memory.deletes.get(), deletes, "and not deleted again");
}
