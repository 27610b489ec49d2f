//! Interventions of an operator in any tenant's job: resume, retry, skip, cancel.
//!
//! The object opens a job for its tenant alone: it is asked first whose job it is.

use pipeline::Entry;
use protocol::Intervention;
use serde_json::json;

use crate::answer::Answer;
use crate::http::context::Context;
use crate::rpc::call::{self, Call};

pub(crate) async fn resume(context: &Context<'_>) -> Answer {
    intervene(context, Call::Resume, None).await
}

pub(crate) async fn retry(context: &Context<'_>, asked: &Intervention) -> Answer {
    intervene(context, Call::Retry, Some(asked)).await
}

pub(crate) async fn skip(context: &Context<'_>, asked: &Intervention) -> Answer {
    intervene(context, Call::Skip, Some(asked)).await
}

pub(crate) async fn cancel(context: &Context<'_>) -> Answer {
    intervene(context, Call::Cancel, None).await
}

async fn intervene(context: &Context<'_>, call: Call<'_>, asked: Option<&Intervention>) -> Answer {
    let id = context.job()?;
    let mut looked = context.call_as_service(Call::Look).await?;
    if looked.status_code() != 200 {
        return Ok(looked);
    }
    let Entry { tenant, .. } = looked.json().await?;
    let step = asked.map(|asked| Ok::<_, protocol::Problem>(json!(asked.step()?).to_string())).transpose()?;
    Ok(call::call(context.env, Some(&tenant), id, call, step).await?)
}
