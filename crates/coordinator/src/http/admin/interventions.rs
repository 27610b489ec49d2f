//! Interventions of an operator in any tenant's job: resume, retry, skip, cancel. Each is an act in the audit log.
//!
//! An object opens its job for its own tenant alone, so the tenant is looked up first.

use pipeline::Entry;
use protocol::Intervention;

use crate::answer::Answer;
use crate::http::context::Context;
use crate::rpc::{Call, JobRef, call};

pub(crate) async fn resume(context: &Context<'_>) -> Answer {
    intervene(context, Call::Resume).await
}

pub(crate) async fn retry(context: &Context<'_>, asked: &Intervention) -> Answer {
    intervene(context, Call::Retry(asked.step()?)).await
}

pub(crate) async fn skip(context: &Context<'_>, asked: &Intervention) -> Answer {
    intervene(context, Call::Skip(asked.step()?)).await
}

pub(crate) async fn cancel(context: &Context<'_>) -> Answer {
    intervene(context, Call::Cancel).await
}

async fn intervene(context: &Context<'_>, verb: Call) -> Answer {
    let id = context.job()?;
    let mut looked = context.call_as_service(&Call::Look).await?;
    if looked.status_code() != 200 {
        return Ok(looked);
    }
    let Entry { tenant, .. } = looked.json().await?;
    Ok(call(context.env, JobRef::of(&tenant, id), &verb).await?)
}
