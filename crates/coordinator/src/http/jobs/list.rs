//! `GET /v1/jobs`: a page of the index.

use job::Tenant;
use protocol::{JobList, Page};
use worker::{Env, Url};

use crate::answer::{Answer, json};
use crate::db::jobs;

pub(crate) async fn list(url: &Url, env: &Env, tenant: &Tenant) -> Answer {
    let mut page = Page::default();
    for (name, value) in url.query_pairs() {
        page.read(&name, &value)?;
    }
    let Page { limit, cursor } = page;
    let mut jobs = jobs::open(env)?.page(tenant, cursor, limit.saturating_add(1)).await?;
    let more = jobs.len() > limit as usize;
    jobs.truncate(limit as usize);
    let next_cursor = jobs.last().filter(|_| more).map(|job| job.id.to_string());
    json(200, &JobList { jobs, next_cursor })
}
