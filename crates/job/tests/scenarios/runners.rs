//! Runners: steps that are claimed, extended and reported from outside.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use job::{Failure, Hasher, Holder, Input, Lease, Rejection, Revision, StepKind, StepStatus, limits};
use protocol::{Code, JobStatus};

use crate::harness::{Harness, output};

const SPEECH: &[StepKind] = &[StepKind::Speech];

/// Its script is written, and its lines wait for runners.
fn offering() -> Harness {
    let mut harness = Harness::with_runners(SPEECH);
    harness.run_until(None);
    harness
}

/// Runs the job to its end, with a runner that claims all speech steps.
fn run_with_runner(harness: &mut Harness) {
    for _ in 0..50 {
        harness.run_until(None);
        while let Some(lease) = harness.claim("ada", SPEECH) {
            harness.complete(lease).unwrap();
        }
        if harness.job.status() != JobStatus::Running {
            return;
        }
    }
    panic!("the job does not end");
}

fn expires_at(harness: &Harness, lease: Lease) -> protocol::Timestamp {
    match harness.job.step(lease.step).unwrap().status {
        StepStatus::Leased { expires_at, .. } => expires_at,
        StepStatus::Waiting { .. } | StepStatus::Done { .. } | StepStatus::Exhausted { .. } => panic!("not leased"),
    }
}

#[test]
fn steps_left_to_runners_are_offered_and_not_performed() {
    let mut harness = offering();
    assert_eq!(harness.offers.iter().map(|offer| offer.kind).collect::<Vec<_>>(), SPEECH);
    harness.wake();
    assert!(harness.orders.is_empty(), "the object speaks no line");
    let deadline = harness.job.next_deadline().unwrap();
    assert_eq!(deadline.wakeup, job::Wakeup::JobDeadline, "and waits for no alarm to have them spoken");
    run_with_runner(&mut harness);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
    assert!(harness.offers.is_empty());
}

#[test]
fn a_claim_gets_a_kind_the_runner_can_do_and_no_other() {
    let mut harness = offering();
    assert_eq!(harness.claim("ada", &[StepKind::Master]), None);
    assert_eq!(harness.claim("ada", &[]), None);
    let lease = harness.claim("ada", SPEECH).unwrap();
    assert_eq!(lease.step, StepKind::Speech.at(0));
    let holder = harness.job.step(lease.step).unwrap().holder().unwrap().clone();
    assert!(matches!(holder, Holder::Runner { runner, .. } if runner.0 == "ada"));
}

#[test]
fn a_claim_repeated_is_answered_with_the_same_lease() {
    let mut harness = offering();
    let lease = harness.claim("ada", SPEECH).unwrap();
    let before = harness.job.clone();
    assert_eq!(harness.claim("ada", SPEECH), Some(lease), "the first answer was lost");
    assert_eq!(harness.job, before, "and no attempt is spent on it");
    assert_ne!(harness.claim("bob", SPEECH).unwrap().step, lease.step);
}

#[test]
fn a_claim_is_not_answered_with_a_lease_that_has_expired() {
    let mut harness = offering();
    let lease = harness.claim("ada", SPEECH).unwrap();
    harness.now = expires_at(&harness, lease);
    let other = harness.claim("ada", SPEECH).unwrap();
    assert_ne!(other.step, lease.step, "the first one is the alarm's to take back");
}

#[test]
fn runners_hold_no_more_than_a_few_steps_and_never_the_same_words_twice() {
    let mut harness = offering();
    let leases: Vec<Lease> = (0..20).filter_map(|n| harness.claim(&format!("runner {n}"), SPEECH)).collect();
    assert_eq!(leases.len(), 6, "there are six lines");
    let mut steps: Vec<_> = leases.iter().map(|lease| lease.step).collect();
    steps.dedup();
    assert_eq!(steps.len(), leases.len());
    assert!(leases.len() <= limits::RUNNER_LEASES_MAX);
}

