//! Counting of client programs: noted in D1 after the request is answered, once per isolate, program and day.

use std::sync::Mutex;

use protocol::{ClientName, SeenToday, Timestamp, WireVersion, header};
use worker::{Context, Env, Headers};

use crate::db::clients;
use crate::platform::bindings;

static SEEN: Mutex<SeenToday> = Mutex::new(SeenToday::new());

/// Notes the client's program; the request does not wait for it.
pub(crate) fn seen(
    headers: &Headers,
    env: &Env,
    platform: &Context,
    version: WireVersion,
    now: Timestamp,
) -> worker::Result<()> {
    let client = ClientName::read(headers.get(header::CLIENT)?.as_deref());
    let is_new = SEEN.lock().is_ok_and(|mut seen| seen.insert(&client, version, now));
    if is_new {
        let env = env.clone();
        platform.wait_until(async move {
            if let Err(error) = note(&env, &client, version, now).await {
                tracing::warn!(%error, "a client was not noted");
            }
        });
    }
    Ok(())
}

async fn note(env: &Env, client: &ClientName, version: WireVersion, now: Timestamp) -> worker::Result<()> {
    clients::note(&bindings::index(env)?, client, version, now).await
}
