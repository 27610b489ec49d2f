//! Golden files of the wire: one per version and kind of request, answer and message.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod properties;
mod samples;

use std::fs;
use std::path::{Path, PathBuf};

use protocol::wire::{self, Body};
use protocol::{
    CreateJob, Heard, JobView, Operation, Problem, RELEASES, Revise, StepName, Update, WireVersion, parse_body,
};
use serde_json::{Value, json};

fn path(version: WireVersion, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/wire");
    folder.join(version.to_string()).join(format!("{name}.json"))
}

/// Compares with the released file; `GOLDEN=write` adds missing files, and never changes one.
fn check(version: WireVersion, name: &str, value: &Value) {
    let (path, text) = (path(version, name), format!("{value:#}\n"));
    if std::env::var_os("GOLDEN").is_some_and(|mode| mode == "write") && !path.exists() {
        fs::write(&path, &text).unwrap();
    }
    let released = fs::read_to_string(&path).unwrap_or_default();
    assert!(released == text, "{version} is released: {name} has to stay\n{released}\nand is now\n{text}");
}

/// Name, kind, and the newest shape.
fn answers() -> Vec<(String, Body, Value)> {
    let jobs = samples::jobs().into_iter().map(|(name, job)| (name.to_owned(), Body::Job, json!(job)));
    let messages = samples::messages().into_iter().map(|(name, message)| (name, Body::Message, json!(message)));
    let problems = samples::problems().into_iter();
    let problems = problems.map(|(name, problem)| (name.to_owned(), Body::Problem, json!(problem)));
    let lists = [
        ("job-list".to_owned(), Body::JobList, json!(samples::list())),
        ("script".to_owned(), Body::Script, json!(samples::script())),
    ];
    jobs.chain(lists).chain(messages).chain(problems).collect()
}

#[test]
fn released_shapes_never_change() {
    for release in RELEASES {
        for (name, body, value) in answers() {
            check(release.version, &name, &wire::down(release.version, body, value));
        }
    }
}

#[test]
fn a_client_reads_what_the_service_writes() {
    for (name, message) in samples::messages() {
        let heard = Heard::read(&wire::message(WireVersion::CURRENT, &message).unwrap()).unwrap();
        assert_eq!(heard, Heard::Message(message), "{name}");
    }
    for (name, job) in samples::jobs() {
        assert_eq!(serde_json::from_value::<JobView>(json!(job)).unwrap(), job, "{name}");
    }
    for (name, problem) in samples::problems() {
        assert_eq!(serde_json::from_value::<Problem>(json!(problem)).unwrap(), problem, "{name}");
    }
}

#[test]
fn requests_mean_the_same_in_every_version() {
    let read = |version, name: &str| fs::read_to_string(path(version, name)).expect("a released request");
    for release in RELEASES {
        for (name, operation) in [
            ("request-create", Operation::CreateJob),
            ("request-create-least", Operation::CreateJob),
            ("request-revise", Operation::ReviseJob),
            ("request-skip", Operation::SkipStep),
            ("request-retry-line", Operation::RetryStep),
            ("request-retry-step", Operation::RetryStep),
        ] {
            let newest = read(WireVersion::CURRENT, name);
            let lifted = wire::request(release.version, operation, read(release.version, name)).unwrap();
            let is_same = if operation == Operation::CreateJob {
                CreateJob::parse(&lifted).unwrap() == CreateJob::parse(&newest).unwrap()
            } else if operation == Operation::ReviseJob {
                parse_body::<Revise>(&lifted).unwrap() == parse_body(&newest).unwrap()
            } else {
                parse_body::<StepName>(&lifted).unwrap() == parse_body(&newest).unwrap()
            };
            assert!(is_same, "{name} of {}: {lifted}", release.version);
        }
    }
}

#[test]
fn every_golden_file_is_checked() {
    let known: Vec<String> = answers().into_iter().map(|(name, ..)| format!("{name}.json")).collect();
    for release in RELEASES {
        let folder = path(release.version, "any").parent().unwrap().to_owned();
        for file in fs::read_dir(folder).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            assert!(known.contains(&name) || name.starts_with("request-"), "{} has {name}", release.version);
        }
    }
}

#[test]
fn an_update_stored_by_any_version_is_read() {
    for release in RELEASES {
        for (name, message) in samples::messages() {
            let protocol::WatchMessage::Update { update } = message else { continue };
            let text = fs::read_to_string(path(release.version, &name)).unwrap();
            let stored: Update = wire::stored_update(&text).unwrap();
            let kept = wire::down(release.version, Body::Message, json!(update));
            assert_eq!(
                wire::down(release.version, Body::Message, json!(stored)),
                kept,
                "{name} of {}",
                release.version
            );
        }
    }
}

#[test]
fn a_request_that_is_invalid_in_its_version_is_refused_as_it_was() {
    use protocol::Code::{InvalidField, MalformedJson};
    let first = |body: &str| wire::request(WireVersion::V2026_11_20, Operation::SkipStep, body.to_owned());
    for (body, code) in [
        ("", MalformedJson),
        ("{", MalformedJson),
        ("{}", InvalidField),
        (r#"{"turn":17}"#, InvalidField),
        (r#"{"step":17}"#, InvalidField),
        (r#"{"step":"master","more":1}"#, InvalidField),
        (r#"{"step":"master","step":"master"}"#, InvalidField),
    ] {
        assert_eq!(first(body).unwrap_err().code, code, "{body}");
    }
    for (body, lifted) in [
        (r#"{"step":"speech/017"}"#, r#"{"turn":17}"#),
        (r#"{"step":"speech/17"}"#, r#"{"turn":17}"#),
        (r#"{"step":"speech/x"}"#, r#"{"step":"speech/x"}"#),
        (r#"{"step":"master"}"#, r#"{"step":"master"}"#),
    ] {
        assert_eq!(first(body).unwrap(), lifted);
    }
}
