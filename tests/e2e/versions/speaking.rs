//! Watchers of different versions hear the same job.

use std::thread;

use anyhow::{Context, Result, anyhow, ensure};
use libtest_mimic::Trial;
use protocol::header::{SUPPORTED_VERSIONS, VERSION};
use serde_json::{Value, json};
use tests::Socket;

use super::{FIRST, NEWEST, get};
use crate::trial::shared;
use crate::work;
use crate::world::World;

const BOTH: [&str; 2] = ["cuepoint.2026-11-20", "cuepoint.2026-11-29"];

pub(super) fn trials() -> Vec<Trial> {
    vec![
        shared(a_websocket_speaks_the_newest_version_both_know),
        shared(watchers_of_both_versions_hear_the_same_job_each_in_its_own),
        shared(while_a_revision_is_made_the_episode_says_which_one_it_is),
    ]
}

fn open(world: &World, path: &str, protocols: &[&str], headers: &[(&str, &str)]) -> Result<Socket> {
    Socket::open_with(&world.client, path, protocols, headers)?.map_err(|status| anyhow!("refused with {status}"))
}

fn a_websocket_speaks_the_newest_version_both_know(world: &World) -> Result<()> {
    let watch = world.article.address("watch");
    let [first, newest] = BOTH;
    for (protocols, headers, spoken) in [
        (vec![first, newest], vec![], NEWEST),
        (vec![newest, first], vec![], NEWEST),
        (vec!["chat", first, "cuepoint.2031-01-01"], vec![], FIRST),
        (vec![newest], vec![(VERSION, FIRST)], NEWEST),
        (vec![], vec![(VERSION, NEWEST)], NEWEST),
        (vec![], vec![], FIRST),
    ] {
        let mut socket = open(world, &watch, &protocols, &headers)?;
        let header = |name: &str| socket.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        ensure!(header(VERSION) == spoken, "{protocols:?} {headers:?}: {:?}", socket.headers);
        ensure!(header(SUPPORTED_VERSIONS) == "2026-11-20, 2026-11-21, 2026-11-29", "{:?}", socket.headers);
        let confirmed = if protocols.is_empty() { String::new() } else { format!("cuepoint.{spoken}") };
        ensure!(socket.protocol == confirmed, "{protocols:?}: {}", socket.protocol);
        let (messages, _) = socket.hear_out()?;
        let [snapshot] = messages.as_slice() else { anyhow::bail!("{messages:?}") };
        let job = get(world, spoken, &format!("/v1/jobs/{}", world.article.id))?.json()?;
        ensure!(snapshot.get("job") == Some(&job), "{spoken}: {snapshot}");
    }
    for (protocols, headers) in [
        (vec!["cuepoint.2031-01-01"], vec![]),
        (vec![newest], vec![(VERSION, "soon")]),
        (vec![], vec![(VERSION, "2031-01-01")]),
    ] {
        let opened = Socket::open_with(&world.client, &watch, &protocols, &headers)?;
        ensure!(opened.err() == Some(400), "{protocols:?} {headers:?}");
    }
    Ok(())
}

fn watchers_of_both_versions_hear_the_same_job_each_in_its_own(world: &World) -> Result<()> {
    let id = work::create(&world.client, &work::note("two audiences"))?;
    let live = format!("/v1/jobs/{id}/watch?after=0");
    let [mut first, mut newest] = [open(world, &live, &BOTH[..1], &[])?, open(world, &live, &BOTH, &[])?];
    let listening = thread::spawn(move || first.hear_out());
    let (newest, _) = newest.hear_out()?;
    let (first, _) = listening.join().map_err(|_| anyhow!("a watcher panicked"))??;
    ensure!(first.len() == newest.len() && first.len() > 6, "{first:?} {newest:?}");
    for (first, newest) in first.iter().zip(&newest) {
        ensure!(
            work::seq(first)? == work::seq(newest)? && work::change(first) == work::change(newest),
            "{first} {newest}"
        );
        let total = |update: &Value| update.pointer("/progress/turns_total").cloned();
        if first.get("progress").is_some() {
            ensure!(total(first) == Some(total(newest).unwrap_or(json!(0))), "{first} {newest}");
        }
    }
    ensure!(newest.iter().any(|update| update.get("progress").is_some_and(|it| it.get("turns_total").is_none())));
    let (first_end, newest_end) = (first.last().context("an end")?, newest.last().context("an end")?);
    let loudness = newest_end.pointer("/episode/loudness/integrated_lufs");
    ensure!(loudness.is_some() && first_end.pointer("/episode/loudness_lufs") == loudness, "{first_end} {newest_end}");
    // What is replayed from storage is what was heard.
    for (protocol, heard) in BOTH.into_iter().zip([first, newest]) {
        let (replayed, _) = open(world, &live, &[protocol], &[])?.hear_out()?;
        ensure!(replayed == heard, "{protocol}: {replayed:?} {heard:?}");
    }
    Ok(())
}

fn while_a_revision_is_made_the_episode_says_which_one_it_is(world: &World) -> Result<()> {
    let id = work::create(&world.client, &work::note("which revision is heard"))?;
    work::follow(&world.client, &id)?;
    let change = json!({ "lines": [{ "turn": 1, "text": "Other words, for the second time." }] });
    let revised = super::post(world, NEWEST, &format!("/v1/jobs/{id}/revise"), &change)?;
    let revisions = |job: &Value| (job.get("revision").cloned(), job.pointer("/episode/revision").cloned());
    ensure!(revisions(&revised) == (Some(json!(2)), Some(json!(1))), "{revised}");
    work::follow(&world.client, &id)?;
    let made = get(world, NEWEST, &format!("/v1/jobs/{id}"))?.json()?;
    ensure!(revisions(&made) == (Some(json!(2)), Some(json!(2))), "{made}");
    Ok(())
}
