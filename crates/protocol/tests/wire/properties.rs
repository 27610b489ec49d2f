//! Properties of conversion: a version keeps what it can express, and a reader accepts unknown fields.

use proptest::prelude::*;
use protocol::wire::{self, Body};
use protocol::{
    Change, Code, Episode, Heard, JobView, Loudness, Members, Operation, Problem, Progress, Stage, StepName, Timestamp,
    Update, WatchMessage, WireVersion, parse_body,
};
use serde_json::{Value, json};

use crate::samples;

const FIRST: WireVersion = WireVersion::V2026_11_20;

fn progress() -> impl Strategy<Value = Progress> {
    let stage = prop_oneof![Just(Stage::Ingest), Just(Stage::Script), Just(Stage::Speech), Just(Stage::Publish)];
    (stage, any::<u32>(), prop::option::of(1_u32..)).prop_map(|(stage, turns_spoken, turns_total)| Progress {
        stage: stage.into(),
        turns_spoken,
        turns_total,
    })
}

fn episode() -> impl Strategy<Value = Episode> {
    (any::<u32>(), any::<u32>(), -70.0..0.0, -70.0..3.0, prop::option::of(any::<u32>())).prop_map(
        |(duration, chapters, integrated_lufs, true_peak_dbtp, revision)| Episode {
            duration_ms: duration.into(),
            size_bytes: 1,
            chapters,
            loudness: Loudness { integrated_lufs, true_peak_dbtp },
            revision,
            artifacts: Vec::new(),
        },
    )
}

fn problem() -> impl Strategy<Value = Problem> {
    let members = (any::<bool>(), any::<bool>(), prop::option::of(any::<u32>()), prop::option::of(".{0,20}"));
    (prop::sample::select(Code::ALL.to_vec()), members).prop_map(|(code, (versions, methods, retry, detail))| Problem {
        detail,
        members: Box::new(Members {
            supported_versions: if versions { vec![FIRST] } else { Vec::new() },
            upgrade: versions.then(|| FIRST.notes()),
            allowed_methods: if methods { vec!["GET".to_owned()] } else { Vec::new() },
            retry_after_ms: retry.map(u64::from),
            used: None,
            limit: None,
        }),
        ..Problem::new(code)
    })
}

fn step() -> impl Strategy<Value = StepName> {
    let name = prop_oneof![Just("master".to_owned()), Just("script/02".to_owned()), "[a-z]{1,9}"];
    prop_oneof![any::<u16>().prop_map(StepName::Turn), name.prop_map(StepName::Step)]
}

fn change() -> impl Strategy<Value = Change> {
    let retry_at = Timestamp::from_ms(1_795_223_353_042);
    prop_oneof![
        Just(Change::Created),
        progress().prop_map(|progress| Change::TurnsSpoken { progress }),
        progress().prop_map(|progress| Change::StageStarted { stage: Stage::Speech, progress }),
        (step(), any::<u32>()).prop_map(move |(step, attempt)| Change::AttemptFailed {
            step,
            attempt,
            code: "x".to_owned(),
            retry_at
        }),
        step().prop_map(|step| Change::StepSkipped { step }),
        step().prop_map(|step| Change::StepRetried { step }),
        (".{0,20}", episode()).prop_map(|(title, episode)| Change::Succeeded { title, episode }),
        problem().prop_map(|problem| Change::Failed { problem }),
    ]
}

fn job() -> impl Strategy<Value = JobView> {
    let parts = (progress(), prop::option::of(episode()), prop::option::of(problem()));
    (prop::sample::select(samples::jobs()), parts).prop_map(|((_, job), (progress, episode, problem))| JobView {
        progress,
        episode,
        problem,
        ..job
    })
}

fn said() -> impl Strategy<Value = (Body, Value)> {
    let update = (any::<u32>(), change()).prop_map(|(seq, change)| WatchMessage::Update {
        update: Update { seq: seq.into(), at: Timestamp::from_ms(0), change },
    });
    prop_oneof![
        update.prop_map(|message| (Body::Message, json!(message))),
        job().prop_map(|job| (Body::Message, json!(WatchMessage::Snapshot { job: Box::new(job) }))),
        job().prop_map(|job| (Body::Job, json!(job))),
        problem().prop_map(|problem| (Body::Problem, json!(problem))),
    ]
}

