//! Erasure of a subject (GDPR), by `pipeline::erase`: the pseudonyms, and the token that confirms it.
//!
//! Takes two calls: the first returns a confirmation token, the second presents it.

use identity::{Asker, Purpose, erasure_id, named, sign, verify};
use job::Tenant;
use pipeline::{ConfirmedErasure, announce_erasure};
use protocol::{Code, EraseSubject, Problem, Subject, TokenId, limits};
use serde_json::json;
use worker::{D1Database, Request};

use crate::answer::{Answer, Stop, json};
use crate::db::erasures::D1Erasures;
use crate::db::{connections, feeds, tokens};
use crate::http::body;
use crate::http::context::Context;
use crate::platform::artifacts;
use crate::rpc::RpcObjects;

pub(crate) async fn erase(context: &Context<'_>, request: &mut Request) -> Answer {
    let EraseSubject { tenant, subject, token, confirm } = body::parsed(request).await?;
    let Context { env, settings, now, .. } = *context;
    let database = context.database()?;
    let token = asker(&database, token).await?;
    let subjects = subjects(context, &tenant, subject, token.as_ref())?;
    let signing = settings.signing_keys()?;
    let newest = subjects.first().map_or("", |subject| subject.0.as_str());
    let subjects = json!(subjects).to_string();
    let erasures = D1Erasures { database };
    let Some(confirm) = confirm else {
        let confirm = sign(signing, Purpose::Erasure, &tenant, newest, now.plus_ms(limits::ERASURE_CONFIRM_MS));
        return json(200, &announce_erasure(&erasures, tenant, &subjects, confirm).await?);
    };
    if verify(signing, Purpose::Erasure, &confirm, newest, now)? != tenant {
        return Err(Code::GrantInvalid.into());
    }
    let confirmed = ConfirmedErasure { id: erasure_id(&confirm).to_owned(), tenant, subjects, at: now };
    feeds::erase(&erasures.database, &confirmed.tenant.0, &confirmed.subjects, now).await?;
    if let Some(token) = &token {
        let asker = connections::Asker { tenant: &confirmed.tenant, token };
        connections::erase(&erasures.database, asker, now).await?;
    }
    let receipt = pipeline::erase(&erasures, &RpcObjects { env }, &artifacts::open(env)?, &confirmed).await?;
    json(200, &receipt)
}

/// The token whose subject this one shares: both are one person.
async fn asker(database: &D1Database, token: Option<TokenId>) -> Result<Option<TokenId>, Stop> {
    let Some(token) = token else { return Ok(None) };
    let row = tokens::find(database, &token).await?;
    Ok(Some(row.as_ref().and_then(tokens::Row::asks_as).cloned().unwrap_or(token)))
}

/// The subject's pseudonyms under all keys, newest key first.
fn subjects(
    context: &Context<'_>,
    tenant: &Tenant,
    name: Option<String>,
    token: Option<&TokenId>,
) -> Result<Vec<Subject>, Stop> {
    let name = name.map(named).transpose()?;
    let asker = match (&name, token) {
        (Some(name), None) => Asker::Named(name),
        (None, Some(token)) => Asker::Token(token),
        (None, None) | (Some(_), Some(_)) => {
            return Err(Problem::because(Code::InvalidField, "either subject or token has to be given").into());
        }
    };
    Ok(asker.subjects(context.settings.subject_keys()?, tenant))
}
