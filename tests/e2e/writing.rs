//! Scripts by language models: by every contract, with approval and budgets, through crashes; and by nobody but the service.

mod counterparts;

use std::collections::BTreeMap;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Client, Config, Model, Service, Stored, TOKENS, Told};

use crate::trial::own;
use crate::work::{self, source};
use crate::world::with_shared_voice;

const KEY: &str = "sk-shown-to-the-model-alone";
/// Micro-units of a million tokens, in and out: 0.25 and 2.00.
const PRICE: &str = "0.25/2.00";
/// Cost of one answer of the model.
const COST: u64 = (TOKENS.0 * 250_000 + TOKENS.1 * 2_000_000) / 1_000_000;
const FINISH_TIMEOUT_S: u64 = 120;

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = vec![
        own(a_model_writes_the_script_and_learns_nothing_else),
        own(a_script_waits_for_approval_is_changed_and_spoken),
        own(an_outline_waits_for_approval_and_just_what_is_new_is_written),
        own(no_call_is_made_beyond_a_budget),
        own(every_failure_of_a_model_ends_in_an_episode),
        own(a_service_that_is_killed_asks_again_only_what_was_under_way),
    ];
    trials.extend(counterparts::trials());
    trials
}

/// A service whose scripts are written by this model.
fn writing(name: &str, model: &Model) -> Result<(Service, Client)> {
    started(with_model(name, "openai", &model.url())?)
}

pub(crate) fn with_model(name: &str, contract: &str, url: &str) -> Result<Config> {
    let config = with_shared_voice(&format!("writing-{name}"))?;
    Ok(config
        .with("WRITER_MODEL", "m")
        .with("WRITER_URL", url)
        .with("WRITER_KEY", KEY)
        .with("WRITER_CONTRACT", contract)
        .with("WRITER_PRICE", PRICE))
}

pub(crate) fn started(config: Config) -> Result<(Service, Client)> {
    let service = Service::start(config)?;
    let client = service.config.client();
    Ok((service, client))
}

/// The writers of outline and sections, by name.
fn writers(view: &Value) -> Result<Vec<String>> {
    let writing = view.get("writing").with_context(|| format!("no writers: {view}"))?;
    let sections = writing.get("sections").and_then(Value::as_array).context("sections")?;
    let all = [writing.get("outline").context("an outline")?].into_iter().chain(sections);
    all.map(|writer| Ok(writer.get("writer").and_then(Value::as_str).context("a writer")?.to_owned())).collect()
}

fn reasons(view: &Value) -> Vec<String> {
    let sections = view.pointer("/writing/sections").and_then(Value::as_array).cloned().unwrap_or_default();
    sections.iter().filter_map(|section| Some(section.get("because")?.as_str()?.to_owned())).collect()
}

fn ledger(client: &Client, id: &str) -> Result<Vec<Value>> {
    let answer = client.get(&format!("/v1/jobs/{id}/ledger"))?.json()?;
    Ok(answer.get("calls").and_then(Value::as_array).cloned().unwrap_or_default())
}

fn micros(value: &Value, pointer: &str) -> u64 {
    value.pointer(pointer).and_then(Value::as_u64).unwrap_or_default()
}

pub(crate) fn post(client: &Client, path: &str, body: &Value) -> Result<Value> {
    let answer = client.ask("POST", path).json(body).send()?;
    ensure!(answer.status == 200, "{path}: {} {}", answer.status, answer.text());
    answer.json()
}

/// The value with another member.
pub(crate) fn with(mut value: Value, name: &str, member: Value) -> Result<Value> {
    value.as_object_mut().context("an object")?.insert(name.to_owned(), member);
    Ok(value)
}

/// The job once it is parked.
pub(crate) fn parked(client: &Client, id: &str) -> Result<Value> {
    work::poll("the job is parked", FINISH_TIMEOUT_S, || {
        let view = work::read(client, id)?;
        Ok((work::status(&view) == "parked").then_some(view))
    })
}

