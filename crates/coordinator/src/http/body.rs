//! Request bodies: JSON of a bounded size and depth, read no further than the limit.

use futures::StreamExt;
use identity::Refused;
use protocol::{Code, Problem, check_depth, limits, parse_body};
use serde::de::DeserializeOwned;
use worker::{ByteStream, Headers, Request};

use super::caller::Caller;
use crate::answer::Stop;
use crate::platform::clock::within;

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

/// The fields of a form on one of our pages.
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    /// Empty when absent.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Checks that it comes from a page of the caller's session.
    pub(crate) fn check(&self, caller: &Caller) -> Result<(), Stop> {
        if caller.session.as_ref().is_some_and(|session| session.has_told(self.get("csrf"))) {
            return Ok(());
        }
        Err(Problem::from(Refused::Forged).into())
    }
}

/// Reads a form.
pub(crate) async fn form(request: &mut Request) -> Result<Form, Stop> {
    let content_type = request.headers().get("Content-Type")?.unwrap_or_default();
    if !content_type.starts_with("application/x-www-form-urlencoded") {
        return Err(Code::UnsupportedMediaType.into());
    }
    let body = read_body(request).await?;
    let mut url = request.url()?;
    // A form is written as a query is.
    url.set_query(Some(&body));
    Ok(Form(url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect()))
}

pub(crate) fn invalid(detail: &str) -> Stop {
    Problem::because(Code::InvalidField, detail).into()
}

fn require_json(headers: &Headers) -> Result<(), Stop> {
    let content_type = headers.get("Content-Type")?.unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") { Ok(()) } else { Err(Code::UnsupportedMediaType.into()) }
}

/// Reads what no handler has read. The platform closes the connection of an answered request, and a client that is still
/// sending then finds a broken pipe in place of the answer (`findings/unread-uploads-are-cut-off.sh`).
pub(crate) async fn drain(request: &mut Request) {
    let is_unread = request.inner().body().is_some() && !request.inner().body_used();
    if let Some(chunks) = is_unread.then(|| request.stream()).and_then(Result::ok) {
        discard(chunks).await;
    }
}

async fn discard(mut chunks: ByteStream) {
    let mut left = limits::REFUSED_BODY_BYTES_MAX;
    let all = async {
        while let Some(Ok(chunk)) = chunks.next().await {
            match left.checked_sub(chunk.len()) {
                Some(fewer) => left = fewer,
                None => break,
            }
        }
    };
    within(limits::REFUSED_BODY_MS, all).await;
}

/// Keeps nothing beyond the limit, whatever length was announced.
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
            discard(chunks).await;
            return Err(too_large().into());
        }
    }
    String::from_utf8(body).map_err(|_| Code::BodyNotUtf8.into())
}
