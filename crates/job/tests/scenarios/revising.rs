//! Revisions: edited lines, new voices, skipped and repeated steps.

use job::{Class, Failure, Hasher, Input, Rejection, Revision, StepKey, StepKind, StepStatus};
use protocol::{Code, Host, JobStatus, Stage};

use crate::harness::{Harness, output};
use crate::{busy, out_of_attempts};

fn lines(turn: u16) -> Revision {
    let text = Hasher::new("edit").part(turn.to_le_bytes()).finish();
    Revision { lines: [(turn, text)].into(), ..Revision::default() }
}

#[test]
fn an_edited_line_is_spoken_again_and_no_other() {
    let mut harness = Harness::new();
    harness.run_until(None);
    harness.input(Input::Revise(lines(2))).unwrap();
    assert_eq!(harness.job.status(), JobStatus::Running);
    let heard = |job: &job::Job| job.view().episode.and_then(|episode| episode.revision);
    assert_eq!(
        (harness.job.revision(), heard(&harness.job)),
        (2, Some(1)),
        "the first is heard while the second is made"
    );
    let done = harness.performed(None);
    assert_eq!(
        done,
        [
            StepKind::Speech.at(2),
            StepKind::Project.key(),
            StepKind::Master.key(),
            StepKind::Publish.key(),
            StepKind::Project.key()
        ]
    );
    assert_eq!((harness.job.status(), heard(&harness.job)), (JobStatus::Succeeded, Some(2)));
    let seen = harness.job.clone();
    harness.input(Input::Revise(lines(2))).unwrap();
    assert_eq!(harness.job, seen, "the same revision twice is one");
}

#[test]
fn new_voices_speak_all_lines_and_rewrite_none() {
    let mut harness = Harness::new();
    harness.run_until(None);
    let [lead, guest] = harness.job.hosts().clone();
    let hosts = [Host { voice: guest.voice, ..lead }, Host { voice: lead.voice, ..guest }];
    harness.input(Input::Revise(Revision { hosts: Some(hosts), ..Revision::default() })).unwrap();
    let done = harness.performed(None);
    assert_eq!(done.iter().filter(|step| step.stage() == Some(Stage::Speech)).count(), 6);
    assert!(!done.contains(&StepKind::Script.at(0)) && !done.contains(&StepKind::Outline.key()));
}

#[test]
fn a_finished_episode_stays_until_its_successor_is_whole() {
    let mut harness = Harness::new();
    harness.run_until(None);
    let first = harness.job.published().cloned().unwrap();
    harness.input(Input::Revise(lines(0))).unwrap();
    harness.run_until(Some(StepKind::Publish.key()));
    assert_eq!(harness.job.published(), Some(&first));
    assert!(harness.job.view().episode.is_some() && harness.job.superseded().is_empty());
    harness.run_until(None);
    let second = harness.job.published().cloned().unwrap();
    assert_ne!(second.master, first.master);
    assert_eq!(harness.job.superseded(), [first.master]);
    harness.run_until(None);
    assert!(harness.job.superseded().is_empty(), "what was replaced is deleted");
}

#[test]
fn a_cancelled_revision_keeps_the_episode_before_it() {
    let mut harness = Harness::new();
    harness.run_until(None);
    let first = harness.job.published().cloned();
    harness.input(Input::Revise(lines(1))).unwrap();
    harness.input(Input::Cancel).unwrap();
    harness.run_until(None);
    assert_eq!(harness.job.published(), first.as_ref());
    harness.input(Input::Revise(lines(3))).unwrap();
    harness.run_until(None);
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Succeeded, "and can be revised again");
}

#[test]
fn a_revision_gives_new_attempts_to_what_had_none_left() {
    let mut harness = Harness::new();
    harness.run_until(Some(StepKind::Speech.at(0)));
    let order = harness.next_order();
    harness.fail(order, Failure { class: Class::Quota, ..busy() }).unwrap();
    assert_eq!(harness.job.status(), JobStatus::Parked);
    harness.input(Input::Revise(lines(5))).unwrap();
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
}

#[test]
fn only_a_written_script_can_be_revised() {
    let mut harness = Harness::new();
    assert_eq!(harness.input(Input::Revise(lines(0))), Err(Rejection::ScriptNotWritten));
    harness.run_until(None);
    assert_eq!(harness.input(Input::Revise(lines(6))), Err(Rejection::UnknownStep));
}

#[test]
fn a_line_that_always_fails_can_be_skipped() {
    let mut harness = Harness::new();
    harness.run_until(Some(StepKind::Speech.at(0)));
    let order = harness.next_order();
    harness.fail(order, Failure { class: Class::Quota, ..busy() }).unwrap();
    assert_eq!(harness.job.status(), JobStatus::Parked);
    harness.input(Input::Skip { step: StepKind::Speech.at(0) }).unwrap();
    harness.input(Input::Skip { step: StepKind::Speech.at(0) }).unwrap();
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
    assert_eq!(harness.job.spoken_turns().unwrap().len(), 5);
    assert_eq!(harness.input(Input::Skip { step: StepKind::Speech.at(1) }), Err(Rejection::Finished));
    assert_eq!(harness.input(Input::Skip { step: StepKind::Master.key() }), Err(Rejection::NotSkippable));
}

/// A job parked at its first lines, of which all but the last are skipped.
fn all_but_the_last_skipped() -> Harness {
    let mut harness = Harness::new();
    harness.run_until(Some(StepKind::Speech.at(0)));
    let order = harness.next_order();
    harness.fail(order, Failure { class: Class::Quota, ..busy() }).expect("it is open");
    for turn in 0..5 {
        harness.input(Input::Skip { step: StepKind::Speech.at(turn) }).expect("it is open");
    }
    harness
}

