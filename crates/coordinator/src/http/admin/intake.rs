//! Pausing the intake of new jobs, and opening it again.

use protocol::{Code, SetIntake};

use super::audit;
use crate::answer::{Answer, json};
use crate::db::intake;
use crate::http::context::Context;

pub(crate) async fn set(context: &Context<'_>, asked: &SetIntake) -> Answer {
    let database = context.database()?;
    if asked.paused {
        let reason = pipeline::redact_reason(&asked.reason);
        intake::pause(&database, &reason, audit::actor(context)?.as_ref(), context.now).await?;
    } else {
        intake::open(&database).await?;
    }
    json(200, &intake::read(&database).await?.ok_or(Code::Internal)?)
}

pub(crate) async fn read(context: &Context<'_>) -> Answer {
    json(200, &intake::read(&context.database()?).await?.ok_or(Code::Internal)?)
}
