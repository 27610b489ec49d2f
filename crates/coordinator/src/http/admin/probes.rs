//! Health probes: each dependency is used for real, and nothing is left behind.

use health::{Component, Indexed, Probe, Trouble, limits};
use pipeline::{Clock, provider};
use protocol::{Code, JobId, Problem, Timestamp};
use uuid::Uuid;
use worker::Env;

use crate::db::stats;
use crate::platform::bindings::{self, Settings};
use crate::platform::clock::{PlatformClock, within};
use crate::platform::random;
use crate::providers::speech;
use crate::rpc::{Call, JobRef, call};

/// Runs a probe with a time limit.
pub(crate) async fn tried<T>(
    component: Component,
    attempt: impl Future<Output = Result<T, Trouble>>,
) -> (Probe, Option<T>) {
    let started_at = PlatformClock.now();
    let tried = within(limits::PROBE_MS, attempt).await.unwrap_or(Err(Trouble::TimedOut));
    let took_ms = PlatformClock.now().since_ms(started_at);
    (Probe { component, took_ms, trouble: tried.as_ref().err().copied() }, tried.ok())
}

pub(crate) async fn index_read(env: &Env, now: Timestamp) -> Result<Indexed, Trouble> {
    let read = async { stats::read(&bindings::index(env)?, now).await };
    read.await.map_err(failed)
}

pub(crate) async fn index_write(env: &Env, now: Timestamp) -> Result<(), Trouble> {
    let write = async { stats::probe(&bindings::index(env)?, now).await };
    write.await.map_err(failed)
}

/// Writes, reads and deletes a file, under the prefix where lifecycle rules delete what an interrupted probe leaves.
pub(crate) async fn artifacts(env: &Env, now: Timestamp) -> Result<(), Trouble> {
    let key = format!("{}probe/{}", pipeline::limits::TEMPORARY, random::id(now));
    let round_trip = async {
        let bucket = bindings::artifacts(env)?;
        bucket.put(&key, key.clone().into_bytes()).execute().await?;
        let read = match bucket.get(&key).execute().await? {
            Some(object) => match object.body() {
                Some(body) => Some(body.bytes().await?),
                None => None,
            },
            None => None,
        };
        bucket.delete(&key).await?;
        worker::Result::Ok(read)
    };
    let read = round_trip.await.map_err(failed)?;
    if read.as_deref() == Some(key.as_bytes()) { Ok(()) } else { Err(Trouble::WrongAnswer) }
}

/// Asks an object that never had a job: it answers that there is none, and stores nothing.
pub(crate) async fn objects(env: &Env) -> Result<(), Trouble> {
    let asked = async {
        let mut answer = call(env, JobRef::any(JobId::from_uuid(Uuid::nil())), &Call::Look).await?;
        answer.json::<Problem>().await
    };
    let problem = asked.await.map_err(failed)?;
    if problem.code == Code::JobNotFound { Ok(()) } else { Err(Trouble::WrongAnswer) }
}

/// A 401, 403 or 5xx here is what a speech request would get too; any other status is an answer.
pub(crate) async fn voice(env: &Env, settings: &Settings) -> Result<(), Trouble> {
    let config = settings.config().map_err(|_| Trouble::NotConfigured)?;
    let asked = async { speech::open(env, &config.voice, PlatformClock)?.probe().await };
    match asked.await.map_err(failed)? {
        401 | 403 => Err(Trouble::Refused),
        status if provider::has_failed(status) => Err(Trouble::Failed),
        _ => Ok(()),
    }
}

/// Details of a platform failure stay in the log.
fn failed(error: worker::Error) -> Trouble {
    tracing::warn!(%error, "a probe failed");
    Trouble::Failed
}
