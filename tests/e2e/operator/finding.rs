//! Any tenant's jobs, found by how they stand.

use anyhow::{Context, Result, ensure};
use protocol::{AdminJobList, AdminJobView, JobStatus, JobTimeline};
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

pub(super) fn the_operator_finds_any_tenants_jobs_by_status() -> Result<()> {
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
    ensure_shown(operator, (running, parked), (&client, &other))?;
    ensure_timeline(operator, parked, &client)?;
    ensure_drained(operator, running, || work::cancel(&client, running).map(|_| ()))?;
    work::poll("the index knows it", 30, || {
        Ok((found(operator, "?status=cancelled")? == [running.clone()]).then_some(()))
    })?;
    ensure_alone(operator, &client)?;
    let (_, said) = say(operator, &["jobs", "--parked-for", "quota_exhausted"])?;
    ensure!(ids(&said)? == [parked.clone()], "{said}");
    let list: AdminJobList = serde_json::from_value(said.clone())?;
    ensure!(serde_json::to_value(&list)? == said, "{list:?} is not {said}");
    ensure_bare(said.pointer("/jobs/0").context("a job")?, &other)
}

/// Checks that a row tells the job's status and its tenant, and nothing of its content.
fn ensure_bare(row: &Value, tenant: &str) -> Result<()> {
    let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
    ensure!(text("tenant") == tenant && text("problem") == "quota_exhausted" && text("status") == "parked", "{row}");
    let names: Vec<_> = row.as_object().context("a job")?.keys().map(String::as_str).collect();
    let expected = ["created_at", "engine", "id", "problem", "status", "steps_owed", "subject", "tenant", "updated_at"];
    ensure!(names == expected, "{names:?}");
    Ok(())
}

/// Checks that tokens without the scope, and requests without meaning, are refused.
fn ensure_alone(operator: &Client, client: &Client) -> Result<()> {
    ensure_problem(&client.get("/admin/jobs")?, 403, "scope_missing")?;
    ensure_problem(&client.ask("GET", "/admin/jobs").without("Authorization").send()?, 401, "unauthorized")?;
    for query in ["?status=erased", "?title=x", "?older_than_ms=1h", "?cursor=x", "?status=failed&engine=1"] {
        ensure_problem(&list(operator, query)?, 400, "malformed_query")?;
    }
    Ok(())
}

/// By its own word: what is under way, what has gone wrong, and what was done to it.
fn ensure_shown(operator: &Client, jobs: (&str, &str), (client, tenant): (&Client, &str)) -> Result<()> {
    let (running, parked) = jobs;
    let (_, said) = say(operator, &["job", "show", running])?;
    let view: AdminJobView = serde_json::from_value(said.clone())?;
    let held = view.steps.iter().find(|step| step.status == "leased").with_context(|| said.to_string())?;
    ensure!(held.turn.is_some() && held.lease_expires_at.is_some() && held.lease_token.is_some(), "{said}");
    ensure!(view.alarm_at.is_some() && view.due_at.is_some() && view.subject.is_some(), "{said}");
    say(operator, &["job", "retry", parked, "99", "--reason", "there is no such line"])?;
    let (_, said) = say(operator, &["job", "show", parked])?;
    let view: AdminJobView = serde_json::from_value(said.clone())?;
    let failure = view.last_failure.with_context(|| said.to_string())?;
    ensure!(failure.class.as_deref() == Some("transient") && failure.turn.is_some(), "{said}");
    ensure!(view.status == JobStatus::Parked && view.tenant.0 == tenant, "{said}");
    let [act] = view.acts.as_slice() else { anyhow::bail!("{said}") };
    ensure!(act.reason.as_deref() == Some("there is no such line") && act.status.is_some_and(|is| is >= 400), "{said}");
    for word in ["poor", "short note", "Ada"] {
        ensure!(!said.to_string().contains(word), "{word} is told: {said}");
    }
    let path = format!("/admin/jobs/{running}");
    ensure_problem(&client.get(&path)?, 403, "scope_missing")?;
    let nobody = "/admin/jobs/0198c0de-0000-7000-8000-00000000abcd";
    for path in [nobody.to_owned(), format!("{nobody}/timeline")] {
        ensure_problem(&operator.admin("GET", &path).send()?, 404, "job_not_found")?;
    }
    Ok(())
}

fn ensure_timeline(operator: &Client, id: &str, client: &Client) -> Result<()> {
    let path = format!("/admin/jobs/{id}/timeline");
    ensure_problem(&client.get(&path)?, 403, "scope_missing")?;
    ensure_problem(&operator.admin("GET", &format!("{path}?after=x")).send()?, 400, "malformed_query")?;
    let (_, said) = say(operator, &["job", "timeline", id])?;
    let JobTimeline { transitions, next_after } = serde_json::from_value(said.clone())?;
    let seqs = transitions.iter().map(|transition| transition.seq);
    ensure!(next_after.is_none() && seqs.eq(1..=transitions.len() as u64), "{said}");
    let words: Vec<_> = transitions.iter().map(|transition| transition.change.as_str()).collect();
    ensure!(words.first() == Some(&"created"), "{words:?}");
    // Lines that were being spoken meanwhile may follow.
    let parked = transitions.iter().find(|transition| transition.change == "parked");
    let code = parked.and_then(|parked| parked.code.as_deref());
    ensure!(code == Some("quota_exhausted") && !said.to_string().contains("poor"), "{said}");
    let after = (transitions.len() - 1).to_string();
    let (_, said) = say(operator, &["job", "timeline", id, "--after", &after])?;
    let rest: JobTimeline = serde_json::from_value(said.clone())?;
    ensure!(rest.transitions.len() == 1, "{said}");
    Ok(())
}

/// A drain tells what is left, then that nothing is; the intake stays paused.
fn ensure_drained(operator: &Client, running: &str, end: impl FnOnce() -> Result<()>) -> Result<()> {
    let drain = |timeout: &str| say(operator, &["drain", "--reason", "a move", "--timeout", timeout]);
    let (done, said) = drain("3s")?;
    let left = said.pointer("/left/0").context("what is left").and_then(work::id)?;
    ensure!(!done && left == running && said.get("drained") == Some(&Value::Bool(false)), "{said}");
    end()?;
    let (done, said) = drain("60s")?;
    ensure!(done && said.pointer("/intake/running") == Some(&Value::from(0)), "{said}");
    let (_, intake) = say(operator, &["intake", "show"])?;
    ensure!(intake.get("reason") == Some(&Value::from("a move")), "it is open: {intake}");
    let (done, _) = say(operator, &["intake", "open", "--reason", "it has moved"])?;
    ensure!(done, "it was not opened");
    Ok(())
}
