//! Quotas of a tenant: jobs at once, and bytes of episodes.

use anyhow::{Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Answer, Client};

use crate::trial::shared;
use crate::work;
use crate::world::World;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(a_tenant_over_its_quota_of_running_jobs_is_refused),
        shared(a_tenant_over_its_quota_of_bytes_is_refused),
    ]
}

fn bounded(world: &World, bounds: &Value) -> Result<(String, Client)> {
    let tenant = world.client.new_tenant()?;
    world.client.administer(&format!("/admin/tenants/{tenant}"), bounds)?;
    let client = world.client.tenant(&tenant)?;
    Ok((tenant, client))
}

fn submit(client: &Client, key: &str, body: &Value) -> Result<Answer> {
    client.submit(key, body).header("Cuepoint-Version", "2026-11-21").send()
}

fn ensure_refused(answer: &Answer, status: u16, code: &str) -> Result<()> {
    ensure!(answer.status == status, "{} {}", answer.status, answer.text());
    let problem = answer.json()?;
    let has = |name: &str| problem.get(name).is_some_and(Value::is_u64);
    ensure!(problem.get("code").is_some_and(|known| known == code), "{problem}");
    ensure!(has("used") && has("limit"), "it is not said how much there is, and may be: {problem}");
    ensure!(answer.header("Retry-After").is_empty() == (status == 403), "{:?}", answer.headers);
    Ok(())
}

fn a_tenant_over_its_quota_of_running_jobs_is_refused(world: &World) -> Result<()> {
    let (_, client) = bounded(world, &json!({ "jobs_max": 1 }))?;
    let body = work::long_by("kal", "awb")?;
    let key = work::key();
    let first = submit(&client, &key, &body)?;
    ensure!(first.status == 201, "{} {}", first.status, first.text());
    ensure_refused(&submit(&client, &work::key(), &work::note("one too many"))?, 429, "jobs_quota_exceeded")?;
    let again = submit(&client, &key, &body)?;
    ensure!(again.status == 200, "the same submission again is no other job: {}", again.status);
    work::stop(&client, &work::id(&first.json()?)?)?;
    let next = work::poll("there is room for another", 30, || {
        let answer = submit(&client, &work::key(), &work::note("the next one"))?;
        Ok((answer.status == 201).then_some(answer))
    })?;
    work::stop(&client, &work::id(&next.json()?)?)
}

fn a_tenant_over_its_quota_of_bytes_is_refused(world: &World) -> Result<()> {
    let (tenant, client) = bounded(world, &json!({ "bytes_max": 1_000 }))?;
    let id = work::id(&work::finish(&client, &work::note("the only one"))?)?;
    let refused = work::poll("the index knows how large it is", 30, || {
        let answer = submit(&client, &work::key(), &work::note("no room"))?;
        if answer.status == 201 {
            work::stop(&client, &work::id(&answer.json()?)?)?;
        }
        Ok((answer.status != 201).then_some(answer))
    })?;
    ensure_refused(&refused, 403, "storage_quota_exceeded")?;
    ensure!(client.get(&format!("/v1/jobs/{id}/episode.mp3"))?.status == 200, "what there is stays");
    world.client.administer(&format!("/admin/tenants/{tenant}"), &json!({ "bytes_max": null }))?;
    let answer = submit(&client, &work::key(), &work::note("room again"))?;
    ensure!(answer.status == 201, "{} {}", answer.status, answer.text());
    work::stop(&client, &work::id(&answer.json()?)?)
}
