//! Responses in the client's wire version, with the headers every one of them carries.

use protocol::dataflow::Exit;
use protocol::wire::{self, Body};
use protocol::{Operation, Problem, WireVersion, browser, header};
use serde_json::Value;
use worker::Response;

use crate::answer::copied;
use crate::faults::exfiltration;

/// The response in the shape of `version`; inside, everything has the newest.
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

/// The response with headers for versions, tracing and browsers added.
pub(crate) fn stamp(response: Response, added: &[(&str, String)]) -> worker::Result<Response> {
    let headers = copied(response.headers())?;
    for (name, value) in added {
        // Files allow every origin, and keep that.
        if *name != browser::ALLOW_ORIGIN || headers.get(name)?.is_none() {
            headers.set(name, value)?;
        }
    }
    for (name, exit) in [("Server-Timing", Exit::ServerTiming), (header::REQUEST_ID, Exit::RequestIds)] {
        if let Some(word) = exfiltration::at(exit) {
            headers.set(name, &word)?;
        }
    }
    if headers.get("Cache-Control")?.is_none() {
        headers.set("Cache-Control", "no-store")?;
    }
    Ok(response.with_headers(headers))
}
