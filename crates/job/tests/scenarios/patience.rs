//! Retries: number and time of attempts, and attempts that exclude each other.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use job::{Class, Failure, Hasher, Input, Lease, Output, StepKey, StepKind, Written, limits};
use protocol::{Code, JobStatus, Money};

use crate::harness::Harness;

/// As long as a provider may ask to be left alone.
fn busy_for_long(_: &Harness) -> Class {
    Class::Transient { retry_after_ms: Some(limits::RETRY_AFTER_MS_MAX) }
}

/// Every attempt at work goes wrong in this way; how many there were.
fn fail_until_parked(harness: &mut Harness, class: impl Fn(&Harness) -> Class) -> u32 {
    let mut attempts = 0;
    while harness.job.status() == JobStatus::Running {
        harness.wake_at_deadline();
        while !harness.orders.is_empty() {
            let order = harness.next_order();
            if order.step == StepKind::Project.key() {
                harness.complete(order).unwrap();
            } else {
                let failure = Failure {
                    class: class(harness),
                    code: Code::StepFailed,
                    detail: "busy".to_owned(),
                    is_bad_take: false,
                };
                harness.fail(order, failure).unwrap();
                attempts += 1;
            }
        }
    }
    attempts
}

#[test]
fn a_step_that_cannot_be_done_by_its_deadline_parks_the_job() {
    let mut harness = Harness::new();
    let started_at = harness.now;
    let attempts = fail_until_parked(&mut harness, busy_for_long);
    assert!(attempts > 1 && attempts < limits::ATTEMPTS_MAX, "{attempts} attempts");
    assert_eq!(harness.job.view().problem.unwrap().code, Code::DeadlinePassed);
    let waited_ms = harness.now.since_ms(started_at);
    assert!(waited_ms <= limits::STEP_DEADLINE_MS, "nobody waits for what would come too late");
}

#[test]
fn no_work_is_begun_after_the_deadline_of_the_job() {
    let mut harness = Harness::new();
    harness.run_until(Some(StepKind::Speech.at(0)));
    harness.now = harness.now.plus_ms(limits::JOB_DEADLINE_MS);
    // The turn goes on past the deadline: what is under way is finished.
    let begun: Vec<Lease> = harness.orders.drain(..).collect();
    for order in begun {
        harness.complete(order).unwrap();
    }
    assert!(harness.orders.iter().all(|order| order.step.stage().is_none()), "{:?}", harness.orders);
    harness.wake_at_deadline();
    assert_eq!(harness.job.view().problem.unwrap().code, Code::DeadlinePassed);
}

#[test]
fn a_resumed_step_has_all_its_time_again() {
    let mut harness = Harness::new();
    let attempts = fail_until_parked(&mut harness, busy_for_long);
    harness.input(Input::Resume).unwrap();
    assert_eq!(fail_until_parked(&mut harness, busy_for_long), attempts);
    harness.input(Input::Retry { step: StepKind::Ingest.key() }).unwrap();
    assert_eq!(fail_until_parked(&mut harness, busy_for_long), attempts);
}

#[test]
fn an_open_circuit_breaker_costs_time_and_no_attempt() {
    let mut harness = Harness::new();
    let started_at = harness.now;
    let postponed = fail_until_parked(&mut harness, |harness| Class::Postponed { until: harness.now.plus_ms(60_000) });
    assert_eq!(harness.job.step(StepKind::Ingest.key()).unwrap().attempts, 0);
    assert!(postponed > limits::ATTEMPTS_MAX, "{postponed}");
    assert_eq!(harness.job.view().problem.unwrap().code, Code::DeadlinePassed);
    assert!(harness.now.since_ms(started_at) >= limits::JOB_DEADLINE_MS, "all the time a job has");
}

#[test]
fn an_open_circuit_breaker_waits_no_longer_than_a_provider_may_ask_for() {
    let mut harness = Harness::new();
    harness.wake();
    let order = harness.next_order();
    let class = Class::Postponed { until: harness.now.plus_ms(i64::MAX) };
    harness
        .fail(order, Failure { class, code: Code::Unavailable, detail: "left alone".to_owned(), is_bad_take: false })
        .unwrap();
    let due = harness.job.next_deadline().unwrap();
    assert!(due.at.since_ms(harness.now) <= limits::RETRY_AFTER_MS_MAX + limits::BACKOFF_MS_BASE);
}

#[test]
fn the_same_words_are_not_spoken_twice_at_once() {
    let mut harness = Harness::new();
    harness.run_until(Some(StepKind::Script.at(0)));
    for chapter in 0..2_u16 {
        let lease = harness.next_order();
        // The first host says the same words in every turn of its own.
        let text = |turn: u8| if turn == 0 { "yes".to_owned() } else { format!("{chapter}") };
        let turn = |turn: u8| Written { host: turn % 2, text: Hasher::new("echo").part(text(turn % 2)).finish() };
        let output = Output::Written { turns: (0..4).map(turn).collect(), writer: None };
        harness.input(Input::Completed { lease, spent: Money::ZERO, output }).unwrap();
    }
    let spoken = |harness: &Harness| -> Vec<StepKey> {
        harness.orders.iter().map(|Lease { step, .. }| *step).filter(|step| step.kind == StepKind::Speech).collect()
    };
    // Eight turns, three different lines.
    assert_eq!(spoken(&harness), [StepKind::Speech.at(0), StepKind::Speech.at(1), StepKind::Speech.at(5)]);
    let waits_for = harness.job.next_deadline().unwrap();
    assert!(waits_for.at > harness.now, "the others wait for those, not for an alarm");
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
}
