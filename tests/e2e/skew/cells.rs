//! Checks of every mixture of releases, in every version.

use anyhow::{Context, Result, ensure};
use job::{StepKind, StepStatus};
use protocol::{WireVersion, header};
use serde_json::Value;
use tests::{Client, Object, Plan, Reply, Socket, Stored};

use super::Speaker;
use crate::work;

type Cell = (&'static str, fn(&Speaker<'_>) -> Result<()>);

pub(super) const CELLS: [Cell; 8] = [
    ("create", create),
    ("read", read),
    ("watch", watch),
    ("cancel", cancel),
    ("retry", retry),
    ("artifacts", artifacts),
    ("strangers", strangers),
    ("subject", subject),
];

/// A job is created once, and becomes an episode.
fn create(speaker: &Speaker<'_>) -> Result<()> {
    let id = work::id(&speaker.start("create", &Plan::default())?)?;
    let history = speaker.history(&id)?;
    ensure!(history.last().is_some_and(|last| work::change(last) == "succeeded"), "{:?}", history.last());
    ensure!(work::files(speaker.client(), &id)?.iter().all(|file| !file.is_empty()), "an empty file");
    Ok(())
}

/// A job finished long ago reads as it did then.
fn read(speaker: &Speaker<'_>) -> Result<()> {
    let finished = speaker.finished()?;
    let view = speaker.read(&finished.id)?;
    ensure!(view == finished.view, "{view} was {}", finished.view);
    Ok(())
}

/// Updates come as they happen, and the history reads as it was told then.
fn watch(speaker: &Speaker<'_>) -> Result<()> {
    let finished = speaker.finished()?;
    let history = speaker.history(&finished.id)?;
    ensure!(history == finished.history, "{history:?} was {:?}", finished.history);
    let id = work::id(&speaker.start("watch", &Plan::once_each([Reply::Hang]))?)?;
    let mut socket = speaker.watch(&id, None)?;
    let snapshot = socket.hear_until(|message| message.get("job").is_some())?;
    ensure!(snapshot.pointer("/job/id").is_some_and(|known| *known == id), "{snapshot}");
    work::stop(speaker.client(), &id)?;
    let (updates, code) = socket.hear_out()?;
    ensure!(updates.last().is_some_and(|last| work::change(last) == "cancelled"), "{:?}", updates.last());
    ensure!(code == Some(1000), "closed with {code:?}");
    Ok(())
}

/// A running job stops, and is told the same when it is told again.
fn cancel(speaker: &Speaker<'_>) -> Result<()> {
    let id = work::id(&speaker.start("cancel", &Plan::once_each([Reply::Hang]))?)?;
    let cancel = || speaker.told(speaker.client().ask("POST", &format!("/v1/jobs/{id}/cancel")), 200);
    for view in [cancel()?, cancel()?, speaker.read(&id)?] {
        ensure!(work::status(&view) == "cancelled", "{view}");
    }
    Ok(())
}

/// A line that stopped the job is asked for again.
fn retry(speaker: &Speaker<'_>) -> Result<()> {
    let id = work::id(&speaker.start("retry", &Plan::once_each([Reply::status(402)]))?)?;
    let mut socket = speaker.watch(&id, Some(0))?;
    socket.hear_until(|message| work::change(message) == "parked")?;
    let stopped = Object::read_all(&speaker.skew.state)?;
    let stopped = stopped.iter().find(|object| object.job.spec().id.to_string() == id).context("the job's object")?;
    let is_stuck = |step: &job::Step| matches!(step.status, StepStatus::Exhausted { .. });
    let stuck = stopped.job.steps().find(|(_, step)| is_stuck(step)).map(|(key, _)| key);
    let stuck = stuck.filter(|key| key.kind == StepKind::Speech).context("a line stopped the job")?;
    let retry = speaker.client().ask("POST", &format!("/v1/jobs/{id}/retry")).json(&speaker.step(stuck.number));
    ensure!(work::id(&speaker.told(retry, 200)?)? == id, "another job");
    let (updates, _) = socket.hear_out()?;
    ensure!(updates.last().is_some_and(|last| work::change(last) == "succeeded"), "{:?}", updates.last());
    Ok(())
}

/// The files of a job finished long ago are what they were.
fn artifacts(speaker: &Speaker<'_>) -> Result<()> {
    let finished = speaker.finished()?;
    ensure!(work::files(speaker.client(), &finished.id)? == finished.files, "other files");
    Ok(())
}

/// The person who asks is the same person in the header of each version, and is kept as a pseudonym only.
fn subject(speaker: &Speaker<'_>) -> Result<()> {
    let header = if speaker.version < WireVersion::V2026_11_29 { header::SUBJECT } else { header::SUBJECT_KEY };
    let (key, body) = (work::key(), work::note(&format!("{}-subject", speaker.name)));
    let ask = speaker.client().submit(&key, &body).header(header, "somebody@example.org");
    let id = work::id(&speaker.told(ask, 201)?)?;
    work::stop(speaker.client(), &id)?;
    let job = Stored::job(&speaker.skew.state, &id)?.context("the job is not stored")?;
    let subject = job.pointer("/spec/subject").and_then(Value::as_str).context("it has no subject")?.to_owned();
    ensure!(!job.to_string().contains("somebody"), "{job}");
    let mut known = speaker.skew.subject.borrow_mut();
    ensure!(*known.get_or_insert_with(|| subject.clone()) == subject, "another person: {subject}");
    Ok(())
}

/// Whichever side is the older, nobody opens another tenant's job; a router that knows one tenant lets no other in.
fn strangers(speaker: &Speaker<'_>) -> Result<()> {
    let (owner, stranger) = (speaker.client(), &speaker.skew.stranger);
    let closed = |client: &Client, id: &str| -> Result<()> {
        for (method, what) in [("GET", ""), ("GET", "/script"), ("GET", "/episode.mp3"), ("POST", "/cancel")] {
            let answer = client.ask(method, &format!("/v1/jobs/{id}{what}")).send()?;
            ensure!(matches!(answer.status, 401 | 404), "{method} {what}: {} {}", answer.status, answer.text());
        }
        let watch = Socket::open(client, &format!("/v1/jobs/{id}/watch"), &[])?;
        ensure!(matches!(watch.err(), Some(401 | 404)), "a stranger watches");
        Ok(())
    };
    closed(stranger, &speaker.finished()?.id)?;
    let created = stranger.submit(&work::key(), &work::note(&speaker.name)).send()?;
    if created.status == 401 {
        return Ok(());
    }
    ensure!(created.status == 201, "{} {}", created.status, created.text());
    let id = work::id(&created.json()?)?;
    closed(owner, &id)?;
    ensure!(work::id(&work::read(stranger, &id)?)? == id, "its owner does not find it");
    work::stop(stranger, &id)
}