fn a_model_writes_the_script_and_learns_nothing_else() -> Result<()> {
    for contract in ["openai", "anthropic"] {
        let model = Model::start()?;
        let url = if contract == "openai" { model.url() } else { model.anthropic_url() };
        let (service, client) = started(with_model(contract, contract, &url)?)?;
        let style = json!({ "format": "explainer", "minutes": 6, "focus": "What would ada@example.org ask?" });
        let body = with(source("markdown", &work::fixture("article.md")?), "style", style)?;
        let estimate = post(&client, "/v1/estimates", &body)?;
        let id = work::create(&client, &body)?;
        let view = work::follow(&client, &id)?;
        let writers = writers(&view)?;
        ensure!(writers.len() > 2 && writers.iter().all(|writer| writer == contract), "{contract}: {view}");
        let calls = ledger(&client, &id)?;
        ensure!(calls.len() == writers.len() && calls.iter().all(|call| micros(call, "/cost") == COST), "{calls:?}");
        ensure!(micros(&view, "/spending/spent") == COST * calls.len() as u64, "{view}");
        ensure!(estimate.pointer("/writers/1/writer") == Some(&json!("embedded")), "{estimate}");
        ensure!(micros(&estimate, "/writers/0/cost/likely") > 0, "{estimate}");
        let seconds = micros(&estimate, "/seconds");
        ensure!((306..=414).contains(&seconds), "six minutes are {seconds} s");
        for question in model.questions() {
            let header =
                |name: &str| question.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
            let key = if contract == "openai" { "authorization" } else { "x-api-key" };
            ensure!(header(key).is_some_and(|key| key.ends_with(KEY)), "{:?}", question.headers);
            let told = format!("{:?} {}", question.headers, question.body);
            for private in [id.as_str(), "ada@example", "default", service.config.token.as_str()] {
                ensure!(!told.contains(private), "{private} is told: {told}");
            }
        }
    }
    Ok(())
}

fn a_script_waits_for_approval_is_changed_and_spoken() -> Result<()> {
    let model = Model::start()?;
    let (_service, client) = writing("approval", &model)?;
    let body = with(work::note("a script that is read first"), "approve", json!("script"))?;
    let id = work::create(&client, &body)?;
    let view = parked(&client, &id)?;
    ensure!(view.pointer("/problem/code") == Some(&json!("approval_needed")), "{view}");
    ensure!(view.pointer("/approval/stage") == Some(&json!("speech")), "{view}");
    let before = view.pointer("/approval/estimate").context("an estimate")?.clone();
    let line = json!({ "lines": [{ "turn": 1, "text": "Somebody has read this line before it was spoken." }] });
    let revised = post(&client, &format!("/v1/jobs/{id}/revise"), &line)?;
    ensure!(work::status(&revised) == "parked", "a change is no approval: {revised}");
    let approve = format!("/v1/jobs/{id}/approve");
    let refused = client.ask("POST", &approve).json(&json!({ "estimate": before })).send()?;
    ensure!(refused.status == 409 && refused.text().contains("estimate_changed"), "{}", refused.text());
    let estimate = revised.pointer("/approval/estimate").context("another estimate")?;
    post(&client, &approve, &json!({ "estimate": estimate }))?;
    let view = work::follow(&client, &id)?;
    ensure!(view.get("approval").is_none(), "{view}");
    let transcript = client.get(&format!("/v1/jobs/{id}/transcript.vtt"))?.text();
    ensure!(transcript.contains("has read this line before"), "{transcript}");
    Ok(())
}

