//! Scenarios: the behaviour of a job, one sentence each.

mod calls;
mod cleaning;
mod gates;
mod harness;
mod patience;
mod properties;
mod replanning;
mod revising;
mod runners;
mod stored;
mod trash;

use harness::Harness;
use job::{Class, Failure, Hasher, Input, Lease, Output, Rejection, StepKind, StepStatus, Written, limits};
use protocol::{Change, Code, JobStatus, Money, Stage};

fn busy() -> Failure {
    Failure::transient(Code::Unavailable, "busy")
}

/// A job whose first step has failed as often as it may.
fn out_of_attempts() -> Harness {
    let mut harness = Harness::new();
    for _ in 0..limits::ATTEMPTS_MAX {
        harness.wake_at_deadline();
        let order = harness.next_order();
        harness.fail(order, busy()).expect("the lease is held");
    }
    harness
}

#[test]
fn a_job_goes_through_its_stages_and_succeeds() {
    let mut harness = Harness::new();
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
    let stages: Vec<Stage> = harness
        .changes
        .iter()
        .filter_map(|change| if let Change::StageStarted { stage, .. } = change { Some(*stage) } else { None })
        .collect();
    let all = [Stage::Ingest, Stage::Outline, Stage::Script, Stage::Speech, Stage::Master, Stage::Publish];
    assert_eq!(stages, all);
    let view = harness.job.view();
    assert_eq!((view.progress.turns_spoken, view.progress.turns_total), (6, Some(6)));
    assert_eq!(view.episode.unwrap().chapters, 2);
    assert_eq!(view.title.as_deref(), Some("A title"));
}

#[test]
fn a_finished_job_waits_for_nothing() {
    let mut harness = Harness::new();
    harness.run_until(None);
    assert_eq!(harness.job.next_deadline(), None);
    let before = harness.job.clone();
    harness.wake();
    assert_eq!(harness.job, before, "a spurious wake-up changes nothing");
}

#[test]
fn no_more_than_a_few_turns_are_spoken_at_once() {
    let mut harness = Harness::new();
    harness.run_until(Some(StepKind::Speech.at(0)));
    assert_eq!(harness.orders.iter().filter(|Lease { step, .. }| step.stage().is_some()).count(), limits::LEASES_MAX);
    let first = harness.next_order();
    harness.complete(first).unwrap();
    assert!(harness.holds(StepKind::Speech.at(4)), "a free place goes to the next turn");
}

#[test]
fn a_long_episode_reports_progress_in_few_updates() {
    let mut harness = Harness::new();
    harness.run_until(Some(StepKind::Script.at(0)));
    for chapter in 0..2_u8 {
        let lease = harness.next_order();
        let turn = |turn: u8| Written { host: turn % 2, text: Hasher::new("long").part([chapter, turn]).finish() };
        harness
            .input(Input::Completed {
                lease,
                spent: Money::ZERO,
                output: Output::Written { turns: (0..60).map(turn).collect(), writer: None },
            })
            .unwrap();
    }
    harness.run_until(None);
    let told = |change: &Change| {
        if let Change::TurnsSpoken { progress } = change { Some(progress.turns_spoken) } else { None }
    };
    let spoken: Vec<u32> = harness.changes.iter().filter_map(told).collect();
    assert!(spoken.len() <= limits::PROGRESS_UPDATES_MAX as usize && spoken.is_sorted());
    assert_eq!(spoken.last(), Some(&120));
}

#[test]
fn a_straggler_changes_nothing() {
    let mut harness = Harness::new();
    harness.wake();
    let lost = harness.next_order();
    harness.wake_at_deadline();
    let again = harness.next_order();
    assert_eq!(again.step, lost.step);
    assert_eq!(harness.complete(lost), Err(Rejection::StaleToken));
    harness.complete(again).unwrap();
    assert_eq!(harness.complete(again), Err(Rejection::StaleToken), "nor does the same report again");
}

#[test]
fn a_lost_attempt_is_repeated_when_its_lease_is_over() {
    let mut harness = Harness::new();
    harness.wake();
    let Lease { step, .. } = harness.next_order();
    let started_at = harness.now;
    harness.wake_at_deadline();
    let lease_ms = step.spec().attempt_ms_max + limits::LEASE_MARGIN_MS;
    assert_eq!(harness.now.since_ms(started_at), lease_ms);
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
}

#[test]
fn attempts_that_died_with_a_turn_are_repeated_by_the_next_alarm() {
    let mut harness = Harness::new();
    harness.run_until(Some(StepKind::Speech.at(0)));
    let lost = std::mem::take(&mut harness.orders);
    harness.input(Input::AlarmRang).unwrap();
    assert_eq!(harness.orders.len(), lost.len());
    for (old, new) in lost.iter().zip(&harness.orders) {
        assert!(old.step == new.step && new.token > old.token);
        assert_eq!(harness.job.step(old.step).unwrap().attempts, 2, "an attempt that died counts");
    }
    assert_eq!(harness.complete(lost[0]), Err(Rejection::StaleToken));
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
}

