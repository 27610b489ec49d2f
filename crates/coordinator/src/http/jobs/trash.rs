//! The trash: a job goes and comes back, and with it its episode in the feeds, before the request is answered.

use protocol::JobId;

use crate::answer::{Answer, Stop};
use crate::db::jobs;
use crate::http::context::Context;
use crate::rpc::{self, Call};

pub(crate) async fn trash(context: &Context<'_>) -> Answer {
    moved(context, &Call::Trash).await
}

pub(crate) async fn restore(context: &Context<'_>) -> Answer {
    moved(context, &Call::Restore).await
}

async fn moved(context: &Context<'_>, call: &Call) -> Answer {
    let id = context.job()?;
    let answer = context.call(call).await?;
    if answer.status_code() == 200
        && let Err(error) = project(context, id).await
    {
        // The job's own projection follows.
        tracing::warn!(job = %id, %error, "the index does not know yet that a job was moved");
    }
    Ok(answer)
}

async fn project(context: &Context<'_>, id: JobId) -> Result<(), Stop> {
    if let Some(entry) = rpc::look(context.env, id).await? {
        jobs::write(&context.database()?, &entry).await?;
    }
    Ok(())
}
