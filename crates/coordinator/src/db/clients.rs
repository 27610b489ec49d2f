//! Client programs and the wire versions they speak, so that retiring a version is decided on numbers.
//!
//! Contains nothing about users, and never more than `ROWS_MAX` rows.

use protocol::{ClientName, ClientSeen, Timestamp, WireVersion};
use serde::Deserialize;
use worker::D1Database;

use super::row::{self, Number};
use super::statement;

/// A client may send any name: the table has a bound.
const ROWS_MAX: u64 = 1_000;
const SHOWN_MAX: u64 = 100;

const NOTE: &str = "
    INSERT INTO clients (client, version, wire_version, first_seen_at, last_seen_at)
    SELECT ?1, ?2, ?3, ?4, ?4
    WHERE (SELECT count(*) FROM clients) < ?5
       OR EXISTS (SELECT 1 FROM clients WHERE client = ?1 AND version = ?2 AND wire_version = ?3)
    ON CONFLICT DO UPDATE SET last_seen_at = max(last_seen_at, excluded.last_seen_at)";
const LIST: &str = "SELECT * FROM clients ORDER BY last_seen_at DESC LIMIT ?1";

pub(crate) async fn note(
    database: &D1Database,
    client: &ClientName,
    version: WireVersion,
    now: Timestamp,
) -> worker::Result<()> {
    let version = version.to_string();
    let arguments =
        [row::text(&client.name), row::text(&client.version), row::text(&version), row::at(now), row::number(ROWS_MAX)];
    statement::run(database, NOTE, &arguments).await
}

/// Clients, latest first.
pub(crate) async fn list(database: &D1Database) -> worker::Result<Vec<ClientSeen>> {
    #[derive(Deserialize)]
    struct Row {
        client: String,
        version: String,
        wire_version: WireVersion,
        first_seen_at: Number,
        last_seen_at: Number,
    }
    let rows: Vec<Row> = statement::all(database, LIST, &[row::number(SHOWN_MAX)]).await?;
    let seen = |row: Row| ClientSeen {
        client: row.client,
        version: row.version,
        wire_version: row.wire_version,
        first_seen_at: row.first_seen_at.at(),
        last_seen_at: row.last_seen_at.at(),
    };
    Ok(rows.into_iter().map(seen).collect())
}
