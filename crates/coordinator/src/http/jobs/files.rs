//! Files of finished episodes, streamed from R2: whole, in ranges, or not modified.

use protocol::{Code, Selection, select_range};
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
    if is_unchanged(request, &object)? {
        return Ok(Response::empty()?.with_status(304).with_headers(headers));
    }
    let size = object.size();
    let (status, start, length) = match selection(request, &object)? {
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
    headers.set("Last-Modified", &http_date(object))?;
    headers.set("Accept-Ranges", "bytes")?;
    // A revised episode is another file at the same URL: caches have to revalidate.
    headers.set("Cache-Control", "private, no-cache")?;
    // Players in browsers fetch transcripts and chapters from their own origin.
    headers.set("Access-Control-Allow-Origin", "*")?;
    Ok(headers)
}

fn http_date(object: &Object) -> String {
    let uploaded: worker::js_sys::Date = object.uploaded().into();
    uploaded.to_utc_string().into()
}

fn is_unchanged(request: &Request, object: &Object) -> worker::Result<bool> {
    let known = request.headers().get("If-None-Match")?.unwrap_or_default();
    Ok(known.split(',').any(|etag| same_etag(etag, object) || etag.trim() == "*"))
}

fn same_etag(etag: &str, object: &Object) -> bool {
    let etag = etag.trim();
    etag.strip_prefix("W/").unwrap_or(etag) == object.http_etag()
}

/// The part to serve: the whole file, when it has changed since the client's `If-Range`.
fn selection(request: &Request, object: &Object) -> worker::Result<Selection> {
    let condition = request.headers().get("If-Range")?;
    if condition
        .is_some_and(|condition| condition.trim() != object.http_etag() && condition.trim() != http_date(object))
    {
        return Ok(Selection::Whole);
    }
    Ok(select_range(request.headers().get("Range")?.as_deref(), object.size()))
}
