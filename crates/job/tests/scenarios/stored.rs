//! Stored jobs outlive the code that stored them: golden jobs of every engine are read and go on.
//!
//! `GOLDEN=write` writes those of the present engine; a change of theirs that no new engine announces is a mistake.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use job::{
    Class, ENGINE_VERSION, ENGINE_VERSION_MIN, Failure, Gates, Hasher, Input, Job, LANGUAGES_SINCE, Rejection,
    Revision, StepKind, Unreadable, WIDE_SINCE,
};
use protocol::{Code, JobStatus, Language, Money, Stage};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::harness::Harness;

#[derive(Serialize, Deserialize)]
struct Row {
    body: Value,
    engine_version: u32,
    min_reader: u32,
}

fn folder(engine_version: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/stored/engine-{engine_version}"))
}

/// A job at each turn of its life.
fn lives() -> Vec<(&'static str, Job)> {
    let mut lives = Vec::new();
    let mut harness = Harness::new();
    lives.push(("created", harness.job.clone()));
    harness.run_until(Some(StepKind::Speech.at(0)));
    let first = harness.next_order();
    harness.complete(first).unwrap();
    let second = harness.next_order();
    harness.fail(second, Failure::transient(Code::Unavailable, "busy")).unwrap();
    lives.push(("speaking", harness.job.clone()));
    harness.input(Input::Cancel).unwrap();
    lives.push(("cancelled", harness.job));

    let quota =
        Failure { class: Class::Quota, code: Code::StepFailed, detail: "no more".to_owned(), is_bad_take: false };
    let permanent = Failure::permanent(Code::SourceUnreadable, "nothing in it");
    for (name, failure) in [("parked", quota), ("failed", permanent)] {
        let mut harness = Harness::new();
        harness.wake();
        let order = harness.next_order();
        harness.fail(order, failure).unwrap();
        lives.push((name, harness.job));
    }

    let mut harness = Harness::new();
    harness.run_until(None);
    lives.push(("succeeded", harness.job.clone()));
    let lines = [(2, Hasher::new("line").part("other").finish())].into();
    harness.input(Input::Revise(Revision { lines, ..Revision::default() })).unwrap();
    lives.push(("revised", harness.job.clone()));
    harness.run_until(Some(StepKind::Master.key()));
    lives.push(("mastering", harness.job));
    if ENGINE_VERSION >= 3 {
        lives.extend(lives_since_engine_3());
    }
    if ENGINE_VERSION >= LANGUAGES_SINCE {
        lives.push(("german", Harness::in_language(Language::German).job));
    }
    if ENGINE_VERSION >= WIDE_SINCE {
        let mut harness = Harness::in_wide_form();
        harness.run_until(Some(StepKind::Master.key()));
        lives.push(("wide", harness.job));
    }
    lives
}

/// Jobs with what earlier engines do not know: a runner's lease, approval, money.
fn lives_since_engine_3() -> Vec<(&'static str, Job)> {
    let mut lives = Vec::new();
    let mut harness = Harness::with_runners(&[StepKind::Speech]);
    harness.run_until(None);
    lives.push(("offered", harness.job.clone()));
    let lease = harness.claim("ada", &[StepKind::Speech]).unwrap();
    harness.claim("bob", &[StepKind::Speech]).unwrap();
    harness.complete_for(lease, Money::from_micros(1_200)).unwrap();
    lives.push(("claimed", harness.job));

    let gates = Gates { approval: [Stage::Speech].into(), budget: Some(Money::from_micros(500_000)) };
    let mut harness = Harness::with_gates(gates);
    harness.run_until(None);
    lives.push(("unapproved", harness.job.clone()));
    let estimate = harness.job.estimate(Stage::Speech);
    harness.input(Input::Approve { estimate }).unwrap();
    lives.push(("approved", harness.job));
    lives
}

fn golden(engine_version: u32, name: &str) -> Job {
    let path = folder(engine_version).join(format!("{name}.json"));
    let row: Row = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let job = Job::read(row.min_reader, &row.body.to_string()).unwrap();
    assert_eq!(job.engine_version(), row.engine_version);
    job
}

