//! Any tenant's jobs, for the operator: their state, without their contents.

use protocol::JobFilter;
use serde_json::{Value, json};

use crate::answer::{Answer, json, text};
use crate::db::{admin_jobs, audit};
use crate::http::context::Context;
use crate::rpc::{Call, after};

pub(crate) async fn list(context: &Context<'_>) -> Answer {
    let mut filter = JobFilter::default();
    for (name, value) in context.url.query_pairs() {
        filter.read(&name, &value)?;
    }
    filter.check()?;
    let limit = filter.page.limit as usize;
    let mut rows = admin_jobs::page(&context.database()?, &filter, context.now).await?;
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    let lines = rows.iter().map(|row| row.line.as_str()).collect::<Vec<_>>().join(",");
    let next = rows.last().filter(|_| has_more).map(|row| format!(r#","next_cursor":"{}""#, row.id));
    text("application/json", &format!(r#"{{"jobs":[{lines}]{}}}"#, next.unwrap_or_default()))
}

/// The state of one job from its object, with the acts on it from the audit log.
pub(crate) async fn read(context: &Context<'_>) -> Answer {
    let id = context.job()?;
    let mut answer = context.call_as_service(&Call::Standing).await?;
    if answer.status_code() != 200 {
        return Ok(answer);
    }
    let mut view: Value = answer.json().await?;
    if let Some(view) = view.as_object_mut() {
        view.insert("acts".to_owned(), json!(audit::about(&context.database()?, id).await?));
    }
    json(200, &view)
}

pub(crate) async fn timeline(context: &Context<'_>) -> Answer {
    context.call_as_service(&Call::Timeline { after: after(context.url)? }).await
}