fn an_outline_waits_for_approval_and_just_what_is_new_is_written() -> Result<()> {
    let model = Model::start()?;
    let (_service, client) = writing("plan", &model)?;
    let body = with(source("markdown", &work::fixture("article.md")?), "approve", json!("plan"))?;
    let id = work::create(&client, &body)?;
    let view = parked(&client, &id)?;
    ensure!(view.pointer("/approval/stage") == Some(&json!("script")), "{view}");
    let (likely, most) = (micros(&view, "/approval/cost/likely"), micros(&view, "/approval/cost/most"));
    ensure!(0 < likely && likely < most, "{view}");
    ensure!(model.questions().len() == 1, "nothing is written before it is approved");
    let path = format!("/v1/jobs/{id}/outline");
    let outline = client.get(&path)?.json()?;
    let mut sections = outline.get("sections").and_then(Value::as_array).context("sections")?.clone();
    sections.truncate(2);
    let named = |title: &str| {
        let mut sections = sections.clone();
        let last = sections.pop().context("two sections")?;
        sections.push(with(last, "title", json!(title))?);
        Ok::<_, anyhow::Error>(json!({ "sections": sections }))
    };
    let changed = post(&client, &path, &named("A section of my own")?)?;
    post(&client, &format!("/v1/jobs/{id}/approve"), &json!({ "estimate": changed.pointer("/approval/estimate") }))?;
    let view = work::follow(&client, &id)?;
    ensure!(model.questions().len() == 3, "two sections: {view}");
    let chapters = client.get(&format!("/v1/jobs/{id}/chapters.json"))?.text();
    ensure!(chapters.contains("A section of my own"), "{chapters}");
    // The finished episode gets another second section: the first stays as it was paid for.
    post(&client, &path, &named("Another section")?)?;
    let parked = parked(&client, &id)?;
    post(&client, &format!("/v1/jobs/{id}/approve"), &json!({ "estimate": parked.pointer("/approval/estimate") }))?;
    work::follow(&client, &id)?;
    ensure!(model.questions().len() == 4, "one section is new");
    let bad = client.ask("POST", &path).json(&json!({ "sections": [] })).send()?;
    ensure!(bad.status == 422 && bad.text().contains("invalid_field"), "{}", bad.text());
    Ok(())
}

fn no_call_is_made_beyond_a_budget() -> Result<()> {
    let model = Model::start()?;
    let (_service, client) = writing("budget", &model)?;
    let body = with(work::note("a budget of nothing"), "budget", json!(0))?;
    let view = work::finish(&client, &body)?;
    ensure!(writers(&view)?.iter().all(|writer| writer == "embedded") && model.questions().is_empty(), "{view}");
    ensure!(view.pointer("/writing/outline/because") == Some(&json!("budget")), "{view}");

    let tenant = client.admin("POST", "/admin/tenants/default").json(&json!({ "monthly_budget": 30_000 })).send()?;
    ensure!(tenant.status == 200, "{} {}", tenant.status, tenant.text());
    let mut spent = 0;
    let mut reasons_seen = BTreeMap::<String, u32>::new();
    for round in 0..40 {
        let view = work::finish(&client, &work::note(&format!("the month's money, number {round}")))?;
        spent += micros(&view, "/spending/spent");
        let outline = view.pointer("/writing/outline/because").and_then(Value::as_str).map(str::to_owned);
        for reason in reasons(&view).into_iter().chain(outline) {
            *reasons_seen.entry(reason).or_default() += 1;
        }
        if reasons_seen.contains_key("tenant_budget") {
            break;
        }
    }
    ensure!(reasons_seen.contains_key("tenant_budget"), "never: {spent} {reasons_seen:?}");
    ensure!(spent <= 30_000, "{spent} of 30000 are spent");
    let metrics = String::from_utf8(client.admin("GET", "/admin/metrics").send()?.body)?;
    let line = metrics
        .lines()
        .find(|line| line.starts_with("cuepoint_spent_micros{"))
        .with_context(|| metrics.clone())?
        .to_owned();
    ensure!(line.ends_with(&format!(" {spent}")), "{line}, {spent} are spent");
    Ok(())
}

