//! The sweep over rows, objects and files in memory.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod memory;
mod together;

use job::{ARTIFACTS, ENGINE_VERSION, Job, Tenant};
use memory::{Memory, NOW, POISONED_EVERY, entry, id, row};
use pipeline::{Entry, RedactedJob, Row, Submission, limits};
use protocol::{CreateJob, JobStatus, Layer, Redaction, Redactions, Source, SourceFormat, WireVersion};

const ROWS: u32 = 100_000;
/// Calls allowed in one invocation of a Worker.
const CALLS_MAX: u64 = 1_000;

#[test]
fn a_hundred_thousand_rows_are_checked_and_malformed_ones_are_passed_by() {
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
fn rows_and_objects_are_reconciled_both_ways() {
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
fn orphans_are_deleted_page_by_page() {
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
    memory.deletes_fail.set(true);
    let progress = memory.run();
    assert_eq!(
        (progress.run.failures, progress.run.files_deleted, progress.clips_aged),
        (1, 0, 0),
        "nor is it counted"
    );
    memory.deletes_fail.set(false);
    let progress = memory.run();
    assert_eq!((progress.files_caught, progress.clips_aged), (9, 8));
    let [defect] = *progress.defects else { panic!("{:?}", progress.defects) };
    assert_eq!((defect.layer, defect.job, defect.at), (Layer::Sweep, Some(stranger), NOW));
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

#[test]
fn a_job_that_cannot_be_asked_holds_up_no_other() {
    let mut memory = Memory::default();
    // More than are asked for one page, on every page.
    let poisoned = (1..=20).map(|number| id(number * POISONED_EVERY));
    for job in poisoned.chain([id(POISONED_EVERY * 20 + 1)]) {
        memory.rows.borrow_mut().insert(job.to_string(), pipeline::Row { check_at: None, ..row(job, 1) });
        memory.objects.insert(job, entry(job, 1));
        memory.file(&format!("episodes/{job}/abc/stray"), limits::STRAY_MS_MIN);
    }
    let progress = memory.run();
    assert_eq!(progress.run.failures, 20);
    assert_eq!(*memory.cleaned.borrow(), [id(POISONED_EVERY * 20 + 1)]);
    let balance = progress.balance.unwrap();
    assert_eq!(
        (balance.episodes.orphaned.objects, balance.episodes.pending.objects),
        (1, 20),
        "what was not judged waits"
    );
    assert_eq!(memory.files.borrow().len(), 21, "under a job that exists only the job deletes");
}

#[test]
fn files_left_to_the_buckets_rules_are_reported_and_not_deleted() {
    let memory = Memory::default();
    let job = id(7);
    memory.file(&format!("tmp/{job}/3/take.wav"), limits::TEMPORARY_MS_MAX);
    memory.file(&format!("tmp/{job}/4/take.wav"), limits::TEMPORARY_MS_MAX - 1);
    for _ in 0..2 {
        let progress = memory.run();
        assert_eq!((progress.files_expired, progress.run.files_deleted), (1, 0));
        let [defect] = *progress.defects else { panic!("{:?}", progress.defects) };
        assert_eq!((defect.layer, defect.job, defect.files), (Layer::Bucket, Some(job), 1));
    }
    memory.files.borrow_mut().clear();
    assert_eq!(memory.run().files_expired, 0, "the rules have been there");
}

#[test]
fn the_number_of_defects_is_bounded() {
    let memory = Memory::default();
    let mut strangers = (1..=limits::DEFECTS_MAX as u32 + 5).map(|number| id(number * POISONED_EVERY + 1));
    for stranger in strangers.clone() {
        for (name, _) in ARTIFACTS {
            memory.file(&format!("episodes/{stranger}/abc/{name}"), limits::UNKNOWN_MS_MIN);
        }
    }
    let mut left = usize::MAX;
    while memory.files.borrow().len() < left {
        left = memory.files.borrow().len();
        memory.run();
    }
    let progress = memory.run();
    assert_eq!((left, progress.files_caught), (0, (limits::DEFECTS_MAX as u64 + 5) * ARTIFACTS.len() as u64));
    assert_eq!(progress.defects.len(), limits::DEFECTS_MAX);
    assert_eq!(progress.defects.last().and_then(|defect| defect.job), strangers.next_back());
}

#[test]
fn an_episode_that_cannot_be_put_in_the_trash_holds_up_no_other() {
    let memory = Memory::default();
    *memory.shelf.borrow_mut() = (0..450).rev().map(memory::id).collect();
    for _ in 0..6 {
        memory.run();
    }
    let left = memory.shelf.borrow();
    assert_eq!(left.len(), 450_usize.div_ceil(memory::POISONED_EVERY as usize), "{left:?}");
}

/// A running job of this engine.
fn job() -> Job {
    let source =
        Source { format: SourceFormat::Text, text: "The team wrote a short note about it this week.".to_owned() };
    let read = RedactedJob::of(CreateJob::new(source), Redaction::On).read().unwrap();
    let submission = Submission::new(id(1), Tenant("t".to_owned()), WireVersion::CURRENT, read, NOW).unwrap();
    Job::create(submission.spec, Redactions::default(), NOW).0
}

/// The same job with another value in one field, as it could have been stored.
fn with(job: &Job, field: &str, value: serde_json::Value) -> Job {
    let mut stored = serde_json::to_value(job).unwrap();
    *stored.get_mut(field).unwrap() = value;
    serde_json::from_value(stored).unwrap()
}

#[test]
fn a_job_whose_engine_is_not_deployed_is_checked_until_it_is() {
    let mut memory = Memory::default();
    let foreign = with(&job(), "engine_version", (ENGINE_VERSION + 1).into());
    assert_eq!(foreign.next_deadline(), None, "this code does nothing about it");
    memory.objects.insert(id(1), Entry::of(&foreign, NOW));
    let due = Row { status: Some(JobStatus::Running), ..row(id(1), foreign.rev()) };
    memory.rows.borrow_mut().insert(id(1).to_string(), due);
    assert_eq!(memory.run().run.jobs_asked, 1);
    let again = memory.rows.borrow()[&id(1).to_string()].check_at;
    assert_eq!(again, Some(NOW.plus_ms(limits::CHECK_AFTER_MS)));
    let foreign = with(&foreign, "status", "cancelled".into());
    assert_eq!(Entry::of(&foreign, NOW).check_at, None, "one that is over waits for nothing");
}

#[test]
fn the_audit_log_is_deleted_after_its_retention_a_part_in_each_run() {
    let memory = Memory::default();
    let kept = [NOW.plus_ms(-limits::ACT_MS_MAX), NOW];
    let old = (1..=limits::ACTS_FORGOTTEN_MAX as i64 + 7).map(|ms| NOW.plus_ms(-limits::ACT_MS_MAX - ms));
    *memory.acts.borrow_mut() = kept.into_iter().chain(old).collect();
    memory.run();
    assert_eq!(memory.acts.borrow().len(), kept.len() + 7);
    memory.run();
    assert_eq!(*memory.acts.borrow(), kept);
}
