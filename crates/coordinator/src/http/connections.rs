//! Connected browsers: their tokens fetched by extensions, and listed and revoked by those who have connected them.

use identity::Verifier;
use protocol::{Code, Connection, ConnectionList, MintedConnection, Problem, RedeemConnection, limits};
use worker::{D1Database, Request};

use super::authenticate::Credentials;
use super::body;
use super::context::Context;
use crate::answer::{Answer, Stop, json};
use crate::db::connections::{self, Asker};
use crate::db::tokens;

/// The token of a connection that was confirmed. Whoever asks shows the verifier, and nothing else.
pub(crate) async fn redeem(context: &Context<'_>, request: &mut Request) -> Answer {
    let RedeemConnection { verifier } = body::parsed(request).await?;
    let verifier = Verifier::parse(verifier).ok_or_else(unconfirmed)?;
    let (database, now) = (context.database()?, context.now);
    let confirmed = connections::confirmed(&database, &verifier.challenge()).await?.ok_or_else(unconfirmed)?;
    let minted = confirmed.confirmation().mint(context.settings.signing_keys()?, &verifier, now);
    let minted = minted.ok_or_else(unconfirmed)?;
    let credentials = Credentials { headers: request.headers(), request: context };
    let through = credentials.known(&confirmed.tenant, confirmed.token).await;
    // A token that has ended since is no business of whoever shows a verifier.
    let (record, through) = through.map_err(|stop| match stop {
        Stop::Problem(_) => unconfirmed().into(),
        Stop::Platform(error) => Stop::Platform(error),
    })?;
    let rights = record.connect(now).map_err(|_| unconfirmed())?;
    let asker = Asker { tenant: &through.tenant, token: through.asker() };
    let named = (confirmed.name.as_str(), &through.token);
    let row = connections::connect(&database, asker, named, (&minted, &rights), now).await?;
    let Connection { id, name, created_at, expires_at, revoked_at, .. } =
        row.ok_or_else(too_many)?.connection(&context.caller.token);
    if revoked_at.is_some() {
        return Err(unconfirmed().into());
    }
    json(201, &MintedConnection { id, name, created_at, expires_at, token: minted.secret })
}

pub(crate) async fn list(context: &Context<'_>) -> Answer {
    json(200, &ConnectionList { connections: views(context).await? })
}

/// The caller's connections that have not ended.
pub(crate) async fn views(context: &Context<'_>) -> Result<Vec<Connection>, Stop> {
    let rows = connections::list(&context.database()?, asker(context), context.now).await?;
    Ok(rows.into_iter().map(|row| view(context, row)).collect())
}

pub(crate) async fn revoke(context: &Context<'_>) -> Answer {
    let id = context.id.unwrap_or_default();
    let row = connections::revoke(&context.database()?, asker(context), id, context.now).await?;
    json(200, &view(context, row.ok_or(Code::ConnectionNotFound)?))
}

/// Refuses one more than there may be, before it is confirmed; it is refused again where it is made.
pub(crate) async fn check_room(context: &Context<'_>, database: &D1Database) -> Result<(), Stop> {
    let count = connections::list(database, asker(context), context.now).await?.len();
    if count < limits::CONNECTIONS_MAX as usize { Ok(()) } else { Err(too_many().into()) }
}

fn asker<'a>(context: &'a Context<'_>) -> Asker<'a> {
    Asker { tenant: &context.caller.tenant, token: context.caller.asker() }
}

fn view(context: &Context<'_>, row: tokens::Row) -> Connection {
    row.connection(&context.caller.token)
}

fn unconfirmed() -> Problem {
    let detail =
        "it is not confirmed, or was more than ten minutes ago: open /connect with its challenge and confirm it";
    Problem::because(Code::ConnectionNotFound, detail)
}

fn too_many() -> Problem {
    let max = limits::CONNECTIONS_MAX;
    Problem::because(Code::TooManyConnections, format!("at most {max}: revoke one that is not used any more"))
}
