//! What was asked stays with the job: not in keys, not in the index beyond its title, not in the log.

use std::fs;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::json;
use tests::Stored;

use crate::trial::shared;
use crate::work::{self, ARTIFACTS};
use crate::world::World;

pub(crate) fn trials() -> Vec<Trial> {
    vec![shared(keys_are_made_of_ids_and_digests), shared(nothing_a_client_wrote_leaks_from_its_job)]
}

fn is_digest(text: &str) -> bool {
    text.len() >= 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn keys_are_made_of_ids_and_digests(world: &World) -> Result<()> {
    let stored = Stored::read(&world.state)?;
    let keys = stored.keys();
    for key in &keys {
        let is_known = match key.split('/').collect::<Vec<_>>().as_slice() {
            ["clips", "default", speech] => is_digest(speech),
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

fn nothing_a_client_wrote_leaks_from_its_job(world: &World) -> Result<()> {
    let (key, topic, name) = ("a-key-that-nobody-may-see", "xylophones", "Wilhelmina");
    let mut body = work::note(topic);
    let hosts = json!([{ "name": name, "voice": "awb" }, { "name": "Bo", "voice": "slt" }]);
    body.as_object_mut().context("a body is an object")?.insert("hosts".to_owned(), hosts);
    body.as_object_mut().context("a body is an object")?.insert("title".to_owned(), json!("A plain title"));
    let answer = world.client.submit(key, &body).send()?;
    ensure!(answer.status == 201, "{} {}", answer.status, answer.text());
    work::follow(&world.client, &work::id(&answer.json()?)?)?;
    let stored = format!("{:?}", Stored::read(&world.state)?);
    let log = fs::read_to_string(&world.log)?;
    for secret in [key, topic, name, world.client.token.as_str()] {
        ensure!(!stored.contains(secret), "{secret} is in the index or the bucket's keys: {stored}");
        let line = log.lines().find(|line| line.contains(secret));
        ensure!(line.is_none(), "{secret} is in the log: {line:?}");
    }
    Ok(())
}
