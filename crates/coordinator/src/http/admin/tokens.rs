//! Tokens in D1, and what whoever runs the service does with them. Nothing here knows a secret for longer than it is told.

use identity::{Digest, Minted, Record, check_new};
use job::Tenant;
use protocol::{
    Code, MintedToken, NewToken, Problem, RotateToken, Scope, Timestamp, TokenId, TokenList, TokenView, parse_body,
};
use serde::Deserialize;
use worker::{D1Type, Env, Request, Url};

use crate::answer::{Answer, Stop, json};
use crate::http::jobs::create;
use crate::platform::bindings;
use crate::platform::random;

const SHOWN_MAX: u32 = 1_000;

const ROW: &str = "
    SELECT tokens.*, tenants.suspended_at FROM tokens LEFT JOIN tenants ON tenants.id = tokens.tenant";

const INSERT: &str = "
    INSERT INTO tokens (id, tenant, digest, scopes, name, created_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

/// Only what is still good, and not followed yet, is followed: asked twice at once, one of both is refused.
const FOLLOW: &str = "
    INSERT INTO tokens (id, tenant, digest, scopes, name, created_at, expires_at)
    SELECT ?2, tenant, ?3, scopes, name, ?4, ?5 FROM tokens
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
    created_at: f64,
    expires_at: Option<f64>,
    revoked_at: Option<f64>,
    replaced_by: Option<TokenId>,
    suspended_at: Option<f64>,
}

impl Row {
    pub(crate) fn record(self) -> Record {
        Record {
            scopes: self.scopes(),
            created_at: at(self.created_at),
            expires_at: self.expires_at.map(at),
            revoked_at: self.revoked_at.map(at),
            is_suspended: self.suspended_at.is_some(),
            tenant: self.tenant,
            digest: Digest::stored(self.digest),
            replaced_by: self.replaced_by,
        }
    }

    fn view(self) -> TokenView {
        TokenView {
            scopes: self.scopes(),
            created_at: at(self.created_at),
            expires_at: self.expires_at.map(at),
            revoked_at: self.revoked_at.map(at),
            id: self.id,
            tenant: self.tenant,
            name: self.name,
            replaced_by: self.replaced_by,
        }
    }

    fn scopes(&self) -> Vec<Scope> {
        self.scopes.split(' ').filter_map(Scope::from_wire).collect()
    }
}

fn at(ms: f64) -> Timestamp {
    Timestamp::from_ms(ms as i64)
}

pub(crate) async fn find(env: &Env, id: &TokenId) -> worker::Result<Option<Row>> {
    let statement = bindings::index(env)?.prepare(format!("{ROW} WHERE tokens.id = ?1"));
    statement.bind_refs(&D1Type::Text(&id.0))?.first(None).await
}

/// The newest first.
pub(crate) async fn list(env: &Env, url: &Url) -> Answer {
    let tenant = url.query_pairs().find(|(name, _)| name == "tenant").map(|(_, tenant)| tenant.into_owned());
    let condition = "WHERE ?1 IS NULL OR tenant = ?1 ORDER BY tokens.created_at DESC, tokens.id LIMIT ?2";
    let statement = bindings::index(env)?.prepare(format!("{ROW} {condition}"));
    let arguments = [tenant.as_deref().map_or(D1Type::Null, D1Type::Text), D1Type::Real(SHOWN_MAX.into())];
    let rows: Vec<Row> = statement.bind_refs(&arguments)?.all().await?.results()?;
    json(200, &TokenList { tokens: rows.into_iter().map(Row::view).collect() })
}

pub(crate) async fn create(request: &mut Request, env: &Env, now: Timestamp) -> Answer {
    let asked: NewToken = parse_body(&create::json_body(request).await?)?;
    check_new(&asked, now)?;
    if let Some(tenant) = &asked.tenant {
        let known = bindings::index(env)?.prepare("SELECT id FROM tenants WHERE id = ?1");
        let known: Option<Tenant> = known.bind_refs(&D1Type::Text(&tenant.0))?.first(Some("id")).await?;
        known.ok_or(Code::TenantNotFound)?;
    }
    let minted = Minted::new(&random::bytes()?);
    let scopes = asked.scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(" ");
    let arguments = [
        D1Type::Text(&minted.id.0),
        asked.tenant.as_ref().map_or(D1Type::Null, |tenant| D1Type::Text(&tenant.0)),
        D1Type::Text(minted.digest.as_str()),
        D1Type::Text(&scopes),
        D1Type::Text(&asked.name),
        real(Some(now)),
        real(asked.expires_at),
    ];
    bindings::index(env)?.prepare(INSERT).bind_refs(&arguments)?.run().await?;
    told(env, minted).await
}

pub(crate) async fn rotate(request: &mut Request, env: &Env, id: &str, now: Timestamp) -> Answer {
    let asked: RotateToken = parse_body(&create::json_body(request).await?)?;
    let rotation = known(env, id).await?.record().rotate(&asked, now)?;
    let minted = Minted::new(&random::bytes()?);
    let (old, new) = (D1Type::Text(id), D1Type::Text(&minted.id.0));
    let (digest, old_end, new_end) =
        (D1Type::Text(minted.digest.as_str()), real(Some(rotation.old_expires_at)), real(rotation.new_expires_at));
    let database = bindings::index(env)?;
    let follow = database.prepare(FOLLOW).bind_refs([&old, &new, &digest, &real(Some(now)), &new_end])?;
    let replace = database.prepare(REPLACE).bind_refs([&old, &new, &old_end])?;
    database.batch(vec![follow, replace]).await?;
    told(env, minted).await
}

pub(crate) async fn revoke(env: &Env, id: &str, now: Timestamp) -> Answer {
    let arguments = [D1Type::Text(id), real(Some(now))];
    bindings::index(env)?.prepare(REVOKE).bind_refs(&arguments)?.run().await?;
    json(200, &known(env, id).await?.view())
}

async fn known(env: &Env, id: &str) -> Result<Row, Stop> {
    Ok(find(env, &TokenId(id.to_owned())).await?.ok_or(Code::TokenNotFound)?)
}

/// Its secret goes to whoever asked for it and is forgotten. One that did not come to be was followed by another meanwhile.
async fn told(env: &Env, minted: Minted) -> Answer {
    let row = find(env, &minted.id).await?.ok_or_else(|| Problem::new(Code::TokenEnded))?;
    json(201, &MintedToken { token: row.view(), secret: minted.secret })
}

fn real(time: Option<Timestamp>) -> D1Type<'static> {
    time.map_or(D1Type::Null, |at| D1Type::Real(at.as_ms() as f64))
}