#[test]
fn an_alarm_takes_back_what_the_object_held_and_nothing_a_runner_holds() {
    let mut harness = Harness::with_runners(&[StepKind::Master]);
    harness.run_until(Some(StepKind::Speech.at(0)));
    let lost = harness.next_order();
    harness.wake();
    assert_eq!(harness.complete(lost), Err(Rejection::StaleToken), "the object's own died with its turn");
    harness.run_until(None);
    let lease = harness.claim("ada", &[StepKind::Master]).unwrap();
    for _ in 0..3 {
        harness.wake();
    }
    assert!(harness.job.is_held(lease), "a runner's does not");
    harness.complete(lease).unwrap();
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
}

#[test]
fn a_runner_that_falls_silent_loses_its_lease_when_it_expires() {
    let mut harness = offering();
    let lease = harness.claim("ada", SPEECH).unwrap();
    let deadline = harness.job.next_deadline().unwrap();
    assert_eq!((deadline.at, deadline.wakeup), (expires_at(&harness, lease), job::Wakeup::LeaseExpires));
    harness.now = deadline.at.plus_ms(-1);
    harness.wake();
    assert!(harness.job.is_held(lease), "not a moment earlier");
    harness.now = deadline.at;
    harness.wake();
    assert_eq!(harness.complete(lease), Err(Rejection::StaleToken));
    let again = harness.claim("bob", SPEECH).unwrap();
    assert!(again.step == lease.step && again.token > lease.token);
    assert_eq!(harness.job.step(again.step).unwrap().attempts, 2, "the silent attempt counts");
}

#[test]
fn a_report_after_the_lease_expires_counts_until_the_lease_is_taken_back() {
    let mut harness = offering();
    let lease = harness.claim("ada", SPEECH).unwrap();
    harness.now = expires_at(&harness, lease).plus_ms(1);
    harness.complete(lease).unwrap();
    assert_eq!(harness.job.step(lease.step).unwrap().status, StepStatus::Done { output: output(lease.step) });
}

#[test]
fn a_heartbeat_extends_a_lease_up_to_the_longest_attempt() {
    let mut harness = offering();
    let (lease, started_at) = (harness.claim("ada", SPEECH).unwrap(), harness.now);
    let mut beats = 0;
    loop {
        harness.now = harness.now.plus_ms(limits::RUNNER_LEASE_MS / 4);
        harness.wake();
        if harness.input(Input::Heartbeat { lease }).is_err() {
            break;
        }
        beats += 1;
        assert!(beats < 1_000, "this goes on for ever");
    }
    assert!(beats > 10);
    let held_ms = harness.now.since_ms(started_at);
    assert!(
        (limits::RUNNER_ATTEMPT_MS_MAX..limits::RUNNER_ATTEMPT_MS_MAX + limits::RUNNER_LEASE_MS).contains(&held_ms)
    );
    assert_eq!(harness.input(Input::Heartbeat { lease }), Err(Rejection::StaleToken));
}

#[test]
fn only_a_runner_may_send_a_heartbeat() {
    let mut harness = Harness::new();
    harness.wake();
    let lease = harness.next_order();
    assert_eq!(harness.input(Input::Heartbeat { lease }), Err(Rejection::StaleToken));
}

#[test]
fn a_runners_report_performs_nothing_before_the_alarm() {
    let mut harness = Harness::with_runners(&[StepKind::Script]);
    harness.run_until(None);
    for runner in ["ada", "bob"] {
        let lease = harness.claim(runner, &[StepKind::Script]).unwrap();
        harness.complete(lease).unwrap();
        assert!(harness.orders.is_empty(), "a request performs nothing");
    }
    assert_eq!(harness.job.next_deadline().unwrap().at, harness.now, "the alarm does, at once");
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
}

#[test]
fn a_failed_attempt_of_a_runner_is_offered_again_after_its_backoff() {
    let mut harness = offering();
    let lease = harness.claim("ada", SPEECH).unwrap();
    harness.fail(lease, Failure::transient(Code::Unavailable, "busy")).unwrap();
    let StepStatus::Waiting { not_before } = harness.job.step(lease.step).unwrap().status else { panic!() };
    assert!(not_before > harness.now);
    assert_ne!(harness.claim("bob", SPEECH).unwrap().step, lease.step, "another line meanwhile");
    harness.now = not_before;
    assert_eq!(harness.claim("eve", SPEECH).unwrap().step, lease.step);
}