/// Names of fields that the first version does not know.
fn names_of_today(value: &Value) -> bool {
    const TODAY: [&str; 6] = ["loudness", "turn", "supported_versions", "upgrade", "allowed_methods", "retry_after_ms"];
    match value {
        Value::Object(fields) => {
            fields.iter().any(|(name, value)| TODAY.contains(&name.as_str()) || names_of_today(value))
        }
        Value::Array(items) => items.iter().any(names_of_today),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

proptest! {
    #[test]
    fn what_the_first_version_can_express_survives_conversion_down_and_up((body, value) in said()) {
        let first = wire::down(FIRST, body, value);
        prop_assert!(!names_of_today(&first), "{first}");
        prop_assert_eq!(wire::down(FIRST, body, wire::up(FIRST, body, first.clone())), first);
    }

    #[test]
    fn a_value_in_the_newest_shape_is_not_changed_by_conversion((body, value) in said()) {
        prop_assert_eq!(wire::up(FIRST, body, value.clone()), value.clone());
        prop_assert_eq!(wire::down(WireVersion::CURRENT, body, value.clone()), value);
    }

    #[test]
    fn an_update_is_sent_and_stored_without_loss(change in change(), seq in any::<u32>()) {
        let update = Update { seq: seq.into(), at: Timestamp::from_ms(0), change };
        prop_assert_eq!(wire::stored_update(&json!(update).to_string()).unwrap(), update.clone());
        let told = wire::message(WireVersion::CURRENT, &WatchMessage::Update { update: update.clone() }).unwrap();
        prop_assert_eq!(Heard::read(&told).unwrap(), Heard::Message(WatchMessage::Update { update }));
    }

    #[test]
    fn a_step_name_means_the_same_in_both_versions(step in step()) {
        let named = match &step {
            StepName::Turn(turn) => format!("speech/{turn:03}"),
            StepName::Step(name) => name.clone(),
        };
        let lifted = wire::request(FIRST, Operation::RetryStep, json!({ "step": named }).to_string()).unwrap();
        prop_assert_eq!(parse_body::<StepName>(&lifted).unwrap(), step);
    }

    #[test]
    fn unknown_fields_of_a_newer_service_do_not_break_a_client(job in job(), name in "x_[a-z]{1,9}", word in "[a-z]{1,12}") {
        let mut wire = json!(job);
        for place in ["", "/progress", "/episode", "/problem", "/hosts/0"] {
            if let Some(fields) = wire.pointer_mut(place).and_then(Value::as_object_mut) {
                fields.insert(name.clone(), json!({ "more": [1, word.clone()] }));
            }
        }
        prop_assert_eq!(serde_json::from_value::<JobView>(wire.clone()).unwrap(), job);
        for (place, field) in [("", "status"), ("/progress", "stage")] {
            let fields = wire.pointer_mut(place).and_then(Value::as_object_mut).unwrap();
            fields.insert(field.to_owned(), json!(format!("x_{word}")));
        }
        let read: JobView = serde_json::from_value(wire.clone()).unwrap();
        prop_assert_eq!((read.status.known(), read.progress.stage.known()), (None, None));
        prop_assert_eq!(&json!(read)["progress"]["stage"], &wire["progress"]["stage"]);
    }

    #[test]
    fn an_unknown_change_of_a_newer_service_is_counted_and_skipped(change in "[a-z]{1,9}", seq in any::<u64>(), more in any::<i32>()) {
        let at = Timestamp::from_ms(0);
        let text = json!({ "type": "update", "seq": seq, "at": at, "change": format!("x_{change}"), "more": more });
        prop_assert_eq!(Heard::read(&text.to_string()).unwrap(), Heard::Unknown { seq: Some(seq) });
    }
}
