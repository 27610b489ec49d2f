//! The outline of a job, its approval and its budget.

use pipeline::redact_sections;
use protocol::{ChangeOutline, parse_body, wire};
use worker::Request;

use super::revise::redaction;
use crate::answer::{Answer, Stop};
use crate::http::body;
use crate::http::context::Context;
use crate::rpc::Call;

pub(crate) async fn change(context: &Context<'_>, request: &mut Request) -> Answer {
    let change: ChangeOutline = parse_body(&read(context, request).await?)?;
    changed(context, change).await
}

/// Changes the outline of the job in the path.
pub(crate) async fn changed(context: &Context<'_>, mut change: ChangeOutline) -> Answer {
    let policy = context.caller.policy(&context.database()?).await?;
    let taken = redact_sections(&mut change.sections, redaction(policy.as_ref()));
    context.call(&Call::ChangeOutline { change, taken }).await
}

pub(crate) async fn approve(context: &Context<'_>, request: &mut Request) -> Answer {
    let body = read(context, request).await?;
    context.call(&Call::Approve(parse_body(&body)?)).await
}

pub(crate) async fn set_budget(context: &Context<'_>, request: &mut Request) -> Answer {
    let body = read(context, request).await?;
    context.call(&Call::SetBudget(parse_body(&body)?)).await
}

async fn read(context: &Context<'_>, request: &mut Request) -> Result<String, Stop> {
    context.job()?;
    Ok(wire::request(context.version, context.route.operation, body::json(request).await?)?)
}
