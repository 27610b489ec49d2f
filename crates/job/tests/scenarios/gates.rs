//! Gates: work that waits for approval of its estimate, or for money.

use job::{Class, Failure, Gate, Gates, Hasher, Input, Rejection, Revision, StepKind, limits};
use protocol::{Code, JobStatus, Money, Stage};

use crate::harness::Harness;

fn approval(stages: &[Stage]) -> Gates {
    Gates { approval: stages.iter().copied().collect(), budget: None }
}

fn budget(micros: u64) -> Gates {
    Gates { budget: Some(Money::from_micros(micros)), ..Gates::default() }
}

fn code(harness: &Harness) -> Option<Code> {
    harness.job.problem().map(|problem| problem.code)
}

fn approve(harness: &mut Harness, stage: Stage) -> Result<(), Rejection> {
    let estimate = harness.job.estimate(stage);
    harness.input(Input::Approve { estimate })
}

fn edit(turn: u16, words: &str) -> Input {
    let lines = [(turn, Hasher::new("edit").part(words).finish())].into();
    Input::Revise(Revision { lines, ..Revision::default() })
}

#[test]
fn a_job_waits_at_its_gate_and_names_the_estimate() {
    let mut harness = Harness::with_gates(approval(&[Stage::Speech]));
    harness.run_until(None);
    assert_eq!((harness.job.status(), code(&harness)), (JobStatus::Parked, Some(Code::ApprovalNeeded)));
    let until = harness.now.plus_ms(limits::APPROVAL_MS);
    assert_eq!(harness.job.next_deadline().map(|deadline| deadline.at), Some(until));
    let estimate = harness.job.estimate(Stage::Speech);
    assert!(harness.job.problem().unwrap().detail.unwrap().contains(estimate.as_str()));
    assert_eq!(harness.job.gate(StepKind::Speech), Gate::Approval { stage: Stage::Speech, estimate });
    assert_eq!(harness.job.gate(StepKind::Project), Gate::Open, "housekeeping has no gate");
    assert!(!harness.job.steps().any(|(key, step)| key.kind == StepKind::Speech && step.attempts > 0));
    approve(&mut harness, Stage::Speech).unwrap();
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
}

#[test]
fn a_job_that_nobody_approves_in_time_is_cancelled() {
    let mut harness = Harness::with_gates(approval(&[Stage::Script]));
    harness.run_until(None);
    let approval = harness.job.view().approval.unwrap();
    assert_eq!((approval.stage, approval.until), (Stage::Script.into(), harness.now.plus_ms(limits::APPROVAL_MS)));
    assert_eq!(approval.estimate, harness.job.estimate(Stage::Script).to_string());
    harness.run_to_rest();
    assert_eq!((harness.job.status(), harness.job.view().approval), (JobStatus::Cancelled, None));
    assert_eq!(harness.now.since_ms(approval.until), limits::LATE_CLEANUP_AFTER_MS);
}

#[test]
fn every_stage_can_have_a_gate() {
    let all = [Stage::Ingest, Stage::Outline, Stage::Script, Stage::Speech, Stage::Master, Stage::Publish];
    let mut harness = Harness::with_gates(approval(&all));
    for stage in all {
        harness.run_until(None);
        assert_eq!((harness.job.status(), code(&harness)), (JobStatus::Parked, Some(Code::ApprovalNeeded)));
        approve(&mut harness, stage).unwrap();
    }
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
}

#[test]
fn an_approval_counts_for_one_estimate_only() {
    let mut harness = Harness::with_gates(approval(&[Stage::Speech]));
    harness.run_until(None);
    let other = Hasher::new("estimate").part("of something else").finish();
    assert_eq!(harness.input(Input::Approve { estimate: other }), Err(Rejection::EstimateChanged));
    let seen = harness.job.estimate(Stage::Speech);
    harness.input(edit(1, "other words")).unwrap();
    assert_eq!(harness.job.status(), JobStatus::Parked, "a revision does not open the gate");
    assert_eq!(harness.input(Input::Approve { estimate: seen }), Err(Rejection::EstimateChanged));
    approve(&mut harness, Stage::Speech).unwrap();
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
}

#[test]
fn a_revision_closes_the_gate_again() {
    let mut harness = Harness::with_gates(approval(&[Stage::Speech]));
    harness.run_until(None);
    approve(&mut harness, Stage::Speech).unwrap();
    harness.run_until(None);
    harness.input(edit(2, "other words")).unwrap();
    harness.run_until(None);
    assert_eq!((harness.job.status(), code(&harness)), (JobStatus::Parked, Some(Code::ApprovalNeeded)));
    assert!(harness.job.published().is_some(), "the episode before it is still heard");
    approve(&mut harness, Stage::Speech).unwrap();
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
}

#[test]
fn an_approval_given_twice_counts_once() {
    let mut harness = Harness::with_gates(approval(&[Stage::Speech]));
    harness.run_until(None);
    approve(&mut harness, Stage::Speech).unwrap();
    let before = harness.job.clone();
    approve(&mut harness, Stage::Speech).unwrap();
    assert_eq!(harness.job, before);
}

#[test]
fn resuming_does_not_open_a_gate() {
    let mut harness = Harness::with_gates(approval(&[Stage::Speech]));
    harness.run_until(None);
    let before = harness.job.clone();
    assert_eq!(harness.input(Input::Resume), Err(Rejection::ApprovalNeeded));
    assert_eq!(harness.job, before);
    harness.input(Input::Retry { step: StepKind::Speech.at(0) }).unwrap();
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Parked);
}

