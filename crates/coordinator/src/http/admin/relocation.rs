//! Moving a job out of the older class of objects. Repeated, it goes on wherever it was stopped.

use crate::answer::Answer;
use crate::db::jobs;
use crate::http::context::Context;
use crate::rpc::relocate;

pub(crate) async fn move_job(context: &Context<'_>) -> Answer {
    let id = context.job()?;
    let relocated = relocate(context.env, id).await?;
    if relocated.is_over {
        jobs::note_moved(&context.database()?, id).await?;
    }
    Ok(relocated.answer)
}