#[test]
fn the_last_line_cannot_be_skipped() {
    let mut harness = all_but_the_last_skipped();
    let last = StepKind::Speech.at(5);
    assert_eq!(harness.input(Input::Skip { step: last }), Err(Rejection::LastLine));
    harness.input(Input::Skip { step: StepKind::Speech.at(4) }).unwrap();
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Succeeded, "it goes on with the line that is left");
    assert_eq!(harness.job.spoken_turns().unwrap().len(), 1);
    assert_eq!(harness.input(Input::Skip { step: last }), Err(Rejection::Finished));
}

#[test]
fn a_last_line_that_cannot_be_spoken_is_revised_to_an_end() {
    let mut harness = all_but_the_last_skipped();
    harness.run_until(Some(StepKind::Speech.at(5)));
    let order = harness.next_order();
    let refused = Failure { class: Class::Quota, ..busy() };
    harness.fail(order, refused.clone()).unwrap();
    assert_eq!(harness.job.status(), JobStatus::Parked);
    assert_eq!(harness.input(Input::Skip { step: order.step }), Err(Rejection::LastLine));
    harness.input(Input::Revise(lines(5))).unwrap();
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
    assert_eq!(harness.job.spoken_turns().unwrap().len(), 1);
}

#[test]
fn a_revised_line_is_spoken_even_if_it_was_skipped() {
    let mut harness = all_but_the_last_skipped();
    harness.input(Input::Revise(lines(2))).unwrap();
    let seen = harness.job.clone();
    harness.input(Input::Revise(lines(2))).unwrap();
    assert_eq!(harness.job, seen, "the same revision twice is one");
    harness.input(Input::Skip { step: StepKind::Speech.at(5) }).unwrap();
    assert_eq!(harness.input(Input::Skip { step: StepKind::Speech.at(2) }), Err(Rejection::LastLine));
    let done = harness.performed(None);
    assert!(done.contains(&StepKind::Speech.at(2)), "{done:?}");
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
    assert_eq!(harness.job.spoken_turns().unwrap().iter().map(|turn| turn.number).collect::<Vec<_>>(), [2]);
    harness.input(Input::Revise(lines(0))).unwrap();
    harness.run_until(None);
    assert_eq!(harness.job.spoken_turns().unwrap().iter().map(|turn| turn.number).collect::<Vec<_>>(), [0, 2]);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
}

/// Releases before this one let every line be skipped.
#[test]
fn a_job_that_has_lost_all_its_lines_is_revised_to_an_end() {
    let mut harness = all_but_the_last_skipped();
    let mut stored = serde_json::to_value(&harness.job).unwrap();
    stored["skipped"] = serde_json::json!([0, 1, 2, 3, 4, 5]);
    harness.job = serde_json::from_value(stored).unwrap();
    harness.input(Input::AlarmRang).unwrap();
    harness.run_until(Some(StepKind::Master.key()));
    let order = harness.next_order();
    let silent = Failure::permanent(Code::EpisodeDefective, "no sound");
    harness.fail(order, silent).unwrap();
    assert_eq!(harness.job.status(), JobStatus::Failed);
    for input in [Input::Resume, Input::Retry { step: StepKind::Master.key() }] {
        assert_eq!(harness.input(input), Err(Rejection::Finished));
    }
    harness.input(Input::Revise(lines(3))).unwrap();
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
    assert_eq!(harness.job.spoken_turns().unwrap().len(), 1);
}

#[test]
fn a_step_given_new_attempts_starts_at_once() {
    let mut harness = out_of_attempts();
    assert_eq!(harness.job.status(), JobStatus::Parked);
    assert_eq!(harness.input(Input::Retry { step: StepKind::Publish.key() }), Err(Rejection::UnknownStep));
    harness.input(Input::Retry { step: StepKind::Ingest.key() }).unwrap();
    harness.wake();
    assert!(harness.holds(StepKind::Ingest.key()));
    harness.run_until(None);
    assert_eq!(harness.job.status(), JobStatus::Succeeded);
}

/// Every step, three ways: its report comes twice, its attempt is lost, its attempt fails first.
#[test]
fn a_job_ends_the_same_after_any_failure_of_one_step() {
    let mut undisturbed = Harness::new();
    undisturbed.run_until(None);
    let steps: Vec<StepKey> = undisturbed.job.steps().map(|(key, _)| key).collect();
    assert!(steps.len() > 10);
    for target in steps {
        for disturbance in 0..3 {
            let mut harness = Harness::new();
            let mut disturbed = false;
            while harness.job.next_deadline().is_some() {
                harness.wake_at_deadline();
                while !harness.orders.is_empty() {
                    let order = harness.next_order();
                    if order.step != target || disturbed {
                        harness.complete(order).unwrap();
                        continue;
                    }
                    disturbed = true;
                    match disturbance {
                        0 => {
                            harness.complete(order).unwrap();
                            assert_eq!(harness.complete(order), Err(Rejection::StaleToken));
                        }
                        1 => {}
                        _ => harness.fail(order, busy()).unwrap(),
                    }
                }
            }
            assert!(disturbed, "{target} was reached");
            assert_eq!(harness.job.status(), JobStatus::Succeeded, "{target}, disturbance {disturbance}");
            for (key, step) in harness.job.steps() {
                assert_eq!(step.status, StepStatus::Done { output: output(key) }, "{key}");
            }
        }
    }
}
