//! What whoever runs the service is told.

use futures::future::{join_all, join5};
use health::{Component, Findings, Heard, Indexed, METRICS_TYPE, Probe, limits};
use pipeline::{Catalog, Clock, Entry, Progress};
use protocol::{CaughtByLayer, Deployment, Health, JobId, JobStatus, Storage, Verdict};
use worker::{Env, Headers};

use crate::answer::{Answer, json, text};
use crate::db::stats;
use crate::http::admin::probes;
use crate::platform::bindings;
use crate::platform::bindings::Given;
use crate::platform::clock::PlatformClock;
use crate::sweep::catalog::Everything;

/// Asked for by a browser, a page.
pub(crate) async fn health(env: &Env, given: &Given, headers: &Headers) -> Answer {
    let health = health::judge(findings(env, given).await);
    let (content_type, body) = if headers.get("Accept")?.is_some_and(|accepted| accepted.contains("text/html")) {
        ("text/html; charset=utf-8", health::page(&health))
    } else {
        (Health::CONTENT_TYPE, serde_json::to_string(&health).map_err(worker::Error::from)?)
    };
    let status = if health.verdict == Verdict::Down { 503 } else { 200 };
    let response = text(content_type, &body)?.with_status(status);
    response.headers().set("Vary", "Accept")?;
    Ok(response)
}

pub(crate) async fn metrics(env: &Env, given: &Given) -> Answer {
    text(METRICS_TYPE, &health::metrics(&health::judge(findings(env, given).await)))
}

/// In two rounds, each with a bound of its own: what is tried and read at the same time, and then the jobs that it is about.
async fn findings(env: &Env, given: &Given) -> Findings {
    let at = PlatformClock.now();
    let ((read, index), (write, _), (artifacts, _), (objects, _), (voice, _)) = join5(
        probes::tried(Component::IndexRead, stats::read(env, at)),
        probes::tried(Component::IndexWrite, probes::index(env, at)),
        probes::tried(Component::Artifacts, probes::artifacts(env)),
        probes::tried(Component::Objects, probes::objects(env)),
        probes::tried(Component::Voice, probes::voice(env, given)),
    )
    .await;
    let script = Probe { component: Component::Script, took_ms: 0, trouble: None };
    let heard = match &index {
        Some(index) => heard(env, index).await,
        None => Vec::new(),
    };
    Findings {
        at,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        deployment: deployment(env),
        faults: given.faults().iter().map(ToString::to_string).collect(),
        engines: job::ENGINE_VERSION_MIN..=job::ENGINE_VERSION,
        probes: vec![read, write, artifacts, objects, voice, script],
        index,
        heard,
    }
}

/// What jobs say themselves; one that does not answer is judged by its row.
async fn heard(env: &Env, index: &Indexed) -> Vec<Heard> {
    let Ok(everything) = Everything::open(env) else { return Vec::new() };
    let ask = async |id: JobId| {
        let asked = probes::within(limits::CALL_MS, everything.ask(id)).await?;
        asked.unwrap_or_else(|failure| {
            tracing::warn!(job = %id, detail = failure.detail, "a job was not heard");
            None
        })
    };
    let asked = index.stillest.iter().take(limits::ASKED_MAX).map(|(id, _)| ask(*id));
    let said = |entry: Entry| Heard {
        job: entry.id,
        is_running: entry.status == JobStatus::Running,
        updated_at: entry.updated_at,
        due_at: entry.due_at,
        leases_expired: entry.leases_expired,
    };
    join_all(asked).await.into_iter().flatten().map(said).collect()
}

/// The platform's word. A build that named its commit would be another one after every commit.
fn deployment(env: &Env) -> Deployment {
    let Ok(metadata) = bindings::deployment(env) else { return Deployment::default() };
    let said = |text: String| Some(text).filter(|text| !text.is_empty());
    Deployment { id: said(metadata.id()), commit: said(metadata.tag()), built_at: said(metadata.timestamp()) }
}

pub(crate) async fn storage(env: &Env) -> Answer {
    let everything = Everything::open(env)?;
    let progress = everything.progress().await?;
    let counts = everything.counts(PlatformClock.now().plus_ms(-limits::ROW_OVERDUE_MS)).await?;
    let caught = CaughtByLayer {
        cleanup: counts.cleanup,
        stragglers: counts.stragglers,
        sweep: progress.files_caught,
        bucket: progress.files_expired,
        clips_aged: progress.clips_aged,
    };
    let sweep = Some(progress.run).filter(|run| run.started_at.is_some());
    let Progress { balance, defects, .. } = progress;
    json(200, &Storage { balance, caught, defects, jobs: counts.jobs, sweep })
}
