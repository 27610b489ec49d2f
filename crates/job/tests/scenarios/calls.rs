//! Paid calls: set aside before they are made, entered when they end, lost with their attempt.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use job::{CallId, Failure, Gates, Input, Lease, Rejection, StepKind};
use protocol::{Code, JobStatus, Money};

use crate::harness::Harness;

const CENT: Money = Money::from_micros(10_000);

/// A job with this budget, and the lease under which its first section is written.
fn writing(budget: Option<Money>) -> (Harness, Lease) {
    let mut harness = Harness::with_gates(Gates { budget, ..Gates::default() });
    harness.run_until(Some(StepKind::Script.at(0)));
    let lease = *harness.orders.first().unwrap();
    (harness, lease)
}

fn begin(harness: &mut Harness, lease: Lease, most: Money) -> Result<CallId, Rejection> {
    let call = harness.job.next_call();
    harness.input(Input::CallBegun { lease, most }).map(|()| call)
}

#[test]
fn a_call_counts_with_its_cost_once_it_has_ended() {
    let (mut harness, lease) = writing(None);
    let call = begin(&mut harness, lease, CENT).unwrap();
    assert_eq!((harness.job.spent(), harness.job.under_way()), (Money::ZERO, CENT));
    harness.input(Input::CallEnded { call, cost: Some(Money::from_micros(7)) }).unwrap();
    assert_eq!((harness.job.spent(), harness.job.under_way()), (Money::from_micros(7), Money::ZERO));
    assert_eq!(harness.job.step(lease.step).unwrap().spent, Money::from_micros(7));
    assert_eq!(harness.input(Input::CallEnded { call, cost: None }), Err(Rejection::StaleToken), "once");
    harness.complete(lease).unwrap();
    assert_eq!(harness.job.uncertain(), Money::ZERO);
}

#[test]
fn no_call_begins_that_could_exceed_the_budget_with_those_under_way() {
    let (mut harness, lease) = writing(Some(CENT));
    let call = begin(&mut harness, lease, Money::from_micros(6_000)).unwrap();
    assert_eq!(begin(&mut harness, lease, Money::from_micros(4_001)), Err(Rejection::BudgetExhausted));
    begin(&mut harness, lease, Money::from_micros(4_000)).unwrap();
    harness.input(Input::CallEnded { call, cost: Some(Money::from_micros(1_000)) }).unwrap();
    begin(&mut harness, lease, Money::from_micros(5_000)).unwrap();
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Succeeded, "what costs nothing goes on");
}

#[test]
fn calls_of_a_turn_that_died_are_entered_with_the_most_they_can_have_cost() {
    let (mut harness, lease) = writing(Some(CENT));
    let call = begin(&mut harness, lease, CENT).unwrap();
    harness.wake();
    assert_eq!((harness.job.spent(), harness.job.uncertain(), harness.job.under_way()), (CENT, CENT, Money::ZERO));
    assert_eq!(harness.input(Input::CallEnded { call, cost: Some(Money::ZERO) }), Err(Rejection::StaleToken));
    let again = *harness.orders.first().unwrap();
    assert_eq!(again.step, lease.step);
    assert_eq!(begin(&mut harness, again, Money::from_micros(1)), Err(Rejection::BudgetExhausted));
}

#[test]
fn calls_that_an_attempt_does_not_report_are_entered_with_it() {
    let (mut harness, lease) = writing(None);
    begin(&mut harness, lease, CENT).unwrap();
    harness.fail(lease, Failure::transient(Code::Unavailable, "no answer")).unwrap();
    assert_eq!((harness.job.spent(), harness.job.uncertain()), (CENT, CENT));
}

#[test]
fn a_call_that_ends_after_its_job_was_cancelled_is_entered() {
    let (mut harness, lease) = writing(None);
    let call = begin(&mut harness, lease, CENT).unwrap();
    harness.input(Input::Cancel).unwrap();
    assert_eq!(begin(&mut harness, lease, CENT), Err(Rejection::StaleToken), "no lease, no call");
    harness.input(Input::CallEnded { call, cost: Some(Money::from_micros(9)) }).unwrap();
    assert_eq!((harness.job.spent(), harness.job.uncertain()), (Money::from_micros(9), Money::ZERO));
    let months = harness.job.months();
    assert_eq!(months.iter().map(|(_, sum)| *sum).collect::<Vec<_>>(), [Money::from_micros(9)]);
}

#[test]
fn money_that_is_given_back_is_told_as_nothing_spent_in_its_month() {
    let (mut harness, lease) = writing(None);
    let call = begin(&mut harness, lease, Money::ZERO).unwrap();
    harness.input(Input::CallEnded { call, cost: Some(Money::ZERO) }).unwrap();
    assert_eq!(harness.job.months(), [], "the index hears of no call that costs nothing");
    let call = begin(&mut harness, lease, CENT).unwrap();
    harness.input(Input::CallEnded { call, cost: Some(Money::ZERO) }).unwrap();
    let months = harness.job.months();
    assert_eq!(months.iter().map(|(_, sum)| *sum).collect::<Vec<_>>(), [Money::ZERO], "it has heard of a cent");
}
