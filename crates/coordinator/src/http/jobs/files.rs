//! Files of finished episodes, streamed from R2: whole, in ranges, or not at all, as `protocol::Conditions` decides.

use protocol::{Code, Conditions, Current, Fulfilment, Selection, Timestamp};
use worker::{Headers, Method, Object, Range, Request, Response};

use crate::answer::{Answer, stopped};
use crate::http::context::Context;
use crate::platform::bindings;
use crate::rpc::{Call, Located};

pub(crate) async fn serve(context: &Context<'_>, request: &Request) -> Answer {
    let id = context.job()?;
    // Every file's address ends in its name.
    let name = context.url.path().rsplit('/').next().unwrap_or_default();
    let mut answer = context.call(&Call::Locate { name: name.to_owned() }).await?;
    if answer.status_code() != 200 {
        return Ok(answer);
    }
    let located: Located = answer.json().await?;
    let bucket = bindings::artifacts(context.env)?;
    let Some(object) = bucket.head(&located.key).await? else {
        tracing::error!(job = %id, name, "an artifact of a finished job is missing");
        return Err(Code::Internal.into());
    };
    let headers = headers(&object, &located.content_type)?;
    let selection = match fulfilment(request, &object)? {
        Fulfilment::Send(selection) => selection,
        Fulfilment::NotModified => return Ok(Response::empty()?.with_status(304).with_headers(headers)),
        Fulfilment::PreconditionFailed => return Err(Code::PreconditionFailed.into()),
    };
    let size = object.size();
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
            return Ok(response);
        }
    };
    headers.set("Content-Length", &length.to_string())?;
    if request.method() == Method::Head {
        return Ok(Response::empty()?.with_status(status).with_headers(headers));
    }
    let range = Range::OffsetWithLength { offset: start, length };
    let part = bucket.get(&located.key).range(range).execute().await?;
    let body = part.as_ref().and_then(Object::body).ok_or(Code::Internal)?.response_body()?;
    Ok(Response::from_body(body)?.with_status(status).with_headers(headers))
}

fn headers(object: &Object, content_type: &str) -> worker::Result<Headers> {
    let headers = Headers::new();
    headers.set("Content-Type", content_type)?;
    headers.set("ETag", &object.http_etag())?;
    headers.set("Last-Modified", &modified_at(object).to_http_date())?;
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

fn fulfilment(request: &Request, object: &Object) -> worker::Result<Fulfilment> {
    let headers = request.headers();
    let sent = |name| headers.get(name);
    let (if_match, if_unmodified_since) = (sent("If-Match")?, sent("If-Unmodified-Since")?);
    let (if_none_match, if_modified_since) = (sent("If-None-Match")?, sent("If-Modified-Since")?);
    let (if_range, range) = (sent("If-Range")?, sent("Range")?);
    let conditions = Conditions {
        if_match: if_match.as_deref(),
        if_unmodified_since: if_unmodified_since.as_deref(),
        if_none_match: if_none_match.as_deref(),
        if_modified_since: if_modified_since.as_deref(),
        if_range: if_range.as_deref(),
        range: range.as_deref(),
    };
    let method = if request.method() == Method::Head { protocol::Method::Head } else { protocol::Method::Get };
    let etag = object.http_etag();
    let file = Current { etag: &etag, modified_at: Some(modified_at(object)), size_bytes: object.size() };
    Ok(conditions.evaluate(method, &file))
}
