//! Request bodies: JSON of a bounded size and depth, read no further than the limit.

use futures::StreamExt;
use protocol::{Code, Problem, check_depth, limits, parse_body};
use serde::de::DeserializeOwned;
use worker::{Headers, Request};

use crate::answer::Stop;

/// The body as a `T`.
pub(crate) async fn parsed<T: DeserializeOwned>(request: &mut Request) -> Result<T, Stop> {
    Ok(parse_body(&json(request).await?)?)
}

/// The body as text, if its content type is JSON.
pub(crate) async fn json(request: &mut Request) -> Result<String, Stop> {
    require_json(request.headers())?;
    let body = read_body(request).await?;
    check_depth(&body)?;
    Ok(body)
}

fn require_json(headers: &Headers) -> Result<(), Stop> {
    let content_type = headers.get("Content-Type")?.unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") { Ok(()) } else { Err(Code::UnsupportedMediaType.into()) }
}

/// Stops reading at the limit, whatever length was announced.
async fn read_body(request: &mut Request) -> Result<String, Stop> {
    let too_large = || Problem::because(Code::BodyTooLarge, format!("at most {} bytes", limits::BODY_BYTES_MAX));
    let announced = request.headers().get("Content-Length")?.and_then(|length| length.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limits::BODY_BYTES_MAX) {
        return Err(too_large().into());
    }
    if request.inner().body().is_none() {
        return Ok(String::new());
    }
    let mut body = Vec::with_capacity(announced.unwrap_or_default());
    let mut chunks = request.stream()?;
    while let Some(chunk) = chunks.next().await {
        // The client has disconnected: no failure of the platform.
        body.extend_from_slice(&chunk.map_err(|_| Problem::because(Code::MalformedJson, "the body breaks off"))?);
        if body.len() > limits::BODY_BYTES_MAX {
            return Err(too_large().into());
        }
    }
    String::from_utf8(body).map_err(|_| Code::BodyNotUtf8.into())
}