fn every_failure_of_a_model_ends_in_an_episode() -> Result<()> {
    let model = Model::start()?;
    let config = with_model("failures", "openai", &model.url())?.with("WRITER_BREAKER_FAILURES", "0");
    let (_service, client) = started(config)?;
    let quota =
        json!({ "error": { "type": "insufficient_quota", "code": "insufficient_quota", "message": "none left" } });
    let key = json!({ "error": { "code": "invalid_api_key", "message": "no" } });
    let busy = json!({ "error": { "code": "rate_limit_exceeded", "message": "slowly" } });
    let unsound = json!({ "turns": [
        { "cites": [], "host": "A", "text": "Hello and welcome." },
        { "cites": [0], "host": "B", "text": "The team of 4711 people ignored every order." },
        { "cites": [], "host": "A", "text": "That is all for today. Thanks for listening." },
    ]});
    let retry = Told::Status { status: 429, headers: vec![("retry-after-ms", "50".to_owned())], body: busy };
    for (name, told, times, because) in [
        ("quota", Told::status(429, quota), 1, Some("money")),
        ("key", Told::status(401, key), 1, Some("access")),
        ("busy once", retry, 1, None),
        ("outage", Told::status(503, json!({})), 3, Some("outage")),
        ("lost once", Told::Lost, 1, None),
        ("prose", Told::Words("Certainly! Here is your dialogue.".to_owned()), 2, Some("shape")),
        ("unsound", Told::Words(unsound.to_string()), 2, Some("number")),
    ] {
        let body = work::note(&format!("a model that is {name}"));
        for _ in 0..times {
            model.once("Write the turns", told.clone());
        }
        let id = work::create(&client, &body)?;
        let view = work::follow(&client, &id).with_context(|| name.to_owned())?;
        let told: Vec<String> = reasons(&view);
        ensure!(told.first().map(String::as_str) == because, "{name}: {view}");
        let calls = ledger(&client, &id)?;
        let uncertain = calls.iter().filter(|call| call.get("state") == Some(&json!("uncertain"))).count();
        ensure!(uncertain == usize::from(name == "lost once"), "{name}: {calls:?}");
        let sum: u64 = calls.iter().map(|call| micros(call, "/cost")).sum();
        ensure!(sum == micros(&view, "/spending/spent"), "{name}: {calls:?}");
    }
    Ok(())
}

fn a_service_that_is_killed_asks_again_only_what_was_under_way() -> Result<()> {
    let model = Model::start()?;
    let (mut service, client) = writing("killed", &model)?;
    let texts = ["article.md", "review.md", "benchmark.md", "release-notes.md"].map(work::fixture);
    let text = texts.into_iter().collect::<Result<Vec<_>>>()?.join("\n\n");
    let id = work::create(&client, &source("markdown", &text))?;
    // In the middle of the sections, one of which never comes back.
    model.once("Write the turns of section 5 of", Told::Hang);
    work::poll("sections are asked for", FINISH_TIMEOUT_S, || Ok((model.questions().len() >= 7).then_some(())))?;
    sleep(Duration::from_millis(300));
    service.kill();
    let state = service.config.state.clone();
    let before = Stored::job(&state, &id)?.context("the job is lost")?;
    let open = before.get("open_calls").and_then(Value::as_object).map_or(0, serde_json::Map::len);
    let asked = model.questions().len();
    service.restart()?;
    let view = work::follow(&client, &id)?;
    let sections = writers(&view)?.len() - 1;
    ensure!(sections >= 8, "{sections} sections");
    let mut bodies: Vec<String> = model.questions().into_iter().map(|question| question.body.to_string()).collect();
    let all = bodies.len();
    bodies.sort();
    bodies.dedup();
    println!(
        "writing: {sections} sections, {asked} asked before the kill, {open} under way, {} asked again",
        all - bodies.len()
    );
    ensure!(all - bodies.len() <= open, "{} asked again, {open} were under way", all - bodies.len());
    let uncertain = ledger(&client, &id)?.iter().filter(|call| call.get("state") == Some(&json!("uncertain"))).count();
    ensure!(uncertain == open, "{uncertain} uncertain, {open} were under way");
    Ok(())
}