#[test]
fn this_engine_stores_jobs_as_its_golden_files_do() {
    let kept = folder(ENGINE_VERSION);
    if std::env::var("GOLDEN").is_ok_and(|golden| golden == "write") {
        fs::create_dir_all(&kept).unwrap();
    }
    for (name, job) in lives() {
        let record = job.record().unwrap();
        let body: Value = serde_json::from_str(&record.body).unwrap();
        let row = Row { body, engine_version: record.engine_version, min_reader: record.min_reader };
        let text = serde_json::to_string_pretty(&row).unwrap() + "\n";
        let path = kept.join(format!("{name}.json"));
        if std::env::var("GOLDEN").is_ok_and(|golden| golden == "write") {
            fs::write(&path, &text).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), text, "{name}: another shape is another engine");
    }
}

#[test]
fn jobs_of_every_engine_go_on_to_their_end() {
    for engine_version in ENGINE_VERSION_MIN..=ENGINE_VERSION {
        for (name, life) in lives() {
            if !folder(engine_version).join(format!("{name}.json")).exists() {
                let since_3 = lives_since_engine_3().iter().any(|(newer, _)| *newer == name);
                assert!(engine_version < if since_3 { 3 } else { LANGUAGES_SINCE }, "{name}");
                continue;
            }
            let job = golden(engine_version, name);
            assert_eq!(job.status(), life.status(), "{engine_version} {name}");
            let mut harness = Harness::with(job);
            match harness.job.status() {
                JobStatus::Running => {}
                JobStatus::Parked if name == "unapproved" => {
                    assert_eq!(harness.input(Input::Resume), Err(Rejection::ApprovalNeeded));
                    let estimate = harness.job.estimate(Stage::Speech);
                    harness.input(Input::Approve { estimate }).unwrap();
                }
                JobStatus::Parked => harness.input(Input::Resume).unwrap(),
                JobStatus::Succeeded | JobStatus::Cancelled | JobStatus::Failed => continue,
            }
            let mut performed = harness.performed(None);
            while let Some(lease) = harness.claim("eve", &[StepKind::Speech]) {
                harness.complete(lease).unwrap();
            }
            performed.extend(harness.performed(None));
            assert_eq!(harness.job.status(), JobStatus::Succeeded, "{engine_version} {name}");
            assert_eq!(harness.job.engine_version(), engine_version, "it keeps the engine it was started by");
            let redone = match name {
                "speaking" => {
                    performed.contains(&StepKind::Outline.key()) || performed.contains(&StepKind::Speech.at(0))
                }
                "mastering" => performed.iter().any(|step| step.kind == StepKind::Speech),
                _ => false,
            };
            assert!(!redone, "{engine_version} {name}: what was done is done: {performed:?}");
        }
    }
}

/// The same job, as if that engine had started it.
fn of_engine(job: &Job, engine_version: u32) -> Job {
    let mut body = serde_json::to_value(job).unwrap();
    *body.get_mut("engine_version").unwrap() = engine_version.into();
    serde_json::from_value(body).unwrap()
}

/// Names of files: a clip of one form cannot stand in an episode of the other.
#[test]
fn clips_and_masters_of_two_forms_never_share_a_name() {
    let [narrow, wide] = [Harness::new(), Harness::in_wide_form()].map(|mut harness| {
        harness.run_until(None);
        harness.job
    });
    let clips = |job: &Job| job.turns().unwrap().into_iter().map(|turn| turn.speech).collect::<BTreeSet<_>>();
    assert_eq!(clips(&narrow).len(), clips(&wide).len());
    assert!(clips(&narrow).is_disjoint(&clips(&wide)));
    assert_ne!(narrow.published().unwrap().master, wide.published().unwrap().master);
    let others = |job: &Job| {
        let is_other = |kind| matches!(kind, StepKind::Ingest | StepKind::Outline | StepKind::Script);
        let steps = job.steps().filter(|(key, _)| is_other(key.kind));
        steps.map(|(key, step)| (key, step.input.clone())).collect::<Vec<_>>()
    };
    assert_eq!(others(&narrow), others(&wide), "what is said is the same");
}

