//! Access tokens: ids, scopes and digests, with their rotation and revocation.
//!
//! Contains no secret: only the digest of one is ever stored.

use identity::{Digest, Minted, Record, Rotation};
use job::Tenant;
use protocol::{Connection, NewToken, Redaction, Scope, TenantView, Timestamp, TokenId, TokenView};
use serde::Deserialize;
use worker::D1Database;

use super::row::{self, Number};
use super::statement;
use super::tenants::show;

const SHOWN_MAX: u64 = 1_000;

/// A token joined with its tenant, as creating a job needs both; and when a token that it was connected through was revoked. Those are
/// the one, what that was connected through itself, and what has replaced them.
pub(super) const ROW: &str = "
    SELECT tokens.*, (
            WITH RECURSIVE through (id) AS (
                SELECT tokens.connected_by
                UNION SELECT known.connected_by FROM through JOIN tokens AS known ON known.id = through.id
                UNION SELECT known.replaced_by FROM through JOIN tokens AS known ON known.id = through.id)
            SELECT min(known.revoked_at) FROM through JOIN tokens AS known ON known.id = through.id
        ) AS through_revoked_at, tenants.created_at AS tenant_created_at, keep_days, keep_bytes, jobs_max, bytes_max, monthly_budget,
        show, redaction, show_addresses, suspended_at
    FROM tokens LEFT JOIN tenants ON tenants.id = tokens.tenant";