#[test]
fn a_failed_attempt_waits_before_the_next_one() {
    let mut harness = Harness::new();
    harness.wake();
    let order = harness.next_order();
    harness.fail(order, busy()).unwrap();
    harness.wake();
    assert!(harness.orders.is_empty(), "nothing is due yet");
    harness.wake_at_deadline();
    assert_eq!(harness.next_order().step, order.step);
    assert!(harness.changes.iter().any(|change| matches!(change, Change::AttemptFailed { attempt: 1, .. })));
}

#[test]
fn a_job_whose_attempts_are_used_up_is_parked_and_can_be_resumed() {
    let mut harness = out_of_attempts();
    assert_eq!(harness.job.status(), JobStatus::Parked);
    assert_eq!(harness.job.view().problem.unwrap().code, Code::AttemptsExhausted);
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Parked, "housekeeping does not resume it");
    harness.input(Input::Resume).unwrap();
    harness.input(Input::Resume).unwrap();
    assert_eq!(harness.changes.last(), Some(&Change::Resumed));
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
}

#[test]
fn clips_are_kept_when_a_job_is_parked() {
    let mut harness = Harness::new();
    harness.run_until(Some(StepKind::Speech.at(0)));
    let (first, second) = (harness.next_order(), harness.next_order());
    harness.complete(first).unwrap();
    let quota =
        Failure { class: Class::Quota, code: Code::StepFailed, detail: "no money".to_owned(), is_bad_take: false };
    harness.fail(second, quota).unwrap();
    assert_eq!(harness.job.status(), JobStatus::Parked);
    assert_eq!(harness.job.view().problem.unwrap().code, Code::QuotaExhausted);
    assert!(matches!(harness.job.step(StepKind::Speech.at(0)).unwrap().status, StepStatus::Done { .. }));
}

#[test]
fn a_provider_that_asks_for_too_long_a_wait_parks_the_job() {
    let mut harness = Harness::new();
    harness.wake();
    let order = harness.next_order();
    let class = Class::Transient { retry_after_ms: Some(limits::RETRY_AFTER_MS_MAX + 1) };
    harness.fail(order, Failure { class, ..busy() }).unwrap();
    assert_eq!(harness.job.status(), JobStatus::Parked);
}

#[test]
fn a_permanent_failure_ends_the_job_and_cleans_up() {
    let mut harness = Harness::new();
    harness.wake();
    let order = harness.next_order();
    harness.fail(order, Failure::permanent(Code::SourceUnreadable, "nothing to read")).unwrap();
    assert_eq!(harness.job.status(), JobStatus::Failed);
    assert!(!harness.holds(StepKind::Cleanup.key()), "not behind attempts that may still write");
    harness.wake();
    assert!(harness.holds(StepKind::Cleanup.key()) && harness.holds(StepKind::Project.key()));
    assert_eq!(harness.input(Input::Resume), Err(Rejection::Finished));
}

#[test]
fn a_cancelled_job_starts_nothing_and_rejects_all_reports() {
    let mut harness = Harness::new();
    harness.run_until(Some(StepKind::Speech.at(0)));
    let in_flight = harness.next_order();
    harness.orders.clear();
    harness.input(Input::Cancel).unwrap();
    assert_eq!(harness.job.status(), JobStatus::Cancelled);
    assert_eq!(harness.changes.last(), Some(&Change::Cancelled));
    assert_eq!(harness.complete(in_flight), Err(Rejection::StaleToken));
    harness.wake();
    assert!(harness.orders.iter().all(|Lease { step, .. }| step.stage().is_none()), "only housekeeping is left");
    let seen = harness.job.view();
    harness.run_until(None);
    harness.now = harness.now.plus_ms(1_000);
    harness.input(Input::Cancel).unwrap();
    harness.run_to_rest();
    assert_eq!(harness.job.view(), seen, "cancelling again, like housekeeping, changes nothing to see");
}

#[test]
fn a_finished_episode_cannot_be_cancelled() {
    let mut harness = Harness::new();
    harness.run_until(None);
    assert_eq!(harness.input(Input::Cancel), Err(Rejection::Finished));
}

#[test]
fn a_job_out_of_time_is_parked_not_lost() {
    let mut harness = Harness::new();
    harness.wake();
    harness.orders.clear();
    harness.now = harness.now.plus_ms(limits::JOB_DEADLINE_MS);
    harness.wake();
    assert_eq!(harness.job.status(), JobStatus::Parked);
    assert_eq!(harness.job.view().problem.unwrap().code, Code::DeadlinePassed);
}

#[test]
fn housekeeping_is_tried_until_it_succeeds() {
    let mut harness = Harness::new();
    harness.input(Input::Cancel).unwrap();
    for _ in 0..3 * limits::ATTEMPTS_MAX {
        harness.wake_at_deadline();
        while let Some(order) = harness.orders.pop() {
            harness.fail(order, Failure::permanent(Code::Unavailable, "the index is away")).unwrap();
        }
    }
    assert_eq!(harness.job.status(), JobStatus::Cancelled);
    harness.run_to_rest();
}

#[test]
fn an_attempt_never_started_does_not_count() {
    let mut harness = Harness::new();
    harness.wake();
    let lease = harness.next_order();
    harness.input(Input::Released { lease }).unwrap();
    assert_eq!(harness.job.step(lease.step).unwrap().attempts, 0);
    assert_eq!(harness.job.next_deadline().unwrap().at, harness.now);
}
