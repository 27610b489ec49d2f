//! Skipping and retrying a step, and purging a job.

use protocol::{parse_body, wire};
use serde::de::DeserializeOwned;
use worker::Request;

use crate::answer::{Answer, Stop};
use crate::http::body;
use crate::http::context::Context;
use crate::rpc::Call;

pub(crate) async fn skip(context: &Context<'_>, request: &mut Request) -> Answer {
    context.call(&Call::Skip(parsed(context, request).await?)).await
}

pub(crate) async fn retry(context: &Context<'_>, request: &mut Request) -> Answer {
    context.call(&Call::Retry(parsed(context, request).await?)).await
}

pub(crate) async fn purge(context: &Context<'_>, request: &mut Request) -> Answer {
    context.call(&Call::Purge(parsed(context, request).await?)).await
}

/// The body, upgraded to the newest shape; a malformed id is refused before it is read.
async fn parsed<T: DeserializeOwned>(context: &Context<'_>, request: &mut Request) -> Result<T, Stop> {
    context.job()?;
    let body = wire::request(context.version, context.route.operation, body::json(request).await?)?;
    Ok(parse_body(&body)?)
}