#[test]
fn a_job_of_an_engine_that_is_not_deployed_is_parked_untouched() {
    for engine_version in [ENGINE_VERSION_MIN - 1, ENGINE_VERSION + 1] {
        let mut harness = Harness::new();
        harness.job = of_engine(&harness.job, engine_version);
        let view = harness.job.view();
        assert_eq!((view.status.known(), view.problem.unwrap().code), (Some(JobStatus::Parked), Code::EngineUnknown));
        assert_eq!(harness.job.next_deadline(), None);
        for input in [Input::AlarmRang, Input::Cancel, Input::Resume, Input::Retry { step: StepKind::Ingest.key() }] {
            assert_eq!(harness.input(input), Err(Rejection::EngineUnknown));
        }
        harness.job = of_engine(&harness.job, ENGINE_VERSION);
        harness.run_until(None);
        assert_eq!(harness.job.status(), JobStatus::Succeeded, "and goes on when one that knows it is back");
    }
}

/// Names of files: an attempt under another engine would write other bytes.
#[test]
fn masters_of_two_engines_never_share_a_name() {
    let mut masters = BTreeSet::new();
    for engine_version in ENGINE_VERSION_MIN..=ENGINE_VERSION {
        let mut harness = Harness::new();
        harness.job = of_engine(&harness.job, engine_version);
        harness.run_until(None);
        assert_eq!(harness.job.has_cover(), engine_version >= 4, "{engine_version}");
        masters.insert(harness.job.published().unwrap().master.clone());
    }
    assert_eq!(masters.len() as u32, ENGINE_VERSION - ENGINE_VERSION_MIN + 1);
}

#[test]
fn episodes_of_every_engine_are_served() {
    let mut harness = Harness::new();
    harness.run_until(None);
    harness.job = of_engine(&harness.job, ENGINE_VERSION + 1);
    let view = harness.job.view();
    assert_eq!((view.status.known(), view.problem), (Some(JobStatus::Succeeded), None));
    assert!(view.episode.is_some());
}

#[test]
fn a_job_that_only_newer_code_may_read_is_not_read() {
    let record = Harness::new().job.record().unwrap();
    assert!(record.min_reader < ENGINE_VERSION, "the engine before this one can take over again");
    let newer = ENGINE_VERSION + 1;
    let refused = Job::read(newer, &record.body).unwrap_err();
    assert!(matches!(refused, Unreadable::TooNew { min_reader } if min_reader == newer));
    assert!(matches!(Job::read(record.min_reader, "{}").unwrap_err(), Unreadable::NoJob(_)));
}

/// The way back: code that is rolled back meets jobs of the engine after it.
#[test]
fn a_job_with_unknown_steps_and_status_is_shown_and_never_written() {
    let mut harness = Harness::new();
    harness.run_until(Some(StepKind::Speech.at(0)));
    let mut body = serde_json::to_value(&harness.job).unwrap();
    body["engine_version"] = (ENGINE_VERSION + 1).into();
    let known = body["steps"]["speech/000"].clone();
    let mut of_another_shape = known.clone();
    of_another_shape["status"] = serde_json::json!({ "done": { "output": { "listened": { "faults": 3 } } } });
    body["steps"]["listen/00"] = known;
    body["steps"]["listen/01"] = of_another_shape;
    body["status"] = serde_json::json!({ "rehearsing": {} });
    body["stage"] = "listen".into();
    body["spec"]["runners"] = serde_json::json!(["listen"]);
    body["spec"]["format"] = "film".into();
    body["spec"]["style"] = serde_json::json!({ "format": "duel" });

    let job = Job::read(ENGINE_VERSION, &body.to_string()).unwrap();
    let view = job.view();
    assert_eq!((view.id, view.title.as_deref()), (harness.job.spec().id, Some("A title")));
    assert_eq!((view.status.known(), view.problem.unwrap().code), (Some(JobStatus::Parked), Code::EngineUnknown));
    assert_eq!((job.seq(), job.rev()), (harness.job.seq(), harness.job.rev()));
    assert!(job.record().is_err(), "what was not understood would be lost");
    assert_eq!(job.clone().handle(Input::Cancel, harness.now), Err(Rejection::EngineUnknown));

    body["engine_version"] = ENGINE_VERSION.into();
    let own = Job::read(ENGINE_VERSION, &body.to_string());
    assert!(matches!(own, Err(Unreadable::NoJob(_))), "a job of this engine is understood as a whole, or not at all");
}
