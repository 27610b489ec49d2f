//! Files of finished episodes, streamed from R2: whole, in ranges, or not at all, as `protocol::Conditions` decides.

use protocol::{Code, Conditions, Current, Fulfilment, Selection, Timestamp};
use worker::{Headers, Method, Object, Range, Request, Response};

use crate::answer::{Answer, Stop, stopped};
use crate::http::context::Context;
use crate::platform::bindings;
use crate::rpc::{Call, Located};

pub(crate) async fn serve(context: &Context<'_>, request: &Request) -> Answer {
    context.job()?;
    // Every file's address ends in its name.
    let name = context.url.path().rsplit('/').next().unwrap_or_default();
    let mut answer = context.call(&Call::Locate { name: name.to_owned() }).await?;
    if answer.status_code() != 200 {
        return Ok(answer);
    }
    send(context, request, &answer.json().await?, (Validators::TagAndDate, Parts::AsAsked)).await
}

/// The validators of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Validators {
    TagAndDate,
    /// One podcast app stops asking by tag when it was told a date.
    TagAlone,
}

/// The parts that are sent of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Parts {
    AsAsked,
    /// Only to a client that names the file it has a part of: the address is one of an earlier file.
    OfTheSame,
}

/// The file, a part of it, or that the client has it.
pub(crate) async fn send(
    context: &Context<'_>,
    request: &Request,
    located: &Located,
    (validators, parts): (Validators, Parts),
) -> Answer {
    let bucket = bindings::artifacts(context.env)?;
    let Some(object) = bucket.head(&located.key).await? else {
        tracing::error!(key = located.key, "an artifact of a finished job is missing");
        return Err(Code::Internal.into());
    };
    let modified_at = (validators == Validators::TagAndDate).then(|| modified_at(&object));
    let (etag, size_bytes) = (object.http_etag(), object.size());
    let headers = headers(&located.content_type, &etag, modified_at)?;
    let part = match select(request, &Current { etag: &etag, modified_at, size_bytes }, parts, headers)? {
        Selected::Answered(response) => return Ok(response),
        Selected::Part(part) => part,
    };
    let range = Range::OffsetWithLength { offset: part.start, length: part.length };
    let read = bucket.get(&located.key).range(range).execute().await?;
    let body = read.as_ref().and_then(Object::body).ok_or(Code::Internal)?.response_body()?;
    Ok(Response::from_body(body)?.with_status(part.status).with_headers(part.headers))
}

/// The same for a file that is made here.
pub(crate) fn send_made(request: &Request, content_type: &str, etag: &str, file: &[u8]) -> Answer {
    let headers = headers(content_type, etag, None)?;
    let current = Current { etag, modified_at: None, size_bytes: file.len() as u64 };
    let part = match select(request, &current, Parts::AsAsked, headers)? {
        Selected::Answered(response) => return Ok(response),
        Selected::Part(part) => part,
    };
    let start = usize::try_from(part.start).unwrap_or(usize::MAX);
    let end = start.saturating_add(usize::try_from(part.length).unwrap_or(usize::MAX));
    let bytes = file.get(start..end).ok_or(Code::Internal)?;
    Ok(Response::from_bytes(bytes.to_vec())?.with_status(part.status).with_headers(part.headers))
}

/// The outcome of a request for a file.
enum Selected {
    /// All is said without the file.
    Answered(Response),
    Part(Part),
}

/// The bytes to send, and under which status and headers.
struct Part {
    status: u16,
    start: u64,
    length: u64,
    headers: Headers,
}

fn select(request: &Request, file: &Current<'_>, parts: Parts, headers: Headers) -> Result<Selected, Stop> {
    let size = file.size_bytes;
    let selection = match fulfilment(request, file, parts)? {
        Fulfilment::Send(selection) => selection,
        Fulfilment::NotModified => {
            return Ok(Selected::Answered(Response::empty()?.with_status(304).with_headers(headers)));
        }
        Fulfilment::PreconditionFailed => return Err(Code::PreconditionFailed.into()),
    };
    let (status, start, length) = match selection {
        Selection::Whole => (200, 0, size),
        Selection::Part { start, length } => {
            let end = start.saturating_add(length).saturating_sub(1);
            headers.set("Content-Range", &format!("bytes {start}-{end}/{size}"))?;
            (206, start, length)
        }
        Selection::Unsatisfiable => {
            let response = stopped(Code::RangeNotSatisfiable.into())?;
            response.headers().set("Content-Range", &format!("bytes */{size}"))?;
            return Ok(Selected::Answered(response));
        }
    };
    headers.set("Content-Length", &length.to_string())?;
    if request.method() == Method::Head {
        return Ok(Selected::Answered(Response::empty()?.with_status(status).with_headers(headers)));
    }
    Ok(Selected::Part(Part { status, start, length, headers }))
}

fn headers(content_type: &str, etag: &str, modified_at: Option<Timestamp>) -> worker::Result<Headers> {
    let headers = Headers::new();
    headers.set("Content-Type", content_type)?;
    headers.set("ETag", etag)?;
    if let Some(modified_at) = modified_at {
        headers.set("Last-Modified", &modified_at.to_http_date())?;
    }
    headers.set("Accept-Ranges", "bytes")?;
    // A revised episode is another file at the same URL: caches have to revalidate.
    headers.set("Cache-Control", "private, no-cache")?;
    // Players in browsers fetch transcripts and chapters from their own origin.
    headers.set("Access-Control-Allow-Origin", "*")?;
    Ok(headers)
}

/// The moment of its header `Last-Modified`. R2's own conditions know fractions of its second, and fail its own date.
fn modified_at(object: &Object) -> Timestamp {
    let uploaded: worker::js_sys::Date = object.uploaded().into();
    // A number of milliseconds.
    Timestamp::from_ms(uploaded.get_time() as i64)
}

fn fulfilment(request: &Request, file: &Current<'_>, parts: Parts) -> worker::Result<Fulfilment> {
    let headers = request.headers();
    let sent = |name| headers.get(name);
    let (if_match, if_unmodified_since) = (sent("If-Match")?, sent("If-Unmodified-Since")?);
    let (if_none_match, if_modified_since) = (sent("If-None-Match")?, sent("If-Modified-Since")?);
    let if_range = sent("If-Range")?;
    let range = sent("Range")?.filter(|_| parts == Parts::AsAsked || if_range.is_some());
    let conditions = Conditions {
        if_match: if_match.as_deref(),
        if_unmodified_since: if_unmodified_since.as_deref(),
        if_none_match: if_none_match.as_deref(),
        if_modified_since: if_modified_since.as_deref(),
        if_range: if_range.as_deref(),
        range: range.as_deref(),
    };
    let method = if request.method() == Method::Head { protocol::Method::Head } else { protocol::Method::Get };
    Ok(conditions.evaluate(method, file))
}