#[test]
fn a_released_claim_costs_no_attempt() {
    let mut harness = offering();
    let lease = harness.claim("ada", SPEECH).unwrap();
    harness.input(Input::Released { lease }).unwrap();
    assert_eq!(harness.job.step(lease.step).unwrap().attempts, 0);
    assert_eq!(harness.claim("bob", SPEECH).unwrap().step, lease.step);
}

#[test]
fn a_cancelled_job_deletes_nothing_while_a_runner_may_still_write() {
    let mut harness = offering();
    let lease = harness.claim("ada", SPEECH).unwrap();
    let may_write_until = expires_at(&harness, lease).plus_ms(limits::UPLOAD_MS_MAX);
    harness.input(Input::Cancel).unwrap();
    assert!(harness.offers.is_empty());
    assert_eq!(harness.complete(lease), Err(Rejection::StaleToken));
    assert_eq!(harness.input(Input::Heartbeat { lease }), Err(Rejection::StaleToken), "it learns that nobody waits");
    harness.run_until(None);
    assert!(!harness.job.steps().any(|(key, step)| key.kind == StepKind::Cleanup && step.attempts > 0));
    assert_eq!(harness.job.next_deadline().unwrap().at, may_write_until);
    harness.wake_at_deadline();
    assert!(harness.holds(StepKind::Cleanup.key()));
    harness.run_until(None);
    harness.run_to_rest();
    assert_eq!(harness.job.status(), JobStatus::Cancelled);
}

#[test]
fn a_revision_voids_the_claim_of_the_line_it_changes() {
    let mut harness = offering();
    let lease = harness.claim("ada", SPEECH).unwrap();
    let lines = [(0, Hasher::new("edit").finish())].into();
    harness.input(Input::Revise(Revision { lines, ..Revision::default() })).unwrap();
    assert_eq!(harness.complete(lease), Err(Rejection::StaleToken));
    run_with_runner(&mut harness);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
}

#[test]
fn a_job_without_a_runner_is_parked_and_goes_on_when_one_claims() {
    let mut harness = offering();
    harness.wake_at_deadline();
    assert_eq!(harness.job.status(), JobStatus::Parked);
    assert_eq!(harness.claim("ada", SPEECH), None, "a human decides first");
    harness.input(Input::Resume).unwrap();
    run_with_runner(&mut harness);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
}

/// Every step a runner does, four ways: its report comes twice, it falls silent, it fails first, its claim's answer is lost.
#[test]
fn a_job_ends_the_same_after_any_failure_of_one_runner() {
    let kinds = [StepKind::Script, StepKind::Speech, StepKind::Master];
    for target in 0..9 {
        for disturbance in 0..4 {
            let mut harness = Harness::with_runners(&kinds);
            let (mut claims, mut rounds) = (0, 0);
            while harness.job.status() == JobStatus::Running {
                rounds += 1;
                assert!(rounds < 100, "target {target}, disturbance {disturbance}");
                harness.run_until(None);
                let Some(lease) = harness.claim("ada", &kinds) else {
                    let due = harness.job.offers().first().map_or(harness.now, |offer| offer.not_before);
                    harness.now = harness.now.max(due);
                    continue;
                };
                claims += 1;
                if claims != target + 1 {
                    harness.complete(lease).unwrap();
                    continue;
                }
                match disturbance {
                    0 => {
                        harness.complete(lease).unwrap();
                        assert_eq!(harness.complete(lease), Err(Rejection::StaleToken));
                    }
                    1 => harness.now = expires_at(&harness, lease),
                    2 => harness.fail(lease, Failure::transient(Code::Unavailable, "busy")).unwrap(),
                    _ => assert_eq!(harness.claim("ada", &kinds), Some(lease)),
                }
            }
            assert!(claims > target, "target {target} was reached");
            assert_eq!(harness.job.status(), JobStatus::Succeeded, "target {target}, disturbance {disturbance}");
        }
    }
}
