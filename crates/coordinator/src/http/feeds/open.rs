//! The way into a feed: from the secret in the path to the feed, to where it has moved, or to what became of it.

use identity::{FeedAdmission, FeedRecord, feed_secret};
use protocol::{Code, Problem};
use worker::{Request, Response};

use crate::answer::Stop;
use crate::db::feeds::Opened;
use crate::db::row::Number;
use crate::http::context::Context;

/// An address that opens a feed, or redirects.
pub(super) enum Door<'a> {
    Open(&'a Opened),
    Moved(Response),
}

/// Judges the address by which the caller has been authenticated.
pub(super) fn door<'a>(context: &'a Context<'_>) -> Result<Door<'a>, Stop> {
    let opened = context.caller.feed.as_ref().ok_or(Code::NotFound)?;
    let record = FeedRecord {
        is_suspended: opened.suspended_at.is_some(),
        is_revoked: opened.feed.revoked_at.is_some(),
        ends_at: opened.ends_at.map(Number::at),
        is_replaced: opened.replaced_by.is_some(),
    };
    match record.admit(context.now)? {
        FeedAdmission::Open => Ok(Door::Open(opened)),
        FeedAdmission::Redirect => Ok(Door::Moved(moved(context, opened)?)),
    }
}

/// Apps store the address that a permanent redirect names.
fn moved(context: &Context<'_>, opened: &Opened) -> Result<Response, Stop> {
    let keys = context.settings.signing_keys()?;
    let (id, key) = (opened.replaced_by.as_deref().unwrap_or_default(), opened.successor_key.map(Number::u32));
    // Its key is gone: whoever has the old address cannot be told the new one.
    let secret = key.and_then(|key| feed_secret(keys, id, key)).ok_or_else(|| Problem::new(Code::FeedGone))?;
    let old = context.id.unwrap_or_default();
    let mut url = context.url.clone();
    url.set_path(&url.path().replacen(old, &secret, 1));
    let response = Response::empty()?.with_status(301);
    response.headers().set("Location", url.as_str())?;
    Ok(response)
}

/// The address of the service as the caller sees it: a proxy in front of it says whether it speaks TLS.
pub(crate) fn origin(context: &Context<'_>, request: &Request) -> worker::Result<String> {
    let forwarded = request.headers().get("X-Forwarded-Proto")?;
    let scheme = if forwarded.as_deref() == Some("https") { "https" } else { context.url.scheme() };
    let host = context.url.host_str().unwrap_or_default();
    Ok(match context.url.port() {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    })
}
