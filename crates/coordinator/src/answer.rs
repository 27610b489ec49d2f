//! Answers as the wire wants them: JSON, problems, and the headers every one of them carries.

use job::Unreadable;
use protocol::{Code, Problem, WireVersion, header};
use serde::Serialize;
use worker::{Headers, Response};

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
        Self::Problem(Problem::new(code))
    }
}

impl From<pipeline::StoreError> for Stop {
    fn from(error: pipeline::StoreError) -> Self {
        match error {
            pipeline::StoreError::Unreadable(Unreadable::TooNew { .. }) => {
                Self::Problem(Problem::because(Code::EngineUnknown, error.to_string()))
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

/// The answer a request that stopped early gets. What the platform says stays in the log.
pub(crate) fn stopped(stop: Stop) -> worker::Result<Response> {
    let problem = match stop {
        Stop::Problem(problem) => problem,
        Stop::Platform(error) => {
            tracing::error!(%error, "the platform failed");
            Problem::new(Code::Unavailable)
        }
    };
    let response = Response::from_json(&problem)?.with_status(problem.status);
    response.headers().set("Content-Type", Problem::CONTENT_TYPE)?;
    if problem.code == Code::Unauthorized {
        response.headers().set("WWW-Authenticate", "Bearer")?;
    }
    if problem.status == 503 {
        response.headers().set("Retry-After", "5")?;
    }
    Ok(response)
}

/// What every answer says about versions, and to browsers.
pub(crate) fn stamp(response: Response, version: WireVersion) -> worker::Result<Response> {
    if response.status_code() == 101 {
        return Ok(response);
    }
    // The headers of an answer that came from elsewhere cannot be changed: copy them.
    let headers = Headers::new();
    for (name, value) in response.headers() {
        headers.set(&name, &value)?;
    }
    headers.set(header::VERSION, version.as_str())?;
    headers.set(header::SUPPORTED_VERSIONS, &WireVersion::supported())?;
    headers.set("X-Content-Type-Options", "nosniff")?;
    if headers.get("Cache-Control")?.is_none() {
        headers.set("Cache-Control", "no-store")?;
    }
    Ok(response.with_headers(headers))
}
