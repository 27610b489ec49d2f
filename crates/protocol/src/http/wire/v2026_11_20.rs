//! The first version, as a conversion from and to 2026-11-21.
//!
//! An unknown total is zero, loudness lies flat in the episode, a line is a step named `speech/017`, and a problem
//! tells in words what has members of its own since.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Body, Step};
use crate::http::Operation;
use crate::job::{StepName, parse_body};
use crate::problem::Problem;
use crate::values::WireVersion;

pub(super) const STEP: Step = Step { version: WireVersion::V2026_11_20, request, up, down };

type Fields = Map<String, Value>;

fn request(operation: Operation, body: String) -> Result<String, Problem> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Named {
        step: String,
    }
    if !matches!(operation, Operation::SkipStep | Operation::RetryStep) {
        return Ok(body);
    }
    let Named { step } = parse_body(&body)?;
    Ok(json!(line(&step).map_or(StepName::Step(step), StepName::Turn)).to_string())
}

fn up(body: Body, mut value: Value) -> Value {
    match body {
        Body::Job => within(&mut value, parts_up),
        Body::Message => {
            within(&mut value, parts_up);
            within(&mut value, step_up);
            within(&mut value, |message| fields(message, "job", parts_up));
        }
        Body::JobList | Body::Script | Body::Problem => {}
    }
    value
}

fn down(body: Body, mut value: Value) -> Value {
    match body {
        Body::Job => within(&mut value, parts_down),
        Body::Message => {
            within(&mut value, parts_down);
            within(&mut value, step_down);
            within(&mut value, |message| fields(message, "job", parts_down));
        }
        Body::Problem => within(&mut value, problem_down),
        Body::JobList | Body::Script => {}
    }
    value
}

/// Parts that jobs and updates share.
fn parts_up(whole: &mut Fields) {
    fields(whole, "progress", |progress| {
        if progress.get("turns_total") == Some(&json!(0)) {
            progress.remove("turns_total");
        }
    });
    fields(whole, "episode", |episode| {
        if let Some(integrated) = episode.remove("loudness_lufs") {
            let peak = episode.remove("true_peak_dbtp").unwrap_or_default();
            episode.insert("loudness".to_owned(), json!({ "integrated_lufs": integrated, "true_peak_dbtp": peak }));
        }
    });
}

fn parts_down(whole: &mut Fields) {
    fields(whole, "progress", |progress| {
        progress.entry("turns_total").or_insert_with(|| json!(0));
    });
    fields(whole, "episode", |episode| {
        episode.remove("revision");
        if let Some(Value::Object(mut loudness)) = episode.remove("loudness") {
            for (from, to) in [("integrated_lufs", "loudness_lufs"), ("true_peak_dbtp", "true_peak_dbtp")] {
                episode.insert(to.to_owned(), loudness.remove(from).unwrap_or_default());
            }
        }
    });
    fields(whole, "problem", problem_down);
    whole.remove("redactions");
}

fn step_up(update: &mut Fields) {
    let turn = update.get("step").and_then(Value::as_str).and_then(line);
    if let Some(turn) = turn {
        update.remove("step");
        update.insert("turn".to_owned(), json!(turn));
    }
}

fn step_down(update: &mut Fields) {
    if let Some(turn) = update.remove("turn").as_ref().and_then(Value::as_u64) {
        update.insert("step".to_owned(), json!(format!("speech/{turn:03}")));
    }
}

fn problem_down(problem: &mut Fields) {
    for (member, words) in [("supported_versions", "supported"), ("allowed_methods", "allowed")] {
        if let Some(Value::Array(list)) = problem.remove(member) {
            let list: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            problem.insert("detail".to_owned(), json!(format!("{words}: {}", list.join(", "))));
        }
    }
    for member in ["upgrade", "retry_after_ms", "used", "limit"] {
        problem.remove(member);
    }
}

/// The turn in the name of a speech step.
fn line(step: &str) -> Option<u16> {
    step.strip_prefix("speech/")?.parse().ok()
}

fn within(value: &mut Value, change: fn(&mut Fields)) {
    if let Value::Object(whole) = value {
        change(whole);
    }
}

fn fields(whole: &mut Fields, name: &str, change: fn(&mut Fields)) {
    if let Some(part) = whole.get_mut(name) {
        within(part, change);
    }
}
