//! A provider that is down for everybody is left alone, and nobody loses an attempt by waiting for it.

use std::time::{Duration, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;
use tests::{Client, Config, Plan, Provider, Reply, Service, Socket};

use super::{own_voices, voices};
use crate::trial::own;
use crate::work;
use crate::world::folder;

const DOWN: &str = "down";
const WELL: &str = "well";

pub(super) fn trials() -> Vec<Trial> {
    vec![own(the_circuit_breaker_opens_and_closes_after_one_good_call)]
}

fn the_circuit_breaker_opens_and_closes_after_one_good_call() -> Result<()> {
    let provider = Provider::start()?;
    let config = Config::fresh(&folder().join("breaking"))?.with("VOICE_URL", &provider.url());
    let service = Service::start(config)?;
    let client = service.config.client();
    for voice in voices(DOWN) {
        provider.plan(&voice, Plan { first: Vec::new(), then: Reply::status(503) });
    }
    let first = work::create(&client, &own_voices(DOWN, work::note("an outage"))?)?;
    let open = work::poll("health tells of the breaker", 60, || breaker(&client))?;
    ensure!(open.pointer("/provider").is_some_and(|name| name == "voice"), "{open}");
    let failures = open.get("failures").and_then(Value::as_u64).context("failures")?;
    ensure!(failures == 8, "{open}");
    let noticed_at = std::time::SystemTime::now();
    let until = open.get("open_until").and_then(Value::as_str).context("a time")?;
    let until: protocol::Timestamp = serde_json::from_value(until.into())?;
    let second = work::create(&client, &own_voices(WELL, work::note("those who wait"))?)?;
    for voice in voices(DOWN) {
        provider.plan(&voice, Plan::default());
    }
    for id in [&first, &second] {
        work::follow(&client, id)?;
        let (history, _) = Socket::watch(&client, id, Some(0))?.hear_out()?;
        ensure!(history.iter().all(|update| work::change(update) != "parked"), "{history:?}");
    }
    ensure!(breaker(&client)?.is_none(), "it is still open");
    let until = UNIX_EPOCH + Duration::from_millis(u64::try_from(until.as_ms())?);
    let calls = provider.calls(&[voices(DOWN), voices(WELL)].concat());
    let early = calls.iter().filter(|call| call.arrived_at > noticed_at && call.arrived_at < until).count();
    ensure!(early == 0, "{early} calls while it was to be left alone");
    // One call finds it well before the others follow.
    let after: Vec<_> = calls.iter().filter(|call| call.arrived_at >= until).collect();
    let [trial, next, ..] = after.as_slice() else { anyhow::bail!("{} calls after it", after.len()) };
    ensure!(trial.at < next.at && trial.reply == Reply::Speech, "{trial:?}");
    Ok(())
}

fn breaker(client: &Client) -> Result<Option<Value>> {
    let answer = client.admin("GET", "/admin/health").send()?;
    ensure!(matches!(answer.status, 200 | 503), "{} {}", answer.status, answer.text());
    Ok(answer.json()?.pointer("/breakers/0").cloned())
}
