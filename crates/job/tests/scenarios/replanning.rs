//! Another outline: what changes is written again, and nothing else.

use job::{Gates, Hasher, Input, Plan, Rejection, Revision, StepKind, StepStatus};
use protocol::{JobStatus, Redactions, Stage};

use crate::harness::Harness;

fn plan(sections: &[&str]) -> Input {
    let digest = |text: &str| Hasher::new("test").part(text).finish();
    let outline = digest(&sections.concat());
    let sections = sections.iter().map(|section| digest(section)).collect();
    Input::Replan(Plan { outline, sections, cost: None, redactions: Redactions::new() })
}

#[test]
fn there_is_no_outline_to_change_before_it_is_made() {
    let mut harness = Harness::new();
    assert_eq!(harness.input(plan(&["section 0"])), Err(Rejection::OutlineNotWritten));
}

#[test]
fn only_sections_that_are_new_are_written_again() {
    let mut harness = Harness::new();
    harness.run_until(None);
    let edit = |turn: u16| (turn, Hasher::new("line").part(turn.to_le_bytes()).finish());
    harness.input(Input::Revise(Revision { lines: [edit(1), edit(4)].into(), ..Revision::default() })).unwrap();
    harness.run_until(None);
    harness.input(plan(&["section 0", "another", "a third"])).unwrap();
    assert_eq!((harness.job.status(), harness.job.revision()), (JobStatus::Running, 3));
    let performed = harness.performed(None);
    let written: Vec<_> = performed.iter().filter(|step| step.kind == StepKind::Script).copied().collect();
    assert_eq!(written, [StepKind::Script.at(1), StepKind::Script.at(2)]);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
    let turns = harness.job.turns().unwrap();
    let edited: Vec<u16> = turns.iter().filter(|turn| turn.is_edited).map(|turn| turn.number).collect();
    assert_eq!(edited, [1], "a line of a section that is written again is as written");
}

#[test]
fn an_outline_can_be_changed_while_it_waits_for_approval() {
    let gates = Gates { approval: [Stage::Script].into(), ..Gates::default() };
    let mut harness = Harness::with_gates(gates);
    harness.run_until(None);
    let before = harness.job.estimate(Stage::Script);
    harness.input(plan(&["section 1"])).unwrap();
    assert_eq!(harness.job.status(), JobStatus::Parked, "a change is no approval");
    assert_eq!(harness.input(Input::Approve { estimate: before }), Err(Rejection::EstimateChanged));
    harness.input(Input::Approve { estimate: harness.job.estimate(Stage::Script) }).unwrap();
    harness.run_until(None);
    assert_eq!((harness.job.status(), harness.job.chapter_count()), (JobStatus::Succeeded, Some(1)));
    let is_done = |step: &job::Step| matches!(step.status, StepStatus::Done { .. });
    assert!(harness.job.steps().filter(|(key, _)| key.kind == StepKind::Script).all(|(_, step)| is_done(step)));
}
