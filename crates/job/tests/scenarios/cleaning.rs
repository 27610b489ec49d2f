//! The passes that delete what a job leaves behind.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crate::harness::Harness;
use job::{DeletedFiles, Hasher, Input, Lease, Output, Revision, StepKind, limits};
use protocol::{JobStatus, Money};

fn revise(harness: &mut Harness, turn: u16) {
    let lines = [(turn, Hasher::new("edit").part(turn.to_le_bytes()).finish())].into();
    harness.input(Input::Revise(Revision { lines, ..Revision::default() })).unwrap();
}

#[test]
fn late_writes_are_deleted_an_hour_later() {
    let mut harness = Harness::new();
    harness.run_until(Some(StepKind::Speech.at(0)));
    harness.input(Input::Cancel).unwrap();
    harness.run_until(None);
    let cleaned_at = harness.now;
    assert_eq!(harness.job.deleted_files(), DeletedFiles { cleanup: 1, late_cleanup: 0 });
    let due = harness.job.next_deadline().unwrap().at;
    assert_eq!(due, cleaned_at.plus_ms(limits::LATE_CLEANUP_AFTER_MS));
    harness.wake();
    assert!(harness.orders.is_empty(), "not before");
    harness.run_to_rest();
    assert_eq!(harness.job.deleted_files(), DeletedFiles { cleanup: 1, late_cleanup: 1 });
    assert_eq!(harness.job.status(), JobStatus::Cancelled);
}

#[test]
fn a_first_episode_needs_no_cleanup() {
    let mut harness = Harness::new();
    harness.run_to_rest();
    assert_eq!((harness.job.status(), harness.job.deleted_files()), (JobStatus::Succeeded, DeletedFiles::default()));
}

#[test]
fn a_revision_cancels_the_late_cleanup_and_ends_with_its_own() {
    let mut harness = Harness::new();
    harness.run_to_rest();
    revise(&mut harness, 1);
    harness.run_until(None);
    harness.run_until(None);
    assert!(harness.job.step(StepKind::LateCleanup.key()).is_some());
    revise(&mut harness, 2);
    assert!(harness.job.step(StepKind::LateCleanup.key()).is_none(), "nothing is deleted while something is made");
    harness.run_to_rest();
    assert_eq!(harness.job.deleted_files(), DeletedFiles { cleanup: 2, late_cleanup: 1 });
}

#[test]
fn no_cleanup_runs_behind_attempts_that_may_still_write() {
    let mut harness = Harness::new();
    harness.run_until(Some(StepKind::Speech.at(0)));
    harness.input(Input::Cancel).unwrap();
    harness.wake();
    // Cleanup and Project: what is done first hands out nothing that deletes.
    let place = harness.orders.iter().position(|Lease { step, .. }| *step == StepKind::Cleanup.key()).unwrap();
    let cleanup = harness.orders.remove(place);
    harness.now = harness.now.plus_ms(2 * limits::LATE_CLEANUP_AFTER_MS);
    harness.input(Input::Completed { lease: cleanup, spent: Money::ZERO, output: Output::Swept { files: 0 } }).unwrap();
    harness.now = harness.now.plus_ms(2 * limits::LATE_CLEANUP_AFTER_MS);
    let project = harness.orders.remove(0);
    harness.complete(project).unwrap();
    assert!(!harness.holds(StepKind::LateCleanup.key()));
    harness.wake();
    assert!(harness.holds(StepKind::LateCleanup.key()));
}
