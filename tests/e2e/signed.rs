//! Signed URLs and tickets: access without a token, for a while, to an episode's files and to a websocket.

use std::fs;

use anyhow::{Context, Result, anyhow, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Answer, Client, Service, Socket};

use crate::trial::{own, shared};
use crate::work::{self, ARTIFACTS};
use crate::world::{World, with_shared_voice};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(a_browser_watches_with_a_ticket_and_no_token),
        shared(a_ticket_is_good_for_one_job_alone),
        shared(a_signed_url_is_played_without_a_token),
        shared(a_changed_signed_url_is_refused),
        shared(a_signed_url_expires),
        shared(only_existing_files_of_ones_own_are_signed),
        own(a_service_without_keys_says_so),
    ]
}

const VERSION: &str = "cuepoint.2026-11-21";

/// Somebody who has no token at all.
fn browser(client: &Client) -> Client {
    client.with_token("")
}

pub(crate) fn ensure_problem(answer: &Answer, status: u16, code: &str) -> Result<()> {
    ensure!(answer.status == status, "{} {}", answer.status, answer.text());
    ensure!(answer.json()?.get("code").is_some_and(|known| known == code), "not {code}: {}", answer.text());
    Ok(())
}

fn post(client: &Client, path: &str, body: &Value) -> Result<Value> {
    let answer = client.ask("POST", path).json(body).send()?;
    ensure!(answer.status == 200, "{path}: {} {}", answer.status, answer.text());
    answer.json()
}

fn ticket(client: &Client, id: &str) -> Result<String> {
    let ticket = post(client, &format!("/v1/jobs/{id}/ticket"), &json!({}))?;
    Ok(ticket.get("protocol").and_then(Value::as_str).context("a protocol to offer")?.to_owned())
}

/// The signed addresses of a job's files, by their names.
fn links(client: &Client, id: &str, body: &Value) -> Result<Vec<(String, String)>> {
    let links = post(client, &format!("/v1/jobs/{id}/links"), body)?;
    let links = links.get("links").and_then(Value::as_array).context("links")?;
    let text = |link: &Value, name: &str| link.get(name).and_then(Value::as_str).map(str::to_owned).context("a link");
    links.iter().map(|link| Ok((text(link, "name")?, text(link, "href")?))).collect()
}

fn a_browser_watches_with_a_ticket_and_no_token(world: &World) -> Result<()> {
    let id = &world.article.id;
    let ticket = ticket(&world.client, id)?;
    let path = format!("/v1/jobs/{id}/watch?after=0");
    let opened = Socket::open(&browser(&world.client), &path, &[VERSION, &ticket])?;
    let mut socket = opened.map_err(|status| anyhow!("refused with {status}"))?;
    ensure!(socket.protocol == VERSION, "the service has chosen {:?}", socket.protocol);
    let (updates, code) = socket.hear_out()?;
    ensure!(updates.last().is_some_and(|last| work::change(last) == "succeeded"), "{:?}", updates.last());
    ensure!(code == Some(1000), "{code:?}");
    let without = Socket::open(&browser(&world.client), &path, &[VERSION])?;
    ensure!(without.err() == Some(401), "let in without anything");
    let secret = ticket.rsplit('.').next().context("a signature")?;
    ensure!(!fs::read_to_string(&world.log)?.contains(secret), "the ticket is in the log");
    Ok(())
}

fn a_ticket_is_good_for_one_job_alone(world: &World) -> Result<()> {
    let id = &world.article.id;
    let other = work::create(&world.client, &work::note("another ticket"))?;
    work::stop(&world.client, &other)?;
    let ticket = ticket(&world.client, &other)?;
    let watch = |ticket: &str| -> Result<Option<u16>> {
        Ok(Socket::open(&browser(&world.client), &format!("/v1/jobs/{id}/watch"), &[VERSION, ticket])?.err())
    };
    ensure!(watch(&ticket)? == Some(403), "a ticket of another job is good");
    ensure!(watch("cuepoint.ticket.1.9999999999999.default.00")? == Some(403), "a made-up ticket is good");
    let browser = browser(&world.client);
    let read = browser.ask("GET", &format!("/v1/jobs/{other}")).header("Sec-WebSocket-Protocol", &ticket);
    ensure_problem(&read.send()?, 401, "unauthorized")
}

fn a_signed_url_is_played_without_a_token(world: &World) -> Result<()> {
    let links = links(&world.client, &world.article.id, &json!({}))?;
    ensure!(links.len() == ARTIFACTS.len(), "{links:?}");
    let browser = browser(&world.client);
    for (name, href) in &links {
        let whole = world.article.bytes(name)?;
        let get = browser.ask("GET", href).without("Authorization").send()?;
        ensure!(get.status == 200 && get.body == whole, "{name}: {} {}", get.status, get.text());
        let part = browser.ask("GET", href).without("Authorization").header("Range", "bytes=2-9").send()?;
        ensure!(part.status == 206 && whole.get(2..10) == Some(part.body.as_slice()), "{name}: {}", part.status);
        let head = browser.ask("HEAD", href).without("Authorization").send()?;
        ensure!(head.status == 200 && head.header("Content-Length") == whole.len().to_string(), "{:?}", head.headers);
        ensure_problem(&browser.ask("POST", href).without("Authorization").send()?, 405, "method_not_allowed")?;
    }
    Ok(())
}

