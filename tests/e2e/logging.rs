//! The log of a job's life: a line for each change of state, each with what it belongs to, and nothing else.

use std::fs;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;
use tests::{Config, Plan, Provider, Reply, Service};

use crate::trial::own;
use crate::work::{self, own_voices, voices};
use crate::world::folder;

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

pub(crate) fn trials() -> Vec<Trial> {
    vec![own(a_jobs_life_is_told_line_by_line)]
}

fn a_jobs_life_is_told_line_by_line() -> Result<()> {
    let provider = Provider::start()?;
    let config = Config::fresh(&folder().join("logging"))?.with("VOICE_URL", &provider.url());
    let service = Service::start(config)?;
    let client = service.config.client();
    let name = "logged";
    let [lead, _] = voices(name);
    provider.plan(&lead, Plan { first: vec![Reply::status(503)], then: Reply::Speech });
    let traceparent = format!("00-{TRACE}-00f067aa0ba902b7-01");
    let submitted = client.submit(&work::key(), &own_voices(name, work::note("what is written down"))?);
    let created = submitted.header("traceparent", &traceparent).send()?;
    ensure!(created.status == 201, "{} {}", created.status, created.text());
    ensure!(created.header("cuepoint-request-id") == TRACE, "{}", created.header("cuepoint-request-id"));
    let id = work::id(&created.json()?)?;
    work::follow(&client, &id)?;
    let other = client.ask("GET", &format!("/v1/jobs/{id}")).header("traceparent", "00-nonsense").send()?;
    let made = other.header("cuepoint-request-id");
    ensure!(made.len() == 32 && made != TRACE, "{made}");

    let lines = lines(&service)?;
    for line in &lines {
        ensure!(text(line, "request").len() == 32, "whose line is this: {line}");
        ensure!(!text(line, "message").is_empty() && !text(line, "level").is_empty(), "{line}");
    }
    let of_job: Vec<&Value> = lines.iter().filter(|line| text(line, "job") == id).collect();
    let told: Vec<&str> =
        of_job.iter().map(|line| text(line, "message")).filter(|message| *message != "attempt failed").collect();
    let stages = [["stage started"; 6].as_slice(), &["succeeded"]].concat();
    ensure!(told == [["created"].as_slice(), &stages].concat(), "{told:?}");
    let asked = of_job.first().context("lines")?;
    ensure!(text(asked, "request") == TRACE, "the trace does not go on into the object: {asked}");
    ensure!(of_job.iter().skip(1).all(|line| text(line, "request") != TRACE), "an alarm is nobody's request");
    let failed: Vec<&&Value> = of_job.iter().filter(|line| text(line, "message") == "attempt failed").collect();
    ensure!(!failed.is_empty(), "no attempt has failed");
    for line in failed {
        let has = |field: &str| line.get(field).is_some_and(|value| !value.is_null());
        ensure!(["step", "attempt", "token", "code", "detail"].into_iter().all(has), "{line}");
        ensure!(line.get("attempt") == Some(&1.into()) && text(line, "step").starts_with("speech/"), "{line}");
    }
    // The turn's trace, not the client's.
    let calls = provider.calls(&voices(name));
    let traces =
        calls.iter().map(|call| call.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("traceparent")));
    for trace in traces {
        let (_, trace) = trace.context("a call without a trace")?;
        ensure!(protocol::Trace::parse(trace).is_some() && !trace.contains(TRACE), "{trace}");
    }
    Ok(())
}

/// Lines of the service itself; the platform writes the time before each.
fn lines(service: &Service) -> Result<Vec<Value>> {
    let log = fs::read_to_string(&service.config.log)?;
    let ours = log.lines().filter_map(|line| line.split_once(' ')).filter(|(_, line)| line.starts_with('{'));
    ours.map(|(_, line)| serde_json::from_str(line).with_context(|| line.to_owned())).collect()
}

fn text<'a>(line: &'a Value, field: &str) -> &'a str {
    line.get(field).and_then(Value::as_str).unwrap_or_default()
}
