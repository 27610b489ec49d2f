//! `GET /v1/jobs`: a page of the index.

use job::Tenant;
use protocol::{Code, JobId, JobList, Problem, limits};
use worker::{Env, Url};

use crate::answer::{Answer, Stop, json};
use crate::index;

pub(crate) async fn list(url: &Url, env: &Env, tenant: &Tenant) -> Answer {
    let (mut limit, mut cursor) = (limits::PAGE_JOBS_DEFAULT, None);
    for (name, value) in url.query_pairs() {
        match name.as_ref() {
            "limit" => limit = page_size(&value)?,
            "cursor" => cursor = Some(value.parse::<JobId>().map_err(|_| malformed("cursor: not one of ours"))?),
            other => return Err(malformed(format!("{other}: unknown parameter"))),
        }
    }
    let mut jobs = index::open(env)?.page(tenant, cursor, limit.saturating_add(1)).await?;
    let more = jobs.len() > limit as usize;
    jobs.truncate(limit as usize);
    let next_cursor = jobs.last().filter(|_| more).map(|job| job.id.to_string());
    json(200, &JobList { jobs, next_cursor })
}

fn page_size(text: &str) -> Result<u32, Stop> {
    let max = limits::PAGE_JOBS_MAX;
    let size = text.parse::<u32>().ok().filter(|size| (1..=max).contains(size));
    size.ok_or_else(|| malformed(format!("limit: a number from 1 to {max}")))
}

fn malformed(detail: impl Into<String>) -> Stop {
    Problem::because(Code::MalformedQuery, detail).into()
}
