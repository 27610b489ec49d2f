//! Following a job by websocket.

use std::thread;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;
use tests::{Heard, Socket};

use crate::trial::shared;
use crate::work;
use crate::world::World;

const PROTOCOL: &str = "cuepoint.2026-11-20";
const NORMAL: Option<u16> = Some(1000);

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(a_watcher_sees_a_snapshot_then_every_update_until_the_end),
        shared(a_watcher_of_a_finished_job_hears_how_it_stands_and_goodbye),
        shared(a_resumed_watch_replays_exactly_what_was_missed),
        shared(a_ping_is_answered),
        shared(the_version_asked_for_as_subprotocol_is_confirmed),
        shared(a_subprotocol_nobody_speaks_is_refused),
        shared(a_watch_that_names_no_job_no_token_or_no_number_is_refused),
    ]
}

fn is_type(message: &Value, kind: &str) -> bool {
    message.get("type").is_some_and(|known| known == kind)
}

fn ensure_consecutive(updates: &[Value], after: u64) -> Result<()> {
    for (update, seq) in updates.iter().zip(after + 1..) {
        ensure!(is_type(update, "update") && work::seq(update)? == seq, "expected update {seq}: {update}");
    }
    Ok(())
}

fn a_watcher_sees_a_snapshot_then_every_update_until_the_end(world: &World) -> Result<()> {
    let id = work::create(&world.client, &work::source("markdown", &work::fixture("release-notes.md")?))?;
    let mut first = Socket::watch(&world.client, &id, None)?;
    let mut second = Socket::watch(&world.client, &id, Some(0))?;
    let listening = thread::spawn(move || second.hear_out());
    let Heard::Message(snapshot) = first.hear()? else { anyhow::bail!("the first message is no message") };
    ensure!(is_type(&snapshot, "snapshot"), "{snapshot}");
    let job = snapshot.get("job").context("a snapshot without its job")?;
    ensure!(work::id(job)? == id && work::status(job) == "running", "{job}");
    let (updates, code) = first.hear_out()?;
    ensure!(code == NORMAL, "closed with {code:?}");
    ensure_consecutive(&updates, work::seq(job)?)?;
    let last = updates.last().context("no update")?;
    ensure!(work::change(last) == "succeeded" && last.get("episode").is_some(), "{last}");
    let (all, code) = listening.join().map_err(|_| anyhow::anyhow!("the second watcher panicked"))??;
    ensure!(code == NORMAL, "closed with {code:?}");
    ensure_consecutive(&all, 0)?;
    ensure!(all.ends_with(&updates), "two watchers saw two histories");
    let stages: Vec<&str> =
        all.iter().filter(|update| work::change(update) == "stage_started").filter_map(stage).collect();
    ensure!(stages == ["ingest", "outline", "script", "speech", "master", "publish"], "{stages:?}");
    ensure!(work::change(all.first().context("no update")?) == "created", "{all:?}");
    ensure_every_turn_is_told(&all)
}

fn stage(update: &Value) -> Option<&str> {
    update.get("stage")?.as_str()
}

/// Progress comes turn by turn, up to the total.
fn ensure_every_turn_is_told(updates: &[Value]) -> Result<()> {
    let turns: Vec<&Value> = updates.iter().filter(|update| work::change(update) == "turns_spoken").collect();
    let total =
        turns.last().and_then(|update| update.pointer("/progress/turns_total")?.as_u64()).context("no turns")?;
    let spoken: Vec<u64> = turns.iter().map(|update| work::turns_spoken(update)).collect();
    ensure!(spoken == (1..=total).collect::<Vec<_>>(), "of {total}: {spoken:?}");
    Ok(())
}

fn a_watcher_of_a_finished_job_hears_how_it_stands_and_goodbye(world: &World) -> Result<()> {
    let (messages, code) = Socket::watch(&world.client, &world.article.id, None)?.hear_out()?;
    ensure!(code == NORMAL, "closed with {code:?}");
    let [snapshot] = messages.as_slice() else { anyhow::bail!("{messages:?}") };
    ensure!(is_type(snapshot, "snapshot") && snapshot.get("job") == Some(&world.article.view), "{snapshot}");
    Ok(())
}

