//! Bodies of requests, in every version of the wire.

use job::Tenant;
use pipeline::web::Address;
use pipeline::{RedactedJob, Submission};
use protocol::{
    AnySource, Code, CreateJob, JobId, Operation, Problem, Purge, RELEASES, Redaction, Revise, StepName, WireVersion,
    limits, parse_body, wire,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::{NOW, Verdict, refused};
use crate::corpus::Corpus;
use crate::random::Random;
use crate::{json, mutate};

const BYTES_MAX: usize = 8 * 1024;

pub(super) fn create(random: &mut Random, corpus: &Corpus) -> Verdict {
    let valid = if random.one_in(2) {
        let source = random.pick(&corpus.sources);
        let format = *random.pick(&["markdown", "text", "html"]);
        json!({ "title": "A title", "source": { "format": format, "text": mutate::part(random, source, 1_500) } })
    } else {
        random.pick(&corpus.creates).clone()
    };
    let text = json::text(random, &valid, BYTES_MAX);
    let version = version(random);
    match submission(version, text) {
        Ok(submission) => {
            assert!(submission.source.len() <= limits::SOURCE_BYTES_MAX);
            Verdict::Taken
        }
        Err(problem) => refused(&problem),
    }
}

/// Reads a body as the router does.
fn submission(version: WireVersion, text: String) -> Result<Submission, Problem> {
    let create = read_create(wire::request(version, Operation::CreateJob, text)?)?;
    // The same request, written anew, is the same request.
    let again = read_create(json!(create).to_string())?;
    let (fit, again) = (RedactedJob::of(create, Redaction::On), RedactedJob::of(again, Redaction::On));
    assert_eq!(again.digest(), fit.digest());
    let id: JobId = "0198c0de-0000-7000-8000-00000000abcd".parse().expect("invariant: an id");
    Submission::new(id, Tenant("default".to_owned()), version, fit.read()?, NOW)
}

/// Reads a request for a job; fetches no page.
fn read_create(body: String) -> Result<CreateJob, Problem> {
    let request = CreateJob::parse(&body)?;
    match request.source.clone() {
        AnySource::Text(source) => Ok(request.with_source(source)),
        AnySource::Several(_) => Err(Problem::new(Code::FetchDisabled)),
        AnySource::Address(source) => {
            Err(Address::judge(&source.url).map_or_else(|problem| problem, |_| Problem::new(Code::FetchDisabled)))
        }
    }
}

pub(super) fn verb(random: &mut Random, corpus: &Corpus) -> Verdict {
    let valid =
        if random.one_in(8) { json!({ "token": "0123456789abcdef" }) } else { random.pick(&corpus.verbs).clone() };
    let text = json::text(random, &valid, BYTES_MAX);
    let version = version(random);
    let lifted = |operation| wire::request(version, operation, text.clone());
    let read = match random.below(4) {
        0 => lifted(Operation::ReviseJob).and_then(|body| read::<Revise>(&body)),
        1 => lifted(Operation::SkipStep).and_then(|body| read::<StepName>(&body)),
        2 => lifted(Operation::RetryStep).and_then(|body| read::<StepName>(&body)),
        _ => lifted(Operation::PurgeJob).and_then(|body| read::<Purge>(&body)),
    };
    read.map_or_else(|problem| refused(&problem), |()| Verdict::Taken)
}

/// Reads a body and checks that it reads the same when written again.
fn read<T: DeserializeOwned + Serialize>(body: &str) -> Result<(), Problem> {
    let written = json!(parse_body::<T>(body)?);
    assert_eq!(json!(parse_body::<T>(&written.to_string())?), written);
    Ok(())
}

fn version(random: &mut Random) -> WireVersion {
    random.pick(&RELEASES).version
}