#[test]
fn an_approval_does_not_resume_what_was_parked_for_another_reason() {
    let mut harness = Harness::with_gates(approval(&[Stage::Speech]));
    harness.run_until(Some(StepKind::Script.at(0)));
    let order = harness.next_order();
    harness.fail(order, Failure { class: Class::Quota, ..Failure::permanent(Code::StepFailed, "poor") }).unwrap();
    assert_eq!(code(&harness), Some(Code::QuotaExhausted));
    assert_eq!(approve(&mut harness, Stage::Speech), Err(Rejection::EstimateChanged), "there is no estimate yet");
    harness.input(Input::Resume).unwrap();
    harness.run_until(None);
    assert_eq!(code(&harness), Some(Code::ApprovalNeeded));
}

#[test]
fn a_job_parked_before_a_closed_gate_says_so_once_it_is_resumed() {
    let mut harness = Harness::with_gates(approval(&[Stage::Speech]));
    harness.run_until(None);
    approve(&mut harness, Stage::Speech).unwrap();
    harness.run_until(Some(StepKind::Speech.at(0)));
    // Another estimate closes the gate again, while a line is spoken whose attempt then fails for good.
    harness.input(Input::Skip { step: StepKind::Speech.at(0) }).unwrap();
    let order = *harness.orders.iter().find(|order| order.step == StepKind::Speech.at(1)).unwrap();
    harness.fail(order, Failure { class: Class::Quota, ..Failure::permanent(Code::StepFailed, "poor") }).unwrap();
    assert_eq!((harness.job.status(), code(&harness)), (JobStatus::Parked, Some(Code::QuotaExhausted)));
    harness.orders.clear();
    harness.wake();
    harness.input(Input::Resume).unwrap();
    assert_eq!((harness.job.status(), code(&harness)), (JobStatus::Parked, Some(Code::ApprovalNeeded)));
    approve(&mut harness, Stage::Speech).unwrap();
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
}

/// Speech is left to runners, who are paid so much for each line, until none is given to them.
fn speak_at(harness: &mut Harness, price: Money) {
    while let Some(lease) = harness.claim("ada", &[StepKind::Speech]) {
        assert_eq!(harness.complete_for(lease, price), Ok(()));
    }
}

#[test]
fn an_exhausted_budget_holds_back_what_runners_are_paid_for() {
    let mut harness = Harness::of([StepKind::Speech].into(), budget(3_000));
    harness.run_until(None);
    speak_at(&mut harness, Money::from_micros(1_000));
    assert_eq!((harness.job.status(), code(&harness)), (JobStatus::Parked, Some(Code::BudgetExhausted)));
    assert_eq!(harness.job.spent(), Money::from_micros(3_000));
    assert_eq!(harness.input(Input::Resume), Err(Rejection::BudgetExhausted));
    let before = harness.job.spent();
    harness.input(Input::SetBudget { budget: Some(before) }).unwrap();
    assert_eq!(harness.job.status(), JobStatus::Parked, "nothing is left of that one either");
    harness.input(Input::SetBudget { budget: None }).unwrap();
    speak_at(&mut harness, Money::ZERO);
    harness.run_until(None);
    assert_eq!((harness.job.status(), harness.job.spent()), (JobStatus::Succeeded, before));
}

#[test]
fn an_episode_whose_last_line_used_up_the_budget_is_finished() {
    let mut harness = Harness::of([StepKind::Speech].into(), budget(6_000));
    harness.run_until(None);
    speak_at(&mut harness, Money::from_micros(1_000));
    harness.run_until(None);
    assert_eq!((harness.job.status(), harness.job.spent()), (JobStatus::Succeeded, Money::from_micros(6_000)));
}

#[test]
fn failed_attempts_count_against_the_budget() {
    let mut harness = Harness::of([StepKind::Speech].into(), budget(3_000));
    harness.run_until(None);
    let lease = harness.claim("ada", &[StepKind::Speech]).unwrap();
    let (failure, jitter) = (Failure::transient(Code::StepFailed, "not what was asked for"), job::Jitter(0));
    harness.input(Input::Failed { lease, failure, jitter, spent: Money::from_micros(3_000) }).unwrap();
    assert_eq!(harness.job.step(lease.step).unwrap().spent, Money::from_micros(3_000));
    assert_eq!(code(&harness), Some(Code::BudgetExhausted));
}

#[test]
fn a_straggler_does_not_change_the_spend() {
    let mut harness = Harness::with_gates(budget(5_000));
    harness.wake();
    let lost = harness.next_order();
    harness.wake();
    assert_eq!(harness.complete_for(lost, Money::from_micros(9_000)), Err(Rejection::StaleToken));
    assert_eq!(harness.job.spent(), Money::ZERO);
}

#[test]
fn nothing_behind_a_closed_gate_is_offered_to_runners() {
    let mut harness = Harness::of([StepKind::Speech].into(), approval(&[Stage::Speech]));
    harness.run_until(None);
    assert!(harness.offers.is_empty());
    assert_eq!(harness.claim("ada", &[StepKind::Speech]), None);
    approve(&mut harness, Stage::Speech).unwrap();
    assert_eq!(harness.offers.len(), 1);
    assert!(harness.claim("ada", &[StepKind::Speech]).is_some());
}
