//! Requests to the provider: when it is down, and everything they tell it.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use tests::{Client, Config, Provider, Service, Socket};

use super::{KEY, MODEL, Outside, faulty, own_voices, voices};
use crate::trial::own;
use crate::work;
use crate::world::folder;

/// Every header that may reach a provider: what the protocol needs, ours, and the one the platform adds with the zone
/// the Worker is deployed in.
const HEADERS: [&str; 10] = [
    "accept",
    "accept-encoding",
    "authorization",
    "cf-worker",
    "connection",
    "content-length",
    "content-type",
    "host",
    "idempotency-key",
    "traceparent",
];

/// An address of this machine that no other program listens on: a port of it that is free stays free.
const NOBODY_ELSES: (Ipv4Addr, u16) = (Ipv4Addr::new(127, 0, 0, 77), 0);

pub(super) fn trials() -> Vec<Trial> {
    vec![own(a_provider_that_is_down_is_waited_for), faulty(the_provider_is_told_what_to_say_and_nothing_of_who_asked)]
}

fn the_provider_is_told_what_to_say_and_nothing_of_who_asked(outside: &Outside) -> Result<()> {
    let name = "private";
    let secrets = ["a-key-nobody-may-see", "Somebody/7.7", "203.0.113.77", "a-cookie=of-mine"];
    let [key, agent, address, cookie] = secrets;
    let submitted = outside.client.submit(key, &own_voices(name, work::note("discretion"))?);
    let submitted = submitted.header("User-Agent", agent).header("Cuepoint-Client", agent).header("Cookie", cookie);
    let answer = submitted.header("X-Forwarded-For", address).header("Referer", agent).send()?;
    ensure!(answer.status == 201, "{} {}", answer.status, answer.text());
    let id = work::id(&answer.json()?)?;
    work::follow(&outside.client, &id)?;
    let calls = outside.provider.calls(&voices(name));
    ensure!(!calls.is_empty(), "nobody was asked");
    for call in &calls {
        let told = format!("{:?} {}", call.headers, call.body);
        for secret in secrets.into_iter().chain([outside.client.token.as_str(), id.as_str()]) {
            ensure!(!told.contains(secret), "{secret} reaches the provider: {told}");
        }
        let fields: Vec<&String> = call.body.as_object().context("a body is an object")?.keys().collect();
        ensure!(fields == ["input", "model", "response_format", "voice"], "{fields:?}");
        ensure!(call.body.get("model").is_some_and(|model| model == MODEL), "{}", call.body);
        ensure!(call.header("authorization") == format!("Bearer {KEY}"), "{:?}", call.headers);
    }
    // Of every test there is.
    for call in outside.provider.all_calls() {
        let other = call.headers.iter().find(|(name, _)| !HEADERS.contains(&name.as_str()));
        ensure!(other.is_none(), "{other:?} reaches the provider");
    }
    Ok(())
}

fn service(name: &str, voice_url: &str) -> Result<(Service, Client)> {
    let service = Service::start(Config::fresh(&folder().join(name))?.with("VOICE_URL", voice_url))?;
    let client = service.config.client();
    Ok((service, client))
}

fn a_provider_that_is_down_is_waited_for() -> Result<()> {
    let address = TcpListener::bind(NOBODY_ELSES)?.local_addr()?;
    let (_service, client) = service("unreachable", &format!("http://{address}/"))?;
    let id = work::create(&client, &own_voices("late", work::note("latecomers"))?)?;
    let failed =
        Socket::watch(&client, &id, Some(0))?.hear_until(|message| work::change(message) == "attempt_failed")?;
    ensure!(failed.get("code").is_some_and(|code| code == "unavailable"), "{failed}");
    let provider = Provider::start_on(address)?;
    work::follow(&client, &id)?;
    ensure!(!provider.calls(&voices("late")).is_empty() && provider.strays().is_empty(), "{:?}", provider.strays());
    Ok(())
}
