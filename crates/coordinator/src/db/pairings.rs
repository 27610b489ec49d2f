//! Pairing codes, by their digests: each is taken once.

use job::Tenant;
use protocol::{Timestamp, TokenId};
use serde::Deserialize;
use worker::D1Database;

use super::{row, statement};

const FORGET: &str = "DELETE FROM pairings WHERE expires_at <= ?1";
const INSERT: &str = "INSERT INTO pairings (digest, tenant, token, expires_at) VALUES (?1, ?2, ?3, ?4)";
const TAKE: &str = "DELETE FROM pairings WHERE digest = ?1 RETURNING tenant, token, expires_at > ?2 AS is_good";

/// The token that a code stands for.
#[derive(Deserialize)]
pub(crate) struct Paired {
    pub(crate) tenant: Tenant,
    pub(crate) token: TokenId,
}

pub(crate) async fn insert(
    database: &D1Database,
    digest: &str,
    (tenant, token): (&Tenant, &TokenId),
    now: Timestamp,
    expires_at: Timestamp,
) -> worker::Result<()> {
    let insert = [row::text(digest), row::text(&tenant.0), row::text(&token.0), row::at(expires_at)];
    statement::batch(database, &[(FORGET, &[row::at(now)]), (INSERT, &insert)]).await?;
    Ok(())
}

/// Takes a code that is still good.
pub(crate) async fn take(database: &D1Database, digest: &str, now: Timestamp) -> worker::Result<Option<Paired>> {
    #[derive(Deserialize)]
    struct Taken {
        #[serde(flatten)]
        paired: Paired,
        is_good: row::Number,
    }
    let taken: Option<Taken> = statement::first(database, TAKE, &[row::text(digest), row::at(now)]).await?;
    Ok(taken.filter(|taken| !taken.is_good.is_zero()).map(|taken| taken.paired))
}
