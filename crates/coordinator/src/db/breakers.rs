//! Open circuit breakers, one row per provider: a closed one has no row.

use pipeline::Open;
use protocol::{OpenBreaker, Timestamp};
use serde::Deserialize;
use worker::D1Database;

use super::row::{self, Number};
use super::statement;

const CLOSE: &str = "DELETE FROM breakers WHERE provider = ?1";
const OPEN: &str = "
    INSERT INTO breakers (provider, failures, open_until) VALUES (?1, ?2, ?3)
    ON CONFLICT DO UPDATE SET failures = excluded.failures, open_until = excluded.open_until";
const LIST: &str = "SELECT * FROM breakers WHERE open_until > ?1 ORDER BY provider";

pub(crate) async fn write(database: &D1Database, provider: &str, open: Option<Open>) -> worker::Result<()> {
    let provider = row::text(provider);
    match open {
        None => statement::run(database, CLOSE, &[provider]).await,
        Some(open) => {
            let arguments = [provider, row::number(open.failures.into()), row::at(open.until)];
            statement::run(database, OPEN, &arguments).await
        }
    }
}

/// Breakers of any isolate that are open at this moment.
pub(crate) async fn list(database: &D1Database, now: Timestamp) -> worker::Result<Vec<OpenBreaker>> {
    #[derive(Deserialize)]
    struct Row {
        provider: String,
        failures: Number,
        open_until: Number,
    }
    let rows: Vec<Row> = statement::all(database, LIST, &[row::at(now)]).await?;
    let open = |row: Row| OpenBreaker {
        provider: row.provider,
        failures: row.failures.u32(),
        open_until: row.open_until.at(),
    };
    Ok(rows.into_iter().map(open).collect())
}
