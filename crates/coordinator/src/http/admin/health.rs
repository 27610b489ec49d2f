//! Health and metrics: everything is probed and read on every request; `health` judges what was found.

use futures::future::{join_all, join5};
use health::{Component, Findings, Heard, Indexed, METRICS_TYPE, Probe, limits};
use pipeline::{Clock, Entry};
use protocol::{Deployment, Health, JobId, JobStatus, Verdict};
use worker::{Env, Headers};

use super::probes;
use crate::answer::{Answer, text};
use crate::http::context::Context;
use crate::platform::bindings;
use crate::platform::clock::{PlatformClock, within};
use crate::rpc::look;

/// JSON, or a page for a browser.
pub(crate) async fn health(context: &Context<'_>, headers: &Headers) -> Answer {
    let health = health::judge(findings(context).await);
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

pub(crate) async fn metrics(context: &Context<'_>) -> Answer {
    text(METRICS_TYPE, &health::metrics(&health::judge(findings(context).await)))
}

/// Two rounds, each with a bound of its own: first all probes at the same time, then the jobs that the index points at.
async fn findings(context: &Context<'_>) -> Findings {
    let Context { env, settings, .. } = *context;
    let at = PlatformClock.now();
    let ((read, index), (write, _), (artifacts, _), (objects, _), (voice, _)) = join5(
        probes::tried(Component::IndexRead, probes::index_read(env, at)),
        probes::tried(Component::IndexWrite, probes::index_write(env, at)),
        probes::tried(Component::Artifacts, probes::artifacts(env, at)),
        probes::tried(Component::Objects, probes::objects(env)),
        probes::tried(Component::Voice, probes::voice(env, settings)),
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
        faults: settings.faults().iter().map(ToString::to_string).collect(),
        engines: job::ENGINE_VERSION_MIN..=job::ENGINE_VERSION,
        probes: vec![read, write, artifacts, objects, voice, script],
        index,
        heard,
    }
}

/// Entries of the jobs that have been still for longest, from their objects; one that does not answer is judged by its row.
async fn heard(env: &Env, index: &Indexed) -> Vec<Heard> {
    let ask = async |id: JobId| {
        let asked = within(limits::CALL_MS, look(env, id)).await?;
        asked.unwrap_or_else(|failure| {
            tracing::warn!(job = %id, detail = failure.detail, "a job's object did not answer");
            None
        })
    };
    let asked = index.stillest.iter().take(limits::ASKED_MAX).map(|(id, _)| ask(*id));
    let heard = |entry: Entry| Heard {
        job: entry.id,
        is_running: entry.status == JobStatus::Running,
        updated_at: entry.updated_at,
        due_at: entry.due_at,
        leases_expired: entry.leases_expired,
    };
    join_all(asked).await.into_iter().flatten().map(heard).collect()
}

/// The platform's metadata. A build that named its commit would be another one after every commit.
fn deployment(env: &Env) -> Deployment {
    let Ok(metadata) = bindings::deployment(env) else { return Deployment::default() };
    let given = |text: String| Some(text).filter(|text| !text.is_empty());
    Deployment { id: given(metadata.id()), commit: given(metadata.tag()), built_at: given(metadata.timestamp()) }
}
