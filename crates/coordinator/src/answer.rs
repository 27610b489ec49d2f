//! Answers as the wire wants them: JSON, problems, the shape of a version, and the headers every one of them carries.

use job::Unreadable;
use protocol::browser;
use protocol::dataflow::Exit;
use protocol::wire::{self, Body};
use protocol::{Code, Operation, Problem, WireVersion};
use serde::Serialize;
use serde_json::Value;
use worker::{Headers, Response};

use crate::faults::exfiltration;

/// Why a request ends early: a problem to tell, or the platform failing under us.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Stop {
    #[error("{}", .0.title)]
    Problem(Problem),
    #[error(transparent)]
    Platform(#[from] worker::Error),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<Code> for Stop {
    fn from(code: Code) -> Self {
        Problem::new(code).into()
    }
}

impl From<pipeline::StoreError> for Stop {
    fn from(error: pipeline::StoreError) -> Self {
        match error {
            pipeline::StoreError::Unreadable(Unreadable::TooNew { .. }) => {
                Problem::because(Code::EngineUnknown, error.to_string()).into()
            }
            pipeline::StoreError::Unreadable(Unreadable::NoJob(_)) | pipeline::StoreError::Failed(_) => {
                Self::Platform(worker::Error::RustError(error.to_string()))
            }
        }
    }
}

pub(crate) type Answer = Result<Response, Stop>;

pub(crate) fn json(status: u16, body: &impl Serialize) -> Answer {
    Ok(Response::from_json(body)?.with_status(status))
}

/// A text that came with the build.
pub(crate) fn text(content_type: &str, body: &str) -> Answer {
    let response = Response::ok(body)?;
    response.headers().set("Content-Type", content_type)?;
    Ok(response)
}

/// The answer a request that stopped early gets. What the platform says stays in the log.
pub(crate) fn stopped(stop: Stop) -> worker::Result<Response> {
    let problem = match stop {
        Stop::Problem(problem) => problem,
        Stop::Platform(error) => {
            tracing::error!(%error, "the platform failed");
            Problem::new(Code::Unavailable)
        }
    };
    let problem = Problem { detail: exfiltration::at(Exit::Problems).or(problem.detail), ..problem };
    if let Some(word) = exfiltration::at(Exit::Logs) {
        tracing::info!(word);
    }
    let response = Response::from_json(&problem)?.with_status(problem.status);
    response.headers().set("Content-Type", Problem::CONTENT_TYPE)?;
    if problem.code == Code::Unauthorized {
        response.headers().set("WWW-Authenticate", "Bearer")?;
    }
    if !problem.members.allowed_methods.is_empty() {
        response.headers().set("Allow", &problem.members.allowed_methods.join(", "))?;
    }
    if let Some(retry_after_ms) = problem.members.retry_after_ms {
        response.headers().set("Retry-After", &retry_after_ms.div_ceil(1_000).to_string())?;
    }
    Ok(response)
}

/// The answer in the shape of `version`; inside, everything has the newest.
pub(crate) async fn shape(
    mut response: Response,
    version: WireVersion,
    operation: Option<Operation>,
) -> worker::Result<Response> {
    let content_type = response.headers().get("Content-Type")?.unwrap_or_default();
    let body = match response.status_code() {
        _ if wire::is_newest(version) => None,
        200 | 201 => operation.and_then(wire::answer_body),
        _ => (content_type == Problem::CONTENT_TYPE).then_some(Body::Problem),
    };
    let Some(body) = body else { return Ok(response) };
    let value: Value = response.json().await?;
    let shaped = Response::from_json(&wire::down(version, body, value))?;
    let headers = copied(response.headers())?;
    headers.delete("Content-Length")?;
    Ok(shaped.with_status(response.status_code()).with_headers(headers))
}

/// What every answer says, about versions and to browsers.
pub(crate) fn stamp(response: Response, said: &[(&str, String)]) -> worker::Result<Response> {
    let headers = copied(response.headers())?;
    for (name, value) in said {
        // Files are for pages from anywhere, and stay so.
        if *name != browser::ALLOW_ORIGIN || headers.get(name)?.is_none() {
            headers.set(name, value)?;
        }
    }
    if headers.get("Cache-Control")?.is_none() {
        headers.set("Cache-Control", "no-store")?;
    }
    Ok(response.with_headers(headers))
}

/// The headers of an answer that came from elsewhere cannot be changed.
fn copied(headers: &Headers) -> worker::Result<Headers> {
    let copy = Headers::new();
    for (name, value) in headers {
        copy.append(&name, &value)?;
    }
    Ok(copy)
}
