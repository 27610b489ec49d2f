//! Revising a job: new lines and voices, redacted before they leave the router.

use pipeline::redact_lines;
use protocol::{Redaction, Revise, TenantView, parse_body, wire};
use worker::Request;

use crate::answer::Answer;
use crate::http::body;
use crate::http::context::Context;
use crate::rpc::Call;

pub(crate) async fn revise(context: &Context<'_>, request: &mut Request) -> Answer {
    context.job()?;
    let body = wire::request(context.version, context.route.operation, body::json(request).await?)?;
    revised(context, parse_body(&body)?).await
}

/// Revises the job in the path.
pub(crate) async fn revised(context: &Context<'_>, mut revise: Revise) -> Answer {
    let policy = context.caller.policy(&context.database()?).await?;
    let taken = redact_lines(&mut revise.lines, redaction(policy.as_ref()));
    context.call(&Call::Revise { revise, taken }).await
}

/// Redaction is on unless the tenant has turned it off.
pub(crate) fn redaction(policy: Option<&TenantView>) -> Redaction {
    policy.map_or(Redaction::On, |policy| policy.redaction)
}
