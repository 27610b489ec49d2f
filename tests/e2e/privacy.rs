//! Privacy of a source: it is not in keys, not in the index beyond its title, not in the log.

use std::fs;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use protocol::dataflow::{Class, Dataflow, Exit, Flow};
use serde_json::{Value, json};
use tests::Stored;

use crate::trial::shared;
use crate::work::{self, ARTIFACTS};
use crate::world::World;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(keys_are_made_of_ids_and_digests),
        shared(the_platforms_own_routes_are_not_served),
        shared(nothing_a_client_wrote_leaks_from_its_job),
        shared(the_operator_reads_the_dataflow_of_a_job),
    ]
}

fn is_digest(text: &str) -> bool {
    text.len() >= 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The one of development, or one made of chance.
fn is_tenant(text: &str) -> bool {
    text == "default" || (text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn keys_are_made_of_ids_and_digests(world: &World) -> Result<()> {
    let stored = Stored::read(&world.state)?;
    let keys = stored.keys();
    for key in &keys {
        let is_known = match key.split('/').collect::<Vec<_>>().as_slice() {
            ["clips", tenant, speech] => is_tenant(tenant) && is_digest(speech),
            ["episodes", id, revision, name] => {
                is_digest(revision) && !stored.status(id).is_empty() && ARTIFACTS.iter().any(|(known, _)| known == name)
            }
            _ => false,
        };
        ensure!(is_known, "{key}");
    }
    let files = keys.iter().filter(|key| key.starts_with(&format!("episodes/{}/", world.article.id))).count();
    ensure!(files == ARTIFACTS.len(), "{files} files of one episode");
    Ok(())
}

/// One of them would give away any file whose key is known.
fn the_platforms_own_routes_are_not_served(world: &World) -> Result<()> {
    let stored = Stored::read(&world.state)?;
    let key = stored.keys().into_iter().find(|key| key.starts_with("episodes/")).context("a file")?;
    for path in [format!("r2/public/cuepoint/{key}"), "scheduled".to_owned(), "explorer".to_owned()] {
        let answer = world.client.get(&format!("/cdn-cgi/local/{path}"))?;
        ensure!(answer.status == 404 && answer.text().contains("not_found"), "{path}: {}", answer.status);
    }
    Ok(())
}

fn nothing_a_client_wrote_leaks_from_its_job(world: &World) -> Result<()> {
    let (key, topic, name) = ("a-key-that-nobody-may-see", "xylophones", "Wilhelmina");
    let mut body = work::note(topic);
    let hosts = json!([{ "name": name, "voice": "awb" }, { "name": "Bo", "voice": "slt" }]);
    body.as_object_mut().context("a body is an object")?.insert("hosts".to_owned(), hosts);
    body.as_object_mut().context("a body is an object")?.insert("title".to_owned(), json!("A plain title"));
    let answer = world.client.submit(key, &body).send()?;
    ensure!(answer.status == 201, "{} {}", answer.status, answer.text());
    work::follow(&world.client, &work::id(&answer.json()?)?)?;
    let mut stored = Stored::read(&world.state)?;
    let whole = format!("{stored:?}");
    // A feed names the hosts, and is made from this column alone.
    stored
        .index
        .iter_mut()
        .filter_map(Value::as_object_mut)
        .for_each(|row| row.retain(|column, _| column != "episode"));
    let other = format!("{stored:?}");
    let log = fs::read_to_string(&world.log)?;
    for (secret, stored) in [(key, &whole), (topic, &whole), (name, &other), (world.client.token.as_str(), &whole)] {
        ensure!(!stored.contains(secret), "{secret} is in the index or the bucket's keys: {stored}");
        let line = log.lines().find(|line| line.contains(secret));
        ensure!(line.is_none(), "{secret} is in the log: {line:?}");
    }
    Ok(())
}

fn the_operator_reads_the_dataflow_of_a_job(world: &World) -> Result<()> {
    let id = &world.article.id;
    let path = format!("/admin/jobs/{id}/dataflow");
    ensure!(world.client.get(&path)?.status == 403, "a client's token opens it");
    let answer = world.client.admin("GET", &path).send()?;
    ensure!(answer.status == 200, "{} {}", answer.status, answer.text());
    let Dataflow { flows, .. } = serde_json::from_value(answer.json()?)?;
    for Flow { passed, .. } in &flows {
        ensure!(passed.exit.row().may_pass.contains(&passed.class), "outside the map: {passed:?}");
    }
    let script = world.client.get(&format!("/v1/jobs/{id}/script"))?.json()?;
    let turns = script.get("turns").and_then(Value::as_array).context("turns")?;
    let said = turns.iter().filter_map(|turn| turn.get("text")?.as_str()).map(|text| text.len() as u64).sum::<u64>();
    let spoken = flows.iter().map(|flow| &flow.passed).find(|passed| passed.class == Class::Script);
    let spoken = spoken.context("what was said went to the voice")?;
    ensure!(spoken.exit == Exit::Voice && spoken.bytes <= said && spoken.count > 0, "{spoken:?}, of {said} bytes");
    let sources = flows.iter().filter(|flow| flow.passed.class == Class::Source).map(|flow| flow.passed.exit);
    ensure!(sources.eq([Exit::ObjectStorage]), "the source went elsewhere: {flows:?}");
    Ok(())
}
