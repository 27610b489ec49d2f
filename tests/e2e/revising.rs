//! Changing a finished episode: what is redone, and what stays meanwhile.

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Socket, Stored};

use crate::trial::shared;
use crate::work::{self, ARTIFACTS};
use crate::world::World;

const WORDS: &str = "This line was changed by hand, and it is spoken anew.";

pub(crate) fn trials() -> Vec<Trial> {
    vec![shared(a_changed_line_is_spoken_anew_and_nothing_else), shared(what_cannot_be_changed_is_refused)]
}

fn post(world: &World, id: &str, verb: &str, body: &Value) -> Result<(u16, Value)> {
    let answer = world.client.ask("POST", &format!("/v1/jobs/{id}/{verb}")).json(body).send()?;
    Ok((answer.status, answer.json()?))
}

fn finished(world: &World, topic: &str) -> Result<String> {
    let id = work::create(&world.client, &work::note(topic))?;
    Socket::watch(&world.client, &id, None)?.hear_out()?;
    Ok(id)
}

fn a_changed_line_is_spoken_anew_and_nothing_else(world: &World) -> Result<()> {
    let id = finished(world, "revisions")?;
    let file = |name: &str| world.client.get(&format!("/v1/jobs/{id}/{name}"));
    let before = file("episode.mp3")?;
    let change = json!({ "lines": [{ "turn": 2, "text": WORDS }] });
    let (status, revised) = post(world, &id, "revise", &change)?;
    ensure!(status == 200 && revised.get("revision") == Some(&json!(2)), "{status} {revised}");
    ensure!(revised.get("episode").is_some(), "the episode stays while its successor is made: {revised}");
    let seq = work::seq(&revised)?;
    let (updates, _) = Socket::watch(&world.client, &id, Some(seq))?.hear_out()?;
    let spoken = updates.iter().filter(|update| work::change(update) == "turns_spoken").count();
    ensure!(spoken == 1, "one line was changed: {updates:?}");
    let after = file("episode.mp3")?;
    ensure!(before.status == 200 && after.status == 200 && before.body != after.body, "another line is another file");
    let told = file("transcript.json")?;
    ensure!(String::from_utf8_lossy(&told.body).contains(WORDS), "the transcript says what is said: {}", told.text());
    let script = file("script")?.json()?;
    ensure!(script.pointer("/turns/2/text") == Some(&json!(WORDS)), "{script}");
    let (status, again) = post(world, &id, "revise", &change)?;
    ensure!(status == 200 && again.get("revision") == Some(&json!(2)), "the same change is no change: {again}");
    work::poll("the episode before it is deleted", 60, || {
        let files = Stored::read(&world.state)?.keys().iter().filter(|key| key.contains(&id)).count();
        Ok((files == ARTIFACTS.len()).then_some(()))
    })
}

fn what_cannot_be_changed_is_refused(world: &World) -> Result<()> {
    let id = finished(world, "refused revisions")?;
    for (verb, body, code) in [
        ("revise", json!({ "lines": [{ "turn": 2, "text": "größer" }] }), "invalid_field"),
        ("revise", json!({ "lines": [{ "turn": 999, "text": "Hello." }] }), "unknown_step"),
        ("revise", json!({ "words": [] }), "invalid_field"),
        ("skip", json!({ "step": "speech/001" }), "job_finished"),
        ("skip", json!({ "step": "master" }), "step_not_skippable"),
        ("retry", json!({ "step": "speech/x" }), "unknown_step"),
    ] {
        let (_, problem) = post(world, &id, verb, &body)?;
        ensure!(problem.get("code").context("a code")? == code, "{verb} {body}: {problem}");
    }
    ensure!(work::status(&work::read(&world.client, &id)?) == "succeeded", "nothing has changed");
    Ok(())
}
