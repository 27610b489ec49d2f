//! Minting, rotating, revoking and listing tokens. A secret is in the answer that mints it, and nowhere else.

use identity::{Minted, check_new};
use protocol::{Code, MintedToken, NewToken, Problem, RotateToken, TokenId, TokenList};
use worker::{D1Database, Request};

use crate::answer::{Answer, Stop, json};
use crate::db::{tenants, tokens};
use crate::http::body;
use crate::http::context::Context;
use crate::platform::random;

/// Tokens, newest first.
pub(crate) async fn list(context: &Context<'_>) -> Answer {
    let tenant = context.url.query_pairs().find(|(name, _)| name == "tenant").map(|(_, tenant)| tenant.into_owned());
    let rows = tokens::list(&context.database()?, tenant.as_deref()).await?;
    json(200, &TokenList { tokens: rows.into_iter().map(tokens::Row::view).collect() })
}

pub(crate) async fn create(context: &Context<'_>, request: &mut Request) -> Answer {
    let asked: NewToken = body::parsed(request).await?;
    check_new(&asked, context.now)?;
    let database = context.database()?;
    if let Some(tenant) = &asked.tenant {
        tenants::find(&database, tenant).await?.ok_or(Code::TenantNotFound)?;
    }
    let minted = Minted::new(&random::bytes()?);
    tokens::insert(&database, &minted, &asked, context.now).await?;
    answer(&database, minted).await
}

pub(crate) async fn rotate(context: &Context<'_>, request: &mut Request) -> Answer {
    let asked: RotateToken = body::parsed(request).await?;
    let (database, id) = (context.database()?, context.id.unwrap_or_default());
    let rotation = known(&database, id).await?.record().rotate(&asked, context.now)?;
    let minted = Minted::new(&random::bytes()?);
    tokens::follow(&database, id, &minted, &rotation, context.now).await?;
    answer(&database, minted).await
}

pub(crate) async fn revoke(context: &Context<'_>) -> Answer {
    let (database, id) = (context.database()?, context.id.unwrap_or_default());
    tokens::revoke(&database, id, context.now).await?;
    json(200, &known(&database, id).await?.view())
}

async fn known(database: &D1Database, id: &str) -> Result<tokens::Row, Stop> {
    Ok(tokens::find(database, &TokenId(id.to_owned())).await?.ok_or(Code::TokenNotFound)?)
}

/// The new token with its secret. One that is not there was rotated by another request meanwhile.
async fn answer(database: &D1Database, minted: Minted) -> Answer {
    let row = tokens::find(database, &minted.id).await?.ok_or_else(|| Problem::new(Code::TokenEnded))?;
    json(201, &MintedToken { token: row.view(), secret: minted.secret })
}
