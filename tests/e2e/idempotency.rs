//! One submission, one job, however often it is sent.

use std::thread;

use anyhow::{Result, ensure};
use libtest_mimic::Trial;
use protocol::header;
use serde_json::json;

use crate::trial::shared;
use crate::work;
use crate::world::World;

const RACERS: usize = 8;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(the_same_key_and_body_are_the_same_job),
        shared(the_same_key_with_another_body_is_refused),
        shared(racing_submissions_are_one_job),
        shared(another_key_is_another_job),
        shared(a_changed_show_profile_makes_no_other_submission),
    ]
}

fn the_same_key_and_body_are_the_same_job(world: &World) -> Result<()> {
    let (key, body) = (work::key(), work::note("repeating"));
    let first = world.client.submit(&key, &body).send()?;
    ensure!(first.status == 201, "{} {}", first.status, first.text());
    let id = work::id(&first.json()?)?;
    let again = world.client.submit(&key, &body).send()?;
    ensure!(again.status == 200 && work::id(&again.json()?)? == id, "{} {}", again.status, again.text());
    ensure!(again.header("Location") == first.header("Location"), "{:?}", again.headers);
    // The body is what it means, not how it is written.
    let spaced = format!(" {}\n", serde_json::to_string_pretty(&body)?);
    let spaced = world.client.submit(&key, &body).body(spaced).send()?;
    ensure!(spaced.status == 200 && work::id(&spaced.json()?)? == id, "{} {}", spaced.status, spaced.text());
    work::stop(&world.client, &id)?;
    let late = world.client.submit(&key, &body).send()?;
    ensure!(late.status == 200 && late.json()? == work::read(&world.client, &id)?, "{} {}", late.status, late.text());
    Ok(())
}

fn the_same_key_with_another_body_is_refused(world: &World) -> Result<()> {
    let (key, body) = (work::key(), work::note("reusing"));
    let first = world.client.submit(&key, &body).send()?;
    ensure!(first.status == 201, "{} {}", first.status, first.text());
    let mut titled = body.clone();
    titled.as_object_mut().map(|fields| fields.insert("title".to_owned(), json!("Another title")));
    for other in [work::note("something else"), titled] {
        let answer = world.client.submit(&key, &other).send()?;
        ensure!(answer.status == 422, "{} {}", answer.status, answer.text());
        ensure!(answer.header("Content-Type") == "application/problem+json", "{:?}", answer.headers);
        ensure!(answer.json()?.get("code").is_some_and(|code| code == "idempotency_key_reused"), "{}", answer.text());
    }
    work::stop(&world.client, &work::id(&first.json()?)?)
}

fn racing_submissions_are_one_job(world: &World) -> Result<()> {
    let (key, body) = (work::key(), work::note("racing"));
    let answers = thread::scope(|scope| {
        let racers: Vec<_> = (0..RACERS).map(|_| scope.spawn(|| world.client.submit(&key, &body).send())).collect();
        racers
            .into_iter()
            .map(|racer| racer.join().map_err(|_| anyhow::anyhow!("a racer panicked")))
            .collect::<Vec<_>>()
    });
    let mut ids = Vec::new();
    let mut created = 0;
    for answer in answers {
        let answer = answer??;
        ensure!(matches!(answer.status, 200 | 201), "{} {}", answer.status, answer.text());
        created += usize::from(answer.status == 201);
        ids.push(work::id(&answer.json()?)?);
    }
    ids.dedup();
    let [id] = ids.as_slice() else { anyhow::bail!("{} jobs: {ids:?}", ids.len()) };
    ensure!(created == 1, "{created} of {RACERS} answers said 201");
    work::stop(&world.client, id)
}

fn another_key_is_another_job(world: &World) -> Result<()> {
    let body = work::note("twice");
    let longest = "k".repeat(255);
    let mut ids = Vec::new();
    for key in ["~!", longest.as_str()] {
        let answer = world.client.submit("unused", &body).without(header::IDEMPOTENCY_KEY);
        let answer = answer.header(header::IDEMPOTENCY_KEY, key).send()?;
        ensure!(answer.status == 201, "{} {}", answer.status, answer.text());
        ids.push(work::id(&answer.json()?)?);
    }
    ensure!(ids.first() != ids.last(), "{ids:?}");
    for id in ids {
        work::stop(&world.client, &id)?;
    }
    Ok(())
}

fn a_changed_show_profile_makes_no_other_submission(world: &World) -> Result<()> {
    let tenant = world.client.new_tenant()?;
    let client = world.client.tenant(&tenant)?;
    let (key, body) = (work::key(), work::note("repeating under another profile"));
    let first = client.submit(&key, &body).send()?;
    ensure!(first.status == 201, "{} {}", first.status, first.text());
    let show = json!({ "show": { "style": { "format": "brief", "minutes": 2 } } });
    world.client.administer(&format!("/admin/tenants/{tenant}"), &show)?;
    let again = client.submit(&key, &body).send()?;
    let id = work::id(&first.json()?)?;
    ensure!(again.status == 200 && work::id(&again.json()?)? == id, "{} {}", again.status, again.text());
    let other = client.submit(&work::key(), &body).send()?.json()?;
    ensure!(other.pointer("/style/format") == Some(&json!("brief")), "{other}");
    work::stop(&client, &work::id(&other)?)?;
    work::stop(&client, &id)
}
