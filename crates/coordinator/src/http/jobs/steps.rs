//! Skipping and retrying steps, and purging: verbs whose body the object reads.

use protocol::wire;
use worker::Request;

use crate::answer::Answer;
use crate::http::body;
use crate::http::context::Context;
use crate::rpc::call::Call;

pub(crate) async fn with_body(context: &Context<'_>, request: &mut Request, call: Call<'_>) -> Answer {
    context.job()?;
    let body = wire::request(context.version, context.route.operation, body::json(request).await?)?;
    context.call(call, Some(body)).await
}
