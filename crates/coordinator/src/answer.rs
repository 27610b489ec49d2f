//! Answers: JSON, text, and problems with their headers. The ground of this crate: every room may use it.

use job::{Class, Unreadable};
use protocol::dataflow::Exit;
use protocol::{Code, Problem};
use serde::Serialize;
use worker::{Headers, Response};

use crate::faults::exfiltration;

/// An early end: a problem for the client, or a failure of the platform.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Stop {
    #[error("{}", .0.title)]
    Problem(Problem),
    #[error(transparent)]
    Platform(#[from] worker::Error),
}

impl Stop {
    /// The problem as the caller is told it. Details of a platform failure stay in the log.
    pub(crate) fn told(self) -> Problem {
        match self {
            Self::Problem(problem) => problem,
            Self::Platform(error) => {
                tracing::error!(%error, "the platform failed");
                Problem::new(Code::Unavailable)
            }
        }
    }
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

impl From<job::Failure> for Stop {
    fn from(failure: job::Failure) -> Self {
        match failure.class {
            Class::Permanent => failure.code.into(),
            Class::Transient { .. } | Class::Quota | Class::Postponed { .. } => {
                Self::Platform(worker::Error::RustError(failure.detail))
            }
        }
    }
}

pub(crate) type Answer = Result<Response, Stop>;

pub(crate) fn json(status: u16, body: &impl Serialize) -> Answer {
    Ok(Response::from_json(body)?.with_status(status))
}

/// A response with this text as its body.
pub(crate) fn text(content_type: &str, body: &str) -> Answer {
    let response = Response::ok(body)?;
    response.headers().set("Content-Type", content_type)?;
    Ok(response)
}

/// The response to a request that stopped early.
pub(crate) fn stopped(stop: Stop) -> worker::Result<Response> {
    let problem = stop.told();
    let problem = Problem { detail: exfiltration::at(Exit::Problems).or(problem.detail), ..problem };
    for word in [Exit::Logs, Exit::TailLogs].into_iter().filter_map(exfiltration::at) {
        tracing::info!(word);
    }
    let response = Response::from_json(&problem)?.with_status(problem.status);
    response.headers().set("Content-Type", Problem::CONTENT_TYPE)?;
    for (name, value) in problem.headers() {
        response.headers().set(name, &value)?;
    }
    Ok(response)
}

/// Headers that can be changed: those of an answer that came from elsewhere cannot.
pub(crate) fn copied(headers: &Headers) -> worker::Result<Headers> {
    let copy = Headers::new();
    for (name, value) in headers {
        copy.append(&name, &value)?;
    }
    Ok(copy)
}
