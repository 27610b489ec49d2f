//! Signing in by a token or a pairing code, and out. The session is a signed cookie that names the token.

use identity::{Identity, Session, limits, pairing_code, pairing_digest};
use page::SignIn;
use protocol::{Code, Pairing, Problem, Scope, header, set_cookie};
use worker::{Request, Response};

use super::{html, see_other};
use crate::answer::{Answer, Stop, json};
use crate::db::pairings;
use crate::http::authenticate::Credentials;
use crate::http::body;
use crate::http::caller::Caller;
use crate::http::context::Context;
use crate::http::feeds;
use crate::platform::random;

pub(crate) fn sign_in_page(context: &Context<'_>) -> Answer {
    let next = context.url.query_pairs().find(|(name, _)| name == "next").map(|(_, next)| next.into_owned());
    Ok(html(200, page::sign_in(&SignIn { next: next.as_deref().unwrap_or("/"), error: None }))?)
}

pub(crate) async fn sign_in(context: &Context<'_>, request: &mut Request) -> Answer {
    let form = body::form(request).await?;
    let (shown, next) = (form.get("token").trim().to_owned(), form.get("next").to_owned());
    match admitted(context, request, shown).await {
        Ok(caller) => {
            let (keys, expires_at) = (context.settings.signing_keys()?, context.now.plus_ms(limits::SESSION_MS));
            let cookie = Session::begin(keys, &caller.tenant, &caller.token, expires_at);
            let response = see_other(page::local_path(&next))?;
            keep(context, request, &response, &cookie, limits::SESSION_MS)?;
            Ok(response)
        }
        Err(Stop::Problem(problem)) if matches!(problem.status, 401 | 403) => {
            let error = problem.detail.as_deref().unwrap_or(&problem.title);
            Ok(html(problem.status, page::sign_in(&SignIn { next: &next, error: Some(error) }))?)
        }
        Err(stop) => Err(stop),
    }
}

pub(crate) async fn sign_out(context: &Context<'_>, request: &mut Request) -> Answer {
    body::form(request).await?.check(&context.caller)?;
    let response = see_other("/session")?;
    keep(context, request, &response, "", 0)?;
    Ok(response)
}

/// A code for another browser, which then has the rights of this token.
pub(crate) async fn pair(context: &Context<'_>) -> Answer {
    let code = pairing_code(&random::bytes()?);
    let keys = context.settings.signing_keys()?;
    let digest = pairing_digest(keys, &code).ok_or(Code::Internal)?;
    let expires_at = context.now.plus_ms(limits::PAIRING_MS);
    pairings::insert(
        &context.database()?,
        &digest,
        (&context.caller.tenant, &context.caller.token),
        context.now,
        expires_at,
    )
    .await?;
    // After the hash: it is sent to no server, and so stands in no log.
    json(200, &Pairing { href: format!("/session#{code}"), code, expires_at })
}

/// The token, or the one that a pairing code stands for.
async fn admitted(context: &Context<'_>, request: &Request, shown: String) -> Result<Caller, Stop> {
    let credentials = Credentials { headers: request.headers(), request: context };
    let Some(digest) = pairing_digest(context.settings.signing_keys()?, &shown) else {
        return credentials.token(Identity::new(shown), Scope::Read).await;
    };
    let unknown = || Problem::because(Code::Unauthorized, "the code is wrong, was used already, or is too old");
    let paired = pairings::take(&context.database()?, &digest, context.now).await?.ok_or_else(unknown)?;
    credentials.standing(&paired.tenant, paired.token, Scope::Read).await
}

fn keep(context: &Context<'_>, request: &Request, response: &Response, value: &str, ms: i64) -> worker::Result<()> {
    // A proxy in front may be what speaks TLS.
    let is_https = feeds::origin(context, request)?.starts_with("https:");
    response.headers().set("Set-Cookie", &set_cookie(header::SESSION_COOKIE, value, ms / 1_000, is_https))
}
