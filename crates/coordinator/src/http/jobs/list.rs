//! `GET /v1/jobs`: pagination over the tenant's rows in D1.

use protocol::{JobList, Page};

use crate::answer::{Answer, Stop, json};
use crate::db::jobs;
use crate::http::context::Context;

pub(crate) async fn list(context: &Context<'_>) -> Answer {
    json(200, &jobs(context).await?)
}

/// The page that the query names.
pub(crate) async fn jobs(context: &Context<'_>) -> Result<JobList, Stop> {
    let mut page = Page::default();
    for (name, value) in context.url.query_pairs() {
        page.read(&name, &value)?;
    }
    let Page { limit, cursor } = page;
    let mut jobs = jobs::page(&context.database()?, &context.caller.tenant, cursor, limit.saturating_add(1)).await?;
    let more = jobs.len() > limit as usize;
    jobs.truncate(limit as usize);
    let next_cursor = jobs.last().filter(|_| more).map(|job| job.id.to_string());
    Ok(JobList { jobs, next_cursor })
}
