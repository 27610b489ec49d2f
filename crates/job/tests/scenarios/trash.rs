//! Soft delete: trash, restore, purge.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use job::{Input, Output, Rejection, Revision, StepKind, limits};
use protocol::{JobStatus, Money};

use crate::harness::Harness;

fn trashed() -> Harness {
    let mut harness = Harness::new();
    harness.run_to_rest();
    harness.input(Input::Trash).unwrap();
    harness.run_until(None);
    harness
}

#[test]
fn a_job_in_the_trash_is_erased_after_a_week_and_not_before() {
    let mut harness = trashed();
    let since = harness.job.trashed_at().unwrap();
    assert_eq!(harness.job.next_deadline().unwrap().at, since.plus_ms(limits::TRASH_MS));
    harness.now = since.plus_ms(limits::TRASH_MS - 1);
    harness.wake();
    assert!(harness.orders.is_empty());
    harness.wake_at_deadline();
    assert!(harness.holds(StepKind::Erase.key()));
}

#[test]
fn a_job_is_restored_as_it_was() {
    let mut harness = Harness::new();
    harness.run_to_rest();
    let before = harness.job.view();
    harness.input(Input::Trash).unwrap();
    let trash = harness.job.view().trash.unwrap();
    harness.input(Input::Trash).unwrap();
    assert_eq!(harness.job.view().trash, Some(trash), "throwing it away again changes nothing");
    for _ in 0..2 {
        harness.input(Input::Restore).unwrap();
        assert_eq!(harness.job.view(), before);
    }
    harness.run_to_rest();
    assert!(harness.job.published().is_some());
}

#[test]
fn a_job_in_the_trash_takes_no_work() {
    let mut harness = trashed();
    for input in [
        Input::Resume,
        Input::Revise(Revision::default()),
        Input::Skip { step: StepKind::Speech.at(0) },
        Input::Retry { step: StepKind::Speech.at(0) },
    ] {
        assert_eq!(harness.input(input), Err(Rejection::Trashed));
    }
}

#[test]
fn a_running_job_thrown_away_stops() {
    let mut harness = Harness::new();
    harness.run_until(Some(StepKind::Speech.at(0)));
    harness.input(Input::Trash).unwrap();
    assert_eq!(harness.job.status(), JobStatus::Cancelled);
    harness.run_until(None);
    harness.input(Input::Restore).unwrap();
    harness.run_to_rest();
    assert_eq!(harness.job.status(), JobStatus::Cancelled);
}

#[test]
fn erasing_an_episode_takes_two_requests() {
    let mut harness = Harness::new();
    harness.run_to_rest();
    assert_eq!(harness.input(Input::Purge { token: String::new() }), Err(Rejection::NotTrashed));
    harness.input(Input::Trash).unwrap();
    assert_eq!(harness.input(Input::Purge { token: String::new() }), Err(Rejection::WrongPurgeToken));
    let token = harness.job.trash().unwrap().purge_token;
    harness.input(Input::Purge { token }).unwrap();
    harness.run_until(None);
    harness.wake();
    assert!(harness.holds(StepKind::Erase.key()));
}

#[test]
fn a_purge_token_is_valid_for_one_deletion() {
    let mut harness = trashed();
    let token = harness.job.trash().unwrap().purge_token;
    harness.input(Input::Restore).unwrap();
    harness.now = harness.now.plus_ms(1);
    harness.input(Input::Trash).unwrap();
    assert_eq!(harness.input(Input::Purge { token }), Err(Rejection::WrongPurgeToken));
}

#[test]
fn a_job_that_is_being_erased_cannot_be_restored() {
    let mut harness = trashed();
    harness.wake_at_deadline();
    let order = harness.next_order();
    assert_eq!(harness.input(Input::Restore), Err(Rejection::Erased));
    harness.fail(order, job::Failure::transient(protocol::Code::Unavailable, "the bucket is away")).unwrap();
    assert_eq!(harness.input(Input::Restore), Err(Rejection::Erased));
    harness.wake_at_deadline();
    assert!(harness.holds(StepKind::Erase.key()), "it is tried until it succeeds");
}

#[test]
fn nothing_is_erased_while_writes_may_be_under_way() {
    let mut harness = Harness::new();
    harness.run_until(Some(StepKind::Speech.at(0)));
    harness.input(Input::Trash).unwrap();
    let token = harness.job.trash().unwrap().purge_token;
    harness.input(Input::Purge { token }).unwrap();
    let done = harness.performed(None);
    assert!(!done.contains(&StepKind::Erase.key()), "{done:?}");
    let cleaned_at = harness.now;
    harness.wake_at_deadline();
    assert_eq!(harness.now, cleaned_at.plus_ms(limits::LATE_CLEANUP_AFTER_MS));
    let lease = harness.next_order();
    assert_eq!(lease.step, StepKind::LateCleanup.key());
    harness.input(Input::Completed { lease, spent: Money::ZERO, output: Output::Swept { files: 0 } }).unwrap();
    harness.run_until(None);
    harness.wake_at_deadline();
    assert!(harness.holds(StepKind::Erase.key()));
}

#[test]
fn nothing_is_erased_before_the_index_knows_of_the_deletion() {
    let mut harness = Harness::new();
    harness.run_to_rest();
    harness.input(Input::Trash).unwrap();
    let token = harness.job.trash().unwrap().purge_token;
    harness.input(Input::Purge { token }).unwrap();
    harness.wake();
    let order = harness.next_order();
    assert_eq!(order.step, StepKind::Project.key());
    assert!(!harness.holds(StepKind::Erase.key()));
    harness.fail(order, job::Failure::transient(protocol::Code::Unavailable, "the index is away")).unwrap();
    harness.wake_at_deadline();
    let lease = harness.next_order();
    assert_eq!(lease.step, StepKind::Project.key());
    harness.input(Input::Completed { lease, spent: Money::ZERO, output: Output::Projected }).unwrap();
    harness.wake();
    assert!(harness.holds(StepKind::Erase.key()));
}

#[test]
fn retention_applies_to_finished_episodes_without_a_revision_under_way() {
    let mut harness = Harness::new();
    harness.input(Input::Expire).unwrap();
    assert_eq!((harness.job.trashed_at(), harness.job.status()), (None, JobStatus::Running));
    harness.run_to_rest();
    harness.input(Input::Expire).unwrap();
    assert_eq!(harness.job.trashed_at(), Some(harness.now));
    let erased_at = harness.job.trash().unwrap().erased_at;
    harness.input(Input::Expire).unwrap();
    assert_eq!(harness.job.trash().unwrap().erased_at, erased_at, "saying it again gives it no more time");
}
