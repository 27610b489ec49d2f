//! What health tries: each thing the service stands on, for real, and with nothing left of it.

use std::pin::pin;

use futures::future::{Either, select};
use health::{Component, Probe, Trouble, limits};
use pipeline::Clock;
use protocol::{Code, JobId, Problem, Timestamp};
use uuid::Uuid;
use worker::{D1Type, Env};

use crate::http::jobs::create;
use crate::platform::bindings;
use crate::platform::bindings::Given;
use crate::platform::clock::PlatformClock;
use crate::providers::speech;
use crate::rpc::call::Call;
use crate::rpc::namespaces;

/// `None` when it did not come in time.
pub(crate) async fn within<T>(ms: i64, attempt: impl Future<Output = T>) -> Option<T> {
    match select(pin!(attempt), pin!(PlatformClock.sleep(ms))).await {
        Either::Left((done, _)) => Some(done),
        Either::Right(((), _)) => None,
    }
}

pub(crate) async fn tried<T>(
    component: Component,
    attempt: impl Future<Output = Result<T, Trouble>>,
) -> (Probe, Option<T>) {
    let started_at = PlatformClock.now();
    let tried = within(limits::PROBE_MS, attempt).await.unwrap_or(Err(Trouble::TimedOut));
    let took_ms = PlatformClock.now().since_ms(started_at);
    (Probe { component, took_ms, trouble: tried.as_ref().err().copied() }, tried.ok())
}

pub(crate) async fn index(env: &Env, now: Timestamp) -> Result<(), Trouble> {
    let write = async {
        let statement = "INSERT INTO probes (only, at) VALUES (1, ?1) ON CONFLICT DO UPDATE SET at = excluded.at";
        let statement = bindings::index(env)?.prepare(statement);
        statement.bind_refs(&D1Type::Real(now.as_ms() as f64))?.run().await
    };
    write.await.map(|_| ()).map_err(failed)
}

/// Where what is left of one that was cut off is taken by the bucket's own rules.
pub(crate) async fn artifacts(env: &Env) -> Result<(), Trouble> {
    let key = format!("{}probe/{}", pipeline::limits::TEMPORARY, create::new_id(PlatformClock.now().as_ms()));
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

/// An object that has never had a job says so, and keeps nothing of it.
pub(crate) async fn objects(env: &Env) -> Result<(), Trouble> {
    let asked = async {
        let mut answer = namespaces::call(env, None, JobId::from_uuid(Uuid::nil()), Call::Look, None).await?;
        answer.json::<Problem>().await
    };
    let problem = asked.await.map_err(failed)?;
    if problem.code == Code::JobNotFound { Ok(()) } else { Err(Trouble::WrongAnswer) }
}

pub(crate) async fn voice(env: &Env, given: &Given) -> Result<(), Trouble> {
    let config = given.config().map_err(|_| Trouble::NotConfigured)?;
    speech::open(env, &config.voice).map_err(failed)?.probe().await
}

/// The platform's words stay in the log.
pub(crate) fn failed(error: worker::Error) -> Trouble {
    tracing::warn!(%error, "a probe failed");
    Trouble::Failed
}