fn a_changed_signed_url_is_refused(world: &World) -> Result<()> {
    let links = links(&world.client, &world.article.id, &json!({ "valid_ms": 60_000 }))?;
    let grant = |name: &str| -> Result<String> {
        let (_, href) = links.iter().find(|(known, _)| known == name).context("a link")?;
        Ok(href.split_once("?grant=").context("a grant")?.1.to_owned())
    };
    let (episode, chapters) = (grant("episode.mp3")?, grant("chapters.json")?);
    let refused = |address: String| -> Result<()> {
        let answer = browser(&world.client).get(&address)?;
        ensure_problem(&answer, 403, "grant_invalid").with_context(|| address)
    };
    let file = world.article.address("episode.mp3");
    refused(format!("{file}?grant={chapters}"))?;
    refused(format!("{}?grant={episode}", world.article.address("chapters.json")))?;
    refused(format!("{file}?grant="))?;
    refused(format!("{file}?grant={}", episode.replacen("default", "other", 1)))?;
    let parts: Vec<&str> = episode.split('.').collect();
    let later = parts.get(1).context("a moment")?.replacen('1', "2", 1);
    refused(format!("{file}?grant={}", episode.replacen(parts.get(1).context("a moment")?, &later, 1)))?;
    refused(format!("{file}?grant=7{episode}"))?;
    // It opens this file, and nothing that belongs to it.
    ensure_problem(
        &browser(&world.client).get(&format!("/v1/jobs/{}?grant={episode}", world.article.id))?,
        401,
        "unauthorized",
    )
}

fn a_signed_url_expires(world: &World) -> Result<()> {
    let tenant = world.client.new_tenant()?;
    let client = world.client.tenant(&tenant)?;
    let id = work::id(&work::finish(&client, &work::note("a short while"))?)?;
    let short = links(&client, &id, &json!({ "valid_ms": 1_000 }))?;
    let (_, short) = short.first().context("a link")?;
    work::poll("the time is over", 30, || Ok((browser(&client).get(short)?.status != 200).then_some(())))?;
    let over = browser(&client).get(short)?;
    ensure_problem(&over, 403, "grant_invalid")?;
    ensure!(over.text().contains("its time is over"), "{}", over.text());
    let long = links(&client, &id, &json!({}))?;
    let (_, long) = long.first().context("a link")?;
    ensure!(browser(&client).get(long)?.status == 200, "not played");
    world.client.administer(&format!("/admin/tenants/{tenant}"), &json!({ "suspended": true }))?;
    ensure_problem(&browser(&client).get(long)?, 403, "tenant_suspended")
}

fn only_existing_files_of_ones_own_are_signed(world: &World) -> Result<()> {
    let stranger = world.client.tenant(&world.client.new_tenant()?)?;
    let ask = |client: &Client, id: &str, what: &str, body: Value| {
        client.ask("POST", &format!("/v1/jobs/{id}/{what}")).json(&body).send()
    };
    let id = &world.article.id;
    ensure_problem(&ask(&stranger, id, "links", json!({}))?, 404, "job_not_found")?;
    ensure_problem(&ask(&stranger, id, "ticket", json!({}))?, 404, "job_not_found")?;
    for valid_ms in [0, 7 * 24 * 3_600_000_u64 + 1] {
        ensure_problem(&ask(&world.client, id, "links", json!({ "valid_ms": valid_ms }))?, 422, "invalid_field")?;
    }
    let unfinished = work::create(&stranger, &work::long_by("unsigned-lead", "unsigned-guest")?)?;
    work::stop(&stranger, &unfinished)?;
    ensure_problem(&ask(&stranger, &unfinished, "links", json!({}))?, 409, "artifact_not_ready")
}

fn a_service_without_keys_says_so() -> Result<()> {
    let config = with_shared_voice("keyless")?;
    let service = Service::start(config.without("CUEPOINT_SIGNING_KEYS").without("CUEPOINT_SUBJECT_KEYS"))?;
    let client = service.config.client();
    let id = "0198c0de-0000-7000-8000-00000000abcd";
    for (path, variable) in [("ticket", "CUEPOINT_SIGNING_KEYS"), ("links", "CUEPOINT_SIGNING_KEYS")] {
        let answer = client.ask("POST", &format!("/v1/jobs/{id}/{path}")).json(&json!({})).send()?;
        ensure_problem(&answer, 503, "not_configured")?;
        ensure!(answer.text().contains(variable), "{}", answer.text());
    }
    let submission = client.submit(&work::key(), &work::note("keys")).header("Cuepoint-Subject-Key", "ada").send()?;
    ensure_problem(&submission, 503, "not_configured")?;
    let body = json!({ "tenant": "default", "subject": "ada" });
    ensure_problem(&client.admin("POST", "/admin/subjects/erase").json(&body).send()?, 503, "not_configured")
}