const INSERT: &str = "
    INSERT INTO tokens (id, tenant, digest, scopes, name, created_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

/// Rotation: inserts a successor only while the token is valid and has none, so that one of two concurrent requests is refused.
const FOLLOW: &str = "
    INSERT INTO tokens (id, tenant, digest, scopes, name, created_at, expires_at, asks_as, connected_by)
    SELECT ?2, tenant, ?3, scopes, name, ?4, ?5, coalesce(asks_as, id), connected_by FROM tokens
    WHERE id = ?1 AND revoked_at IS NULL AND replaced_by IS NULL";
const REPLACE: &str = "
    UPDATE tokens SET replaced_by = ?2, expires_at = ?3
    WHERE id = ?1 AND revoked_at IS NULL AND replaced_by IS NULL";

const REVOKE: &str = "UPDATE tokens SET revoked_at = coalesce(revoked_at, ?2) WHERE id = ?1";

#[derive(Deserialize)]
pub(crate) struct Row {
    id: TokenId,
    tenant: Option<Tenant>,
    digest: String,
    scopes: String,
    name: String,
    created_at: Number,
    expires_at: Option<Number>,
    revoked_at: Option<Number>,
    replaced_by: Option<TokenId>,
    asks_as: Option<TokenId>,
    connected_by: Option<TokenId>,
    through_revoked_at: Option<Number>,
    tenant_created_at: Option<Number>,
    keep_days: Option<Number>,
    keep_bytes: Option<Number>,
    jobs_max: Option<Number>,
    bytes_max: Option<Number>,
    monthly_budget: Option<Number>,
    show: Option<String>,
    redaction: Option<Redaction>,
    show_addresses: Option<Number>,
    suspended_at: Option<Number>,
}

impl Row {
    pub(crate) fn record(self) -> Record {
        Record {
            scopes: self.scopes(),
            created_at: self.created_at.at(),
            expires_at: self.expires_at.map(Number::at),
            revoked_at: self.revoked_at(),
            is_suspended: self.suspended_at.is_some(),
            tenant: self.tenant,
            digest: Digest::stored(self.digest),
            replaced_by: self.replaced_by,
        }
    }

    pub(crate) fn view(self) -> TokenView {
        TokenView {
            scopes: self.scopes(),
            created_at: self.created_at.at(),
            expires_at: self.expires_at.map(Number::at),
            revoked_at: self.revoked_at(),
            id: self.id,
            tenant: self.tenant,
            name: self.name,
            replaced_by: self.replaced_by,
            connected_by: self.connected_by,
        }
    }

    /// The browser that was connected by this token, as a caller with that one sees it.
    pub(crate) fn connection(self, caller: &TokenId) -> Connection {
        Connection {
            is_this: self.id == *caller,
            created_at: self.created_at.at(),
            expires_at: self.expires_at.map(Number::at),
            revoked_at: self.revoked_at(),
            id: self.id,
            name: self.name,
        }
    }

    /// The token whose subject this one shares; None for its own.
    pub(crate) fn asks_as(&self) -> Option<&TokenId> {
        self.asks_as.as_ref()
    }

    /// The moment when this token was revoked, or one that it was connected through.
    fn revoked_at(&self) -> Option<Timestamp> {
        self.revoked_at.or(self.through_revoked_at).map(Number::at)
    }

    /// The row of the token's tenant; an operator's token has none.
    pub(crate) fn policy(&self) -> Option<TenantView> {
        Some(TenantView {
            id: self.tenant.clone()?,
            created_at: self.tenant_created_at?.at(),
            keep_days: self.keep_days.map(Number::u64),
            keep_bytes: self.keep_bytes.map(Number::u64),
            jobs_max: self.jobs_max.map(Number::u64),
            bytes_max: self.bytes_max.map(Number::u64),
            monthly_budget: self.monthly_budget.map(Number::u64),
            show: show(self.show.as_deref()),
            redaction: self.redaction?,
            show_addresses: self.show_addresses.is_some_and(|shown| !shown.is_zero()),
            suspended_at: self.suspended_at.map(Number::at),
        })
    }

    fn scopes(&self) -> Vec<Scope> {
        self.scopes.split(' ').filter_map(Scope::from_wire).collect()
    }
}

pub(crate) async fn find(database: &D1Database, id: &TokenId) -> worker::Result<Option<Row>> {
    statement::first(database, &format!("{ROW} WHERE tokens.id = ?1"), &[row::text(&id.0)]).await
}

/// Tokens of one tenant, or of all, newest first.
pub(crate) async fn list(database: &D1Database, tenant: Option<&str>) -> worker::Result<Vec<Row>> {
    let condition = "WHERE ?1 IS NULL OR tenant = ?1 ORDER BY tokens.created_at DESC, tokens.id LIMIT ?2";
    let arguments = [row::text_or_null(tenant), row::number(SHOWN_MAX)];
    statement::all(database, &format!("{ROW} {condition}"), &arguments).await
}

pub(crate) async fn insert(
    database: &D1Database,
    minted: &Minted,
    asked: &NewToken,
    now: Timestamp,
) -> worker::Result<()> {
    let scopes = asked.scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(" ");
    let arguments = [
        row::text(&minted.id.0),
        row::text_or_null(asked.tenant.as_ref().map(|tenant| tenant.0.as_str())),
        row::text(minted.digest.as_str()),
        row::text(&scopes),
        row::text(&asked.name),
        row::at(now),
        row::at_or_null(asked.expires_at),
    ];
    statement::run(database, INSERT, &arguments).await
}

/// Inserts the successor of `old` and ends that one; does nothing when it was rotated or revoked meanwhile.
pub(crate) async fn follow(
    database: &D1Database,
    old: &str,
    minted: &Minted,
    rotation: &Rotation,
    now: Timestamp,
) -> worker::Result<()> {
    let new = minted.id.0.as_str();
    let follow = [
        row::text(old),
        row::text(new),
        row::text(minted.digest.as_str()),
        row::at(now),
        row::at_or_null(rotation.new_expires_at),
    ];
    let replace = [row::text(old), row::text(new), row::at(rotation.old_expires_at)];
    statement::batch(database, &[(FOLLOW, &follow), (REPLACE, &replace)]).await?;
    Ok(())
}

pub(crate) async fn revoke(database: &D1Database, id: &str, now: Timestamp) -> worker::Result<()> {
    statement::run(database, REVOKE, &[row::text(id), row::at(now)]).await
}