fn a_resumed_watch_replays_exactly_what_was_missed(world: &World) -> Result<()> {
    let last = work::seq(&world.article.view)?;
    for after in [0, 1, last / 2, last - 1, last] {
        let (updates, code) = Socket::watch(&world.client, &world.article.id, Some(after))?.hear_out()?;
        ensure!(code == NORMAL && updates.len() as u64 == last - after, "after {after}: {code:?} {}", updates.len());
        ensure_consecutive(&updates, after)?;
    }
    // Nobody has seen what has not happened yet: the watcher is told how things stand.
    let (messages, _) = Socket::watch(&world.client, &world.article.id, Some(last + 5))?.hear_out()?;
    ensure!(messages.len() == 1 && messages.iter().all(|message| is_type(message, "snapshot")), "{messages:?}");
    let id = work::create(&world.client, &work::source("markdown", &work::fixture("review.md")?))?;
    let mut early = Socket::watch(&world.client, &id, Some(0))?;
    let seen = work::seq(&early.hear_until(|message| work::turns_spoken(message) >= 2)?)?;
    drop(early);
    // In the middle of the job: what was missed, and then whatever happens.
    let (updates, code) = Socket::watch(&world.client, &id, Some(seen - 2))?.hear_out()?;
    ensure!(code == NORMAL, "closed with {code:?}");
    ensure_consecutive(&updates, seen - 2)?;
    let end = work::read(&world.client, &id)?;
    ensure!(updates.last().map(work::seq).transpose()? == Some(work::seq(&end)?), "{end}");
    Ok(())
}

fn a_ping_is_answered(world: &World) -> Result<()> {
    let id = work::create(&world.client, &work::long_by("awb", "slt")?)?;
    let mut socket = Socket::watch(&world.client, &id, None)?;
    socket.say("ping")?;
    socket.say("anything else is not for anybody")?;
    loop {
        match socket.hear()? {
            Heard::Text(text) if text == "pong" => break,
            Heard::Message(_) => {}
            other @ (Heard::Text(_) | Heard::Closed(_)) => anyhow::bail!("{other:?}"),
        }
    }
    work::cancel(&world.client, &id)?;
    let (updates, code) = socket.hear_out()?;
    ensure!(code == NORMAL && updates.last().is_some_and(|last| work::change(last) == "cancelled"), "{code:?}");
    Ok(())
}

fn the_version_asked_for_as_subprotocol_is_confirmed(world: &World) -> Result<()> {
    for offered in [vec![PROTOCOL], vec!["chat", PROTOCOL]] {
        let opened = Socket::open(&world.client, &world.article.address("watch"), &offered)?;
        let socket = opened.map_err(|status| anyhow::anyhow!("{offered:?} was refused with {status}"))?;
        ensure!(socket.protocol == PROTOCOL, "{offered:?}: {}", socket.protocol);
    }
    Ok(())
}

fn a_subprotocol_nobody_speaks_is_refused(world: &World) -> Result<()> {
    for offered in ["cuepoint.2031-01-01", "chat"] {
        let opened = Socket::open(&world.client, &world.article.address("watch"), &[offered])?;
        ensure!(opened.err() == Some(400), "{offered}");
    }
    Ok(())
}

fn a_watch_that_names_no_job_no_token_or_no_number_is_refused(world: &World) -> Result<()> {
    let nobody = "/v1/jobs/0198c0de-0000-7000-8000-00000000abcd/watch";
    ensure!(Socket::open(&world.client, nobody, &[])?.err() == Some(404), "a watch of no job");
    let mut stranger = world.client.clone();
    stranger.token = "wrong".to_owned();
    let opened = Socket::open(&stranger, &world.article.address("watch"), &[])?;
    ensure!(opened.err() == Some(401), "a watch with a wrong token");
    for after in ["-1", "last", ""] {
        let path = format!("{}?after={after}", world.article.address("watch"));
        ensure!(Socket::open(&world.client, &path, &[])?.err() == Some(400), "a watch after {after:?}");
    }
    Ok(())
}
