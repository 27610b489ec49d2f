//! Any tenant's jobs, found by how they stand.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tests::{Answer, Client, Plan, Reply, RetryAfter};

use super::{House, hear, say, submit};
use crate::signed::ensure_problem;
use crate::work;

/// One that is over, one that is parked and one that runs for as long as anybody looks, the oldest first.
struct Jobs {
    finished: String,
    parked: String,
    running: String,
}

impl Jobs {
    fn start(house: &House, client: &Client, other: &Client) -> Result<Self> {
        let finished = work::id(&work::finish(client, &work::own_voices("over", work::note("over"))?)?)?;
        let retry_after = Some(RetryAfter::Seconds(3_600));
        house.plan("poor", Plan::always(Reply::Status { status: 429, retry_after, body: "" }));
        let parked = work::id(&submit(other, "poor")?.json()?)?;
        hear(other, &parked, "parked")?;
        house.plan("hung", Plan::always(Reply::Hang));
        let running = work::id(&submit(client, "hung")?.json()?)?;
        Ok(Self { finished, parked, running })
    }
}

fn list(operator: &Client, query: &str) -> Result<Answer> {
    operator.admin("GET", &format!("/admin/jobs{query}")).send()
}

fn found(operator: &Client, query: &str) -> Result<Vec<String>> {
    let answer = list(operator, query)?;
    ensure!(answer.status == 200, "{query}: {} {}", answer.status, answer.text());
    ids(&answer.json()?)
}

fn ids(list: &Value) -> Result<Vec<String>> {
    list.get("jobs").and_then(Value::as_array).context("jobs")?.iter().map(work::id).collect()
}

pub(super) fn whoever_runs_the_service_finds_any_tenants_jobs_by_how_they_stand() -> Result<()> {
    let house = House::open("finding")?;
    let operator = &house.operator;
    let (tenant, other) = (operator.new_tenant()?, operator.new_tenant()?);
    let (client, stranger) = (operator.tenant(&tenant)?, operator.tenant(&other)?);
    let Jobs { finished, parked, running } = &Jobs::start(&house, &client, &stranger)?;
    let engine = format!("?engine={}", job::ENGINE_VERSION);
    work::poll("the index knows them", 30, || {
        Ok((found(operator, &engine)? == [running.clone(), parked.clone()]).then_some(()))
    })?;
    let day_ms = 24 * 60 * 60 * 1_000;
    for (query, expected) in [
        (String::new(), vec![running, parked, finished]),
        ("?status=running".to_owned(), vec![running]),
        ("?status=parked".to_owned(), vec![parked]),
        ("?status=succeeded".to_owned(), vec![finished]),
        ("?status=failed".to_owned(), vec![]),
        (format!("?tenant={tenant}"), vec![running, finished]),
        (format!("?tenant={other}&status=running"), vec![]),
        (format!("?tenant={tenant}&status=succeeded"), vec![finished]),
        ("?parked_for=quota_exhausted".to_owned(), vec![parked]),
        ("?parked_for=attempts_exhausted".to_owned(), vec![]),
        ("?engine=99".to_owned(), vec![]),
        ("?older_than_ms=0".to_owned(), vec![running, parked, finished]),
        (format!("?older_than_ms={day_ms}"), vec![]),
        ("?still_for_ms=0".to_owned(), vec![running, parked]),
        (format!("?still_for_ms={day_ms}"), vec![]),
        (format!("?cursor={parked}"), vec![finished]),
        (format!("?cursor={parked}&older_than_ms=0&limit=1"), vec![finished]),
    ] {
        let found = found(operator, &query)?;
        ensure!(found.iter().eq(expected.iter().copied()), "{query}: {found:?} is not {expected:?}");
    }
    let page = list(operator, "?limit=2")?.json()?;
    ensure!(page.get("next_cursor").and_then(Value::as_str) == Some(&**parked), "{page}");
    work::cancel(&client, running)?;
    work::poll("the index knows it", 30, || {
        Ok((found(operator, "?status=cancelled")? == [running.clone()]).then_some(()))
    })?;
    ensure_alone(operator, &client)?;
    let (_, said) = say(operator, &["jobs", "--parked-for", "quota_exhausted"])?;
    ensure!(ids(&said)? == [parked.clone()], "{said}");
    ensure_bare(said.pointer("/jobs/0").context("a job")?, &other)
}

/// How it stands and whose it is; nothing of what is in it.
fn ensure_bare(row: &Value, tenant: &str) -> Result<()> {
    let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
    ensure!(text("tenant") == tenant && text("problem") == "quota_exhausted" && text("status") == "parked", "{row}");
    let names: Vec<_> = row.as_object().context("a job")?.keys().map(String::as_str).collect();
    let expected = ["created_at", "engine", "id", "problem", "status", "steps_owed", "subject", "tenant", "updated_at"];
    ensure!(names == expected, "{names:?}");
    Ok(())
}

/// Whoever is let in elsewhere is not let in here, and what nobody can mean is refused.
fn ensure_alone(operator: &Client, client: &Client) -> Result<()> {
    ensure_problem(&client.get("/admin/jobs")?, 403, "scope_missing")?;
    ensure_problem(&client.ask("GET", "/admin/jobs").without("Authorization").send()?, 401, "unauthorized")?;
    for query in ["?status=erased", "?title=x", "?older_than_ms=1h", "?cursor=x", "?status=failed&engine=1"] {
        ensure_problem(&list(operator, query)?, 400, "malformed_query")?;
    }
    Ok(())
}
