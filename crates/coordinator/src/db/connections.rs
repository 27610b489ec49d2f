//! Connected browsers: confirmations by their challenges, and the tokens that they have become.
//!
//! Contains no secret: a challenge is a digest of one, and so is what is kept of a token.

use identity::{Confirmation, Minted, Rights};
use job::Tenant;
use protocol::{Challenge, Timestamp, TokenId, limits};
use serde::Deserialize;
use worker::D1Database;

use super::row::{self, Number};
use super::statement;
use super::tokens::{ROW, Row};

const FORGET: &str = "DELETE FROM connections WHERE expires_at <= ?1";
/// The first one stands: nobody else can turn it to a token of theirs.
const CONFIRM: &str = "
    INSERT OR IGNORE INTO connections (challenge, tenant, token, key, name, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
const CONFIRMED: &str = "SELECT tenant, token, key, name, expires_at FROM connections WHERE challenge = ?1";

/// Those of one asker.
const OF: &str = "WHERE tokens.tenant = ?1 AND asks_as = ?2 AND connected_by IS NOT NULL";
const HAS_NOT_ENDED: &str =
    "revoked_at IS NULL AND through_revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?3)";
const NEWEST_FIRST: &str = "ORDER BY tokens.created_at DESC, tokens.id LIMIT ?4";
/// A rotation leaves two for a while.
const SHOWN_MAX: u32 = 2 * limits::CONNECTIONS_MAX;

/// Inserts nothing a second time, or over the limit.
const INSERT: &str = "
    INSERT OR IGNORE INTO tokens (id, tenant, digest, scopes, name, created_at, expires_at, asks_as, connected_by)
    SELECT ?4, ?1, ?5, ?6, ?7, ?3, ?8, ?2, ?9 WHERE ?10 > (SELECT count(*) FROM";
const REVOKE: &str = "UPDATE tokens SET revoked_at = coalesce(revoked_at, ?4)";
/// Those of an erased subject end, and say nothing of it any more.
const ERASE: &str = "UPDATE tokens SET revoked_at = coalesce(revoked_at, ?3), name = ''";
const ERASE_CONFIRMED: &str = "
    DELETE FROM connections WHERE tenant = ?1 AND token IN (
        SELECT ?2 UNION SELECT id FROM tokens WHERE tenant = ?1 AND asks_as = ?2)";

/// A connection that its user has confirmed.
#[derive(Deserialize)]
pub(crate) struct Confirmed {
    pub(crate) tenant: Tenant,
    /// The token of the session in which that was.
    pub(crate) token: TokenId,
    pub(crate) name: String,
    key: Number,
    expires_at: Number,
}

impl Confirmed {
    pub(crate) fn confirmation(&self) -> Confirmation {
        Confirmation { key: self.key.u32(), expires_at: self.expires_at.at() }
    }
}

/// The person whose connections they are: the tenant, and the token whose subject all of them share.
#[derive(Clone, Copy)]
pub(crate) struct Asker<'a> {
    pub(crate) tenant: &'a Tenant,
    pub(crate) token: &'a TokenId,
}

/// Keeps a confirmation, and returns the one that stands: it is another one where somebody else was first.
pub(crate) async fn confirm(
    database: &D1Database,
    challenge: &Challenge,
    (tenant, token): (&Tenant, &TokenId),
    (name, confirmation): (&str, Confirmation),
    now: Timestamp,
) -> worker::Result<Option<Confirmed>> {
    let insert = [
        row::text(challenge.as_str()),
        row::text(&tenant.0),
        row::text(&token.0),
        row::number(confirmation.key.into()),
        row::text(name),
        row::at(confirmation.expires_at),
    ];
    let find = [row::text(challenge.as_str())];
    let statements: [statement::Bound<'_>; 3] = [(FORGET, &[row::at(now)]), (CONFIRM, &insert), (CONFIRMED, &find)];
    let done = statement::batch(database, &statements).await?;
    Ok(statement::rows(done.last())?.into_iter().next())
}

/// The confirmation of a challenge, which may be over.
pub(crate) async fn confirmed(database: &D1Database, challenge: &str) -> worker::Result<Option<Confirmed>> {
    statement::first(database, CONFIRMED, &[row::text(challenge)]).await
}

/// Inserts the token of a connection, and returns its row; None where there are as many as there may be.
pub(crate) async fn connect(
    database: &D1Database,
    asker: Asker<'_>,
    (name, through): (&str, &TokenId),
    (minted, rights): (&Minted, &Rights),
    now: Timestamp,
) -> worker::Result<Option<Row>> {
    let scopes = rights.scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(" ");
    let [tenant, token] = asker.columns();
    let insert = [
        tenant,
        token,
        row::at(now),
        row::text(&minted.id.0),
        row::text(minted.digest.as_str()),
        row::text(&scopes),
        row::text(name),
        row::at_or_null(rights.expires_at),
        row::text(&through.0),
        row::number(limits::CONNECTIONS_MAX.into()),
    ];
    let [tenant, token] = asker.columns();
    let find = [tenant, token, row::text(&minted.id.0)];
    let (inserts, finds) = (format!("{INSERT} ({ROW} {OF} AND {HAS_NOT_ENDED}))"), one());
    let done = statement::batch(database, &[(&inserts, &insert), (&finds, &find)]).await?;
    Ok(statement::rows(done.last())?.into_iter().next())
}

/// Connections that have not ended, the newest first.
pub(crate) async fn list(database: &D1Database, asker: Asker<'_>, now: Timestamp) -> worker::Result<Vec<Row>> {
    let [tenant, token] = asker.columns();
    let arguments = [tenant, token, row::at(now), row::number(SHOWN_MAX.into())];
    statement::all(database, &format!("{ROW} {OF} AND {HAS_NOT_ENDED} {NEWEST_FIRST}"), &arguments).await
}

/// Revokes one, and returns it.
pub(crate) async fn revoke(
    database: &D1Database,
    asker: Asker<'_>,
    id: &str,
    now: Timestamp,
) -> worker::Result<Option<Row>> {
    let ([tenant, token], revokes) = (asker.columns(), format!("{REVOKE} {OF} AND id = ?3"));
    let revoke = [tenant, token, row::text(id), row::at(now)];
    let ([tenant, token], finds) = (asker.columns(), one());
    let find = [tenant, token, row::text(id)];
    let done = statement::batch(database, &[(&revokes, &revoke), (&finds, &find)]).await?;
    Ok(statement::rows(done.last())?.into_iter().next())
}

pub(crate) async fn erase(database: &D1Database, asker: Asker<'_>, now: Timestamp) -> worker::Result<()> {
    let ([tenant, token], erases) = (asker.columns(), format!("{ERASE} {OF}"));
    let erase = [tenant, token, row::at(now)];
    statement::batch(database, &[(ERASE_CONFIRMED, &asker.columns()), (&erases, &erase)]).await?;
    Ok(())
}

fn one() -> String {
    format!("{ROW} {OF} AND tokens.id = ?3")
}

impl Asker<'_> {
    fn columns(&self) -> [worker::D1Type<'_>; 2] {
        [row::text(&self.tenant.0), row::text(&self.token.0)]
    }
}
