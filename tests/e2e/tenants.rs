//! Isolation of tenants: another's job is not read, not changed, not even known to be there.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow, ensure};
use libtest_mimic::Trial;
use protocol::{Access, Method, ROUTES, Route};
use serde_json::{Value, json};
use tests::{Answer, Client, Socket};

use crate::trial::shared;
use crate::work;
use crate::world::World;

/// A job that nobody has created.
const NOBODY: &str = "0198c0de-0000-7000-8000-00000000abcd";

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(another_tenants_job_answers_as_one_that_never_was),
        shared(a_list_has_nothing_of_another_tenant),
        shared(the_same_key_of_another_tenant_is_another_submission),
    ]
}

/// A tenant with a finished, a cancelled and a trashed job.
fn settled(world: &World) -> Result<(Client, Vec<String>)> {
    let client = world.client.tenant(&world.client.new_tenant()?)?;
    let finished = work::id(&work::finish(&client, &work::note("a neighbour"))?)?;
    let cancelled = work::create(&client, &work::note("a fence"))?;
    work::stop(&client, &cancelled)?;
    let trashed = work::create(&client, &work::note("a hedge"))?;
    let answer = client.ask("DELETE", &format!("/v1/jobs/{trashed}")).send()?;
    ensure!(answer.status == 200, "{} {}", answer.status, answer.text());
    Ok((client, vec![finished, cancelled, trashed]))
}

/// Every body some address takes: it is read, and then nothing is found.
fn bodies() -> [Value; 6] {
    let section = json!({ "title": "a hedge", "paragraphs": [0] });
    [
        json!({}),
        json!({ "turn": 0 }),
        json!({ "token": "x" }),
        json!({ "step": "master" }),
        json!({ "estimate": "x" }),
        json!({ "sections": [section] }),
    ]
}

fn ask(client: &Client, route: &Route, method: Method, id: &str, body: &Value) -> Result<Answer> {
    let path = route.path.replace("{id}", id);
    let ask = client.ask(method.as_str(), &path);
    if method == Method::Post { ask.json(body).send() } else { ask.send() }
}

/// Headers that differ from answer to answer: the date, the request's id, the connection.
const OF_REQUEST: [&str; 3] = ["date", "cuepoint-request-id", "connection"];

/// All that is told beside.
fn told(answer: &Answer) -> (u16, BTreeMap<String, Vec<u8>>, Vec<u8>) {
    let headers = answer.headers.iter().filter(|(name, _)| !OF_REQUEST.contains(&name.as_str()));
    let headers = headers.map(|(name, value)| (name.to_string(), value.as_bytes().to_vec())).collect();
    (answer.status, headers, answer.body.clone())
}

fn another_tenants_job_answers_as_one_that_never_was(world: &World) -> Result<()> {
    let (owner, ids) = settled(world)?;
    let before = ids.iter().map(|id| work::read(&owner, id)).collect::<Result<Vec<_>>>()?;
    let stranger = world.client.tenant(&world.client.new_tenant()?)?;
    let mut asked = 0;
    for client in [&stranger, &world.client] {
        for route in ROUTES.iter().filter(|route| route.path.starts_with("/v1/jobs/{id}")) {
            ensure!(route.access != Access::Open, "{} is open", route.path);
            for method in route.methods {
                let mut found_nothing = 0;
                for body in bodies() {
                    let unknown = ask(client, route, *method, NOBODY, &body)?;
                    for id in &ids {
                        let foreign = ask(client, route, *method, id, &body)?;
                        let (foreign_told, unknown_told) = (told(&foreign), told(&unknown));
                        ensure!(
                            foreign_told == unknown_told,
                            "{method:?} {}: {} {:?} {}, and of none {} {:?} {}",
                            route.path,
                            foreign.status,
                            foreign.headers,
                            foreign.text(),
                            unknown.status,
                            unknown.headers,
                            unknown.text()
                        );
                        // A body the address does not take, and a watch without a websocket, are refused before anybody looks.
                        ensure!(matches!(foreign.status, 404 | 422 | 426), "{} {}", foreign.status, foreign.text());
                        found_nothing += usize::from(foreign.status == 404);
                        asked += 1;
                    }
                }
                let is_watch = route.access == Access::Ticket;
                ensure!(is_watch || found_nothing >= ids.len(), "{method:?} {} was never let look", route.path);
            }
        }
        for id in &ids {
            let watch = Socket::open(client, &format!("/v1/jobs/{id}/watch"), &[])?;
            ensure!(watch.err() == Some(404), "a stranger watches");
        }
    }
    println!("tenants: {asked} requests for another tenant's jobs, the same answer as for none");
    let after = ids.iter().map(|id| work::read(&owner, id)).collect::<Result<Vec<_>>>()?;
    let unchanged = |view: &Value| ["status", "revision", "trash", "episode"].map(|name| view.get(name).cloned());
    ensure!(before.iter().map(unchanged).eq(after.iter().map(unchanged)), "{after:?} was {before:?}");
    Ok(())
}

fn listed(client: &Client) -> Result<Vec<String>> {
    let list = client.get("/v1/jobs?limit=100")?.json()?;
    list.get("jobs").and_then(Value::as_array).context("jobs")?.iter().map(work::id).collect()
}

fn a_list_has_nothing_of_another_tenant(world: &World) -> Result<()> {
    let [one, other] =
        [world.client.tenant(&world.client.new_tenant()?)?, world.client.tenant(&world.client.new_tenant()?)?];
    let id = work::create(&one, &work::note("a list"))?;
    work::stop(&one, &id)?;
    ensure!(listed(&one)? == [id.clone()], "its owner does not see it");
    ensure!(listed(&other)?.is_empty(), "{:?}", listed(&other)?);
    let cursor = other.get(&format!("/v1/jobs?cursor={NOBODY}"))?.json()?;
    ensure!(cursor.get("jobs") == Some(&json!([])), "{cursor}");
    ensure!(!listed(&world.client)?.contains(&id), "the tenant of development sees it");
    Ok(())
}

fn the_same_key_of_another_tenant_is_another_submission(world: &World) -> Result<()> {
    let (key, body) = (work::key(), work::note("a shared word"));
    let mut ids = Vec::new();
    for _ in 0..2 {
        let client = world.client.tenant(&world.client.new_tenant()?)?;
        let answer = client.submit(&key, &body).send()?;
        ensure!(answer.status == 201, "{} {}", answer.status, answer.text());
        ids.push(work::id(&answer.json()?)?);
        work::stop(&client, ids.last().ok_or_else(|| anyhow!("an id"))?)?;
    }
    ensure!(ids.first() != ids.last(), "two tenants have one job: {ids:?}");
    Ok(())
}
