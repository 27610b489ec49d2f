//! Which programs are seen, so that retiring a version of the wire is decided on numbers; nothing of who uses them.
//!
//! Written after the request is answered, and once per isolate, program and day. Never more than so many rows.

use std::sync::Mutex;

use protocol::{ClientName, ClientSeen, SeenToday, Timestamp, WireVersion, header};
use serde::Deserialize;
use worker::{Context, D1Type, Env, Headers};

use crate::platform::bindings;

static SEEN: Mutex<SeenToday> = Mutex::new(SeenToday::new());

/// Programs that make up names are not worth a table without end.
const ROWS_MAX: u32 = 1_000;
const SHOWN_MAX: u32 = 100;

/// Notes who asked; the request does not wait for it.
pub(crate) fn seen(
    headers: &Headers,
    env: &Env,
    context: &Context,
    version: WireVersion,
    now: Timestamp,
) -> worker::Result<()> {
    let client = ClientName::read(headers.get(header::CLIENT)?.as_deref());
    let is_new = SEEN.lock().is_ok_and(|mut seen| seen.insert(&client, version, now));
    if is_new {
        let env = env.clone();
        context.wait_until(async move {
            if let Err(error) = write(&env, &client, version, now).await {
                tracing::warn!(%error, "a client was not noted");
            }
        });
    }
    Ok(())
}

async fn write(env: &Env, client: &ClientName, version: WireVersion, now: Timestamp) -> worker::Result<()> {
    let version = version.to_string();
    let statement = bindings::index(env)?.prepare(
        "INSERT INTO clients (client, version, wire_version, first_seen_at, last_seen_at)
         SELECT ?1, ?2, ?3, ?4, ?4
         WHERE (SELECT count(*) FROM clients) < ?5
            OR EXISTS (SELECT 1 FROM clients WHERE client = ?1 AND version = ?2 AND wire_version = ?3)
         ON CONFLICT DO UPDATE SET last_seen_at = max(last_seen_at, excluded.last_seen_at)",
    );
    let arguments = [
        D1Type::Text(&client.name),
        D1Type::Text(&client.version),
        D1Type::Text(&version),
        D1Type::Real(now.as_ms() as f64),
        D1Type::Real(ROWS_MAX.into()),
    ];
    statement.bind_refs(&arguments)?.run().await?;
    Ok(())
}

/// The latest first.
pub(crate) async fn list(env: &Env) -> worker::Result<Vec<ClientSeen>> {
    #[derive(Deserialize)]
    struct Row {
        client: String,
        version: String,
        wire_version: WireVersion,
        first_seen_at: f64,
        last_seen_at: f64,
    }
    let statement = bindings::index(env)?.prepare("SELECT * FROM clients ORDER BY last_seen_at DESC LIMIT ?1");
    let rows: Vec<Row> = statement.bind_refs(&[D1Type::Real(SHOWN_MAX.into())])?.all().await?.results()?;
    let seen = |row: Row| ClientSeen {
        client: row.client,
        version: row.version,
        wire_version: row.wire_version,
        first_seen_at: Timestamp::from_ms(row.first_seen_at as i64),
        last_seen_at: Timestamp::from_ms(row.last_seen_at as i64),
    };
    Ok(rows.into_iter().map(seen).collect())
}
