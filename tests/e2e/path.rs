//! From a submission to a job that is read and listed.

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use protocol::JobId;
use serde_json::{Value, json};

use crate::trial::shared;
use crate::work;
use crate::world::World;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(a_post_creates_a_job_and_says_where_it_is),
        shared(a_title_and_hosts_that_were_given_are_used),
        shared(the_list_is_read_page_by_page),
        shared(the_list_follows_the_job),
        shared(a_finished_job_shows_its_episode_and_where_the_files_are),
    ]
}

fn a_post_creates_a_job_and_says_where_it_is(world: &World) -> Result<()> {
    let ask = world.client.submit(&work::key(), &work::note("creating")).without("Content-Type");
    let answer = ask.header("Content-Type", "Application/JSON; charset=utf-8").send()?;
    ensure!(answer.status == 201, "{} {}", answer.status, answer.text());
    ensure!(answer.header("Content-Type") == "application/json", "{:?}", answer.headers);
    let view = answer.json()?;
    let id = work::id(&view)?;
    id.parse::<JobId>()?;
    ensure!(answer.header("Location") == format!("/v1/jobs/{id}"), "{:?}", answer.headers);
    ensure!(work::status(&view) == "running" && work::seq(&view)? >= 1, "{view}");
    ensure!(view.pointer("/progress/stage").is_some_and(|stage| stage == "ingest"), "{view}");
    let read = world.client.get(answer.header("Location"))?.json()?;
    for field in ["id", "created_at", "hosts"] {
        ensure!(read.get(field).is_some() && read.get(field) == view.get(field), "{field}: {read}");
    }
    ensure!(view.get("episode").is_none() && view.get("problem").is_none(), "{view}");
    work::stop(&world.client, &id)
}

fn a_title_and_hosts_that_were_given_are_used(world: &World) -> Result<()> {
    let mut body = work::note("names");
    let hosts = json!([{ "name": "Ada", "voice": "slt" }, { "name": "Bo", "voice": "awb" }]);
    let fields = body.as_object_mut().context("a body is an object")?;
    fields.insert("title".to_owned(), json!("What’s in a name?"));
    fields.insert("hosts".to_owned(), hosts.clone());
    let view = work::finish(&world.client, &body)?;
    ensure!(view.get("title").is_some_and(|title| title == "What’s in a name?"), "{view}");
    ensure!(view.get("hosts") == Some(&hosts), "{view}");
    let chapters = world.client.get(&format!("/v1/jobs/{}/chapters.json", work::id(&view)?))?.json()?;
    ensure!(chapters.get("title").is_some_and(|title| title == "What’s in a name?"), "{chapters}");
    let transcript = world.client.get(&format!("/v1/jobs/{}/transcript.json", work::id(&view)?))?.json()?;
    for name in ["Ada", "Bo"] {
        let segments = transcript.get("segments").and_then(Value::as_array).context("segments")?;
        ensure!(segments.iter().any(|segment| segment.get("speaker").is_some_and(|speaker| speaker == name)), "{name}");
    }
    Ok(())
}

fn the_list_is_read_page_by_page(world: &World) -> Result<()> {
    let mut created = Vec::new();
    for topic in ["one", "two", "three"] {
        created.push(work::create(&world.client, &work::note(topic))?);
    }
    let (mut listed, mut query) = (Vec::new(), String::from("?limit=1"));
    loop {
        let page = world.client.get(&format!("/v1/jobs{query}"))?.json()?;
        let jobs = page.get("jobs").and_then(Value::as_array).context("jobs")?;
        ensure!(jobs.len() == 1, "a page of one job: {page}");
        for job in jobs {
            listed.push(work::id(job)?);
        }
        let Some(cursor) = page.get("next_cursor").and_then(Value::as_str) else { break };
        query = format!("?limit=1&cursor={cursor}");
    }
    ensure!(listed.windows(2).all(|pair| pair.first() > pair.last()), "newest first, none twice: {listed:?}");
    ensure!(created.iter().all(|id| listed.contains(id)) && listed.contains(&world.article.id), "{listed:?}");
    let whole = world.client.get("/v1/jobs?limit=100")?.json()?;
    ensure!(whole.get("next_cursor").is_none(), "{whole}");
    for id in created {
        work::stop(&world.client, &id)?;
    }
    Ok(())
}

fn the_list_follows_the_job(world: &World) -> Result<()> {
    let id = work::create(&world.client, &work::note("listing"))?;
    work::stop(&world.client, &id)?;
    let ended = work::read(&world.client, &id)?;
    let mut last = String::new();
    work::poll("the list says how the job has ended", 10, || {
        let list = world.client.get("/v1/jobs?limit=100")?.json()?;
        let jobs = list.get("jobs").and_then(Value::as_array).context("jobs")?;
        let job = jobs.iter().find(|job| job.get("id").is_some_and(|known| *known == *id)).context("not listed")?;
        let is_same = ["status", "created_at", "title"].iter().all(|field| job.get(field) == ended.get(field));
        last = job.to_string();
        Ok((is_same && work::status(job) != "running").then_some(()))
    })
    .with_context(|| format!("{last} is not {ended}"))
}

fn a_finished_job_shows_its_episode_and_where_the_files_are(world: &World) -> Result<()> {
    let view = work::read(&world.client, &world.article.id)?;
    ensure!(view == world.article.view, "a finished job does not change: {view}");
    let episode = view.get("episode").context("no episode")?;
    let size = episode.get("size_bytes").and_then(Value::as_u64).context("size_bytes")?;
    ensure!(size == world.article.bytes("episode.mp3")?.len() as u64, "{episode}");
    let artifacts = episode.get("artifacts").and_then(Value::as_array).context("artifacts")?;
    ensure!(artifacts.len() == work::ARTIFACTS.len(), "{episode}");
    for ((name, content_type), artifact) in work::ARTIFACTS.iter().zip(artifacts) {
        let field = |field: &str| artifact.get(field).and_then(Value::as_str).unwrap_or_default();
        ensure!(field("name") == *name && field("content_type") == *content_type, "{artifact}");
        let file = world.client.get(field("href"))?;
        ensure!(file.status == 200 && file.header("Content-Type") == *content_type, "{artifact}: {:?}", file.headers);
    }
    Ok(())
}
