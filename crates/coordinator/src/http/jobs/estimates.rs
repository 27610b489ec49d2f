//! Estimates: length and cost of an episode, without creating it.

use pipeline::{Clock, RedactedJob};
use protocol::{CreateJob, wire};
use worker::Request;

use super::create::text_of;
use super::revise::redaction;
use crate::answer::{Answer, json};
use crate::http::body;
use crate::http::context::Context;
use crate::platform::clock::PlatformClock;

pub(crate) async fn create(context: &Context<'_>, request: &mut Request) -> Answer {
    let body = wire::request(context.version, context.route.operation, body::json(request).await?)?;
    let asked = CreateJob::parse(&body)?;
    let (source, _) = text_of(context, asked.source.clone()).await?;
    let policy = context.caller.policy(&context.database()?).await?;
    let fit = RedactedJob::of(asked.with_source(source), redaction(policy.as_ref()));
    let fit = fit.completed(policy.as_ref().and_then(|policy| policy.show.as_ref()));
    let estimate = pipeline::estimate(fit, &context.settings.config()?.writers, PlatformClock.now())?;
    json(200, &estimate)
}
