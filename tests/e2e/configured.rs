//! Faults of the configuration: how they are told, and that jobs wait until they are mended.

use std::fs;

use anyhow::{Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Client, Config, Plan, Provider, Reply, Service, Socket};

use crate::signed::ensure_problem;
use crate::trial::own;
use crate::work;
use crate::world::folder;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        own(every_fault_is_named_in_health_and_refuses_everything_else),
        own(a_job_waits_for_the_right_configuration_and_loses_nothing_by_it),
    ]
}

/// Alarms that have rung for nothing are set again half a minute later.
const WAIT_TIMEOUT_S: u64 = 120;

const FAULTY: [(&str, &str, &str); 4] = [
    ("VOICE_URL", "example.com/a-secret", "VOICE_URL has to be an http or https address"),
    ("CUEPOINT_SUBJECT_KEYS", "1:a-secret", "CUEPOINT_SUBJECT_KEYS is malformed"),
    ("CUEPOINT_ORIGINS", "https://app.example/a-secret", "CUEPOINT_ORIGINS is malformed"),
    ("VOICE_NAME", "a-secret", "VOICE_NAME is nothing this service takes"),
];

fn configuration(client: &Client) -> Result<Value> {
    let health = client.admin("GET", "/admin/health").send()?;
    ensure!(matches!(health.status, 200 | 503), "{} {}", health.status, health.text());
    Ok(health.json()?.get("configuration").cloned().unwrap_or_else(|| json!([])))
}

fn every_fault_is_named_in_health_and_refuses_everything_else() -> Result<()> {
    let fresh = Config::fresh(&folder().join("misconfigured"))?;
    let config = FAULTY.iter().fold(fresh, |config, (name, value, _)| config.with(name, value));
    let service = Service::start(config)?;
    let client = service.config.client();
    for path in ["/healthz", "/versions", "/openapi.json", "/changes.md"] {
        ensure!(client.get(path)?.status == 200, "{path} needs no configuration");
    }
    let named = configuration(&client)?;
    ensure!(named.as_array().is_some_and(|named| named.len() == FAULTY.len()), "{named}");
    let submission = client.submit(&work::key(), &work::note("misconfigured")).send()?;
    for answer in [submission, client.get("/v1/jobs")?, client.admin("GET", "/admin/tenants").send()?] {
        ensure_problem(&answer, 503, "not_configured")?;
        ensure!(!answer.header("Retry-After").is_empty(), "{:?}", answer.headers);
        for (_, _, says) in FAULTY {
            ensure!(answer.text().contains(says) && named.to_string().contains(says), "{says}: {}", answer.text());
        }
        ensure!(!answer.text().contains("a-secret"), "what is wrong is repeated: {}", answer.text());
    }
    ensure!(!named.to_string().contains("a-secret"), "what is wrong is repeated: {named}");
    service.sweep()?;
    // The runtime writes its log after it has answered.
    let log = work::poll("the log says that the sweep waits", 10, || {
        let log = fs::read_to_string(&service.config.log)?;
        Ok(log.contains("the sweep waits").then_some(log))
    })?;
    ensure!(log.contains(r#""setting":"VOICE_NAME""#) && !log.contains("a-secret"), "the log does not say so");
    Ok(())
}

fn a_job_waits_for_the_right_configuration_and_loses_nothing_by_it() -> Result<()> {
    let provider = Provider::start()?;
    let config = Config::fresh(&folder().join("reconfigured"))?.with("VOICE_URL", &provider.url());
    let mut service = Service::start(config)?;
    let client = service.config.client();
    ensure!(configuration(&client)? == json!([]), "nothing is wrong yet");
    let voices = work::voices("patient");
    let [_, guest] = &voices;
    provider.plan(guest, Plan::always(Reply::Hang));
    let id = work::create(&client, &work::own_voices("patient", work::note("patience"))?)?;
    let is_asked = || Ok((!provider.calls(std::slice::from_ref(guest)).is_empty()).then_some(()));
    work::poll("the provider is asked", WAIT_TIMEOUT_S, is_asked)?;
    service.kill();
    let right = service.config.clone();
    service.config = right.clone().with("VOICE_URL", "nowhere");
    service.restart()?;
    // Nobody asks for the job: its alarm rings, for there is a lease to take up.
    work::poll("the job waits", WAIT_TIMEOUT_S, || {
        let log = fs::read_to_string(&right.log)?;
        Ok(log.contains("a job waits for a configuration without faults").then_some(()))
    })?;
    service.kill();
    provider.plan(guest, Plan::default());
    service.config = right;
    service.restart()?;
    work::follow(&client, &id)?;
    let (updates, _) = Socket::watch(&client, &id, Some(0))?.hear_out()?;
    // What the crash has cost, and nothing more.
    let suffered = |update: &&Value| match work::change(update) {
        "parked" | "resumed" => true,
        "attempt_failed" => update.get("attempt").and_then(Value::as_u64) > Some(1),
        _ => false,
    };
    let suffered: Vec<&Value> = updates.iter().filter(suffered).collect();
    ensure!(suffered.is_empty(), "the job has suffered for it: {suffered:?}");
    Ok(())
}
