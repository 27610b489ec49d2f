//! Estimates: length and cost of an episode, without creating it.

use pipeline::web::Address;
use pipeline::{Clock, RedactedJob};
use protocol::{AnySource, CreateJob, wire};
use worker::Request;

use super::create::{page, several};
use super::revise::redaction;
use crate::answer::{Answer, json};
use crate::http::body;
use crate::http::context::Context;
use crate::platform::clock::PlatformClock;

pub(crate) async fn create(context: &Context<'_>, request: &mut Request) -> Answer {
    let body = wire::request(context.version, context.route.operation, body::json(request).await?)?;
    let mut asked = CreateJob::parse(&body)?;
    let source = match asked.source.clone() {
        AnySource::Text(source) => source,
        AnySource::Address(source) => page(context, Address::judge(&source.url)?).await?,
        AnySource::Several(list) => several(context, list).await?,
    };
    let policy = context.caller.policy(&context.database()?).await?;
    if let Some(show) = policy.as_ref().and_then(|policy| policy.show.as_ref()) {
        show.complete(&mut asked);
    }
    let fit = RedactedJob::of(asked.with_source(source), redaction(policy.as_ref()));
    let estimate = pipeline::estimate(fit, &context.settings.config()?.writers, PlatformClock.now())?;
    json(200, &estimate)
}
