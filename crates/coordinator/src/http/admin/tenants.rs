//! Making, changing and listing tenants.

use job::Tenant;
use protocol::{Code, TenantChange, TenantList};
use worker::Request;

use crate::answer::{Answer, Stop, json};
use crate::db::tenants;
use crate::http::body;
use crate::http::context::Context;
use crate::http::feeds::judge_colors;
use crate::platform::random;

pub(crate) async fn list(context: &Context<'_>) -> Answer {
    json(200, &TenantList { tenants: tenants::list(&context.database()?).await? })
}

/// A new tenant with a random id.
pub(crate) async fn create(context: &Context<'_>, request: &mut Request) -> Answer {
    let change = change(request).await?;
    let (database, id) = (context.database()?, Tenant(random::name()?));
    tenants::insert(&database, &id, context.now).await?;
    let created = tenants::change(&database, &id.0, &change, context.now).await?;
    json(201, &created.ok_or(Code::Internal)?)
}

pub(crate) async fn update(context: &Context<'_>, request: &mut Request) -> Answer {
    let change = change(request).await?;
    let id = context.id.unwrap_or_default();
    let changed = tenants::change(&context.database()?, id, &change, context.now).await?;
    json(200, &changed.ok_or(Code::TenantNotFound)?)
}

async fn change(request: &mut Request) -> Result<TenantChange, Stop> {
    let change: TenantChange = body::parsed(request).await?;
    change.check()?;
    judge_colors(change.show.iter().flatten().find_map(|show| show.colors.as_ref()))?;
    Ok(change)
}
