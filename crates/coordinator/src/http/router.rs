//! The router: version, route, authentication, rate limit and audit log around the handler of an operation.
//!
//! Decides nothing about a job: that is its object's business.

use pipeline::Clock;
use protocol::{
    Access, Code, Members, Negotiation, Operation, Problem, RouteMiss, Scope, Trace, Versions, accepts_gzip, header,
    match_route,
};
use worker::{Env, Headers, Request, Response};

use super::admin::audit::{self, Reasoned};
use super::authenticate::Credentials;
use super::context::Context;
use super::cors::Cors;
use super::response::{shape, stamp};
use super::{body, clients, dispatch, pages, rate_limit};
use crate::answer::{Answer, stopped};
use crate::platform::bindings;
use crate::platform::clock::PlatformClock;
use crate::platform::trace::Work;
use crate::rpc::SUBPROTOCOL;

pub(crate) async fn answer(request: Request, env: &Env, platform: &worker::Context) -> worker::Result<Response> {
    let work = Work::continued(request.headers())?;
    work.on(answered(request, env, platform, work.trace)).await
}

async fn answered(
    mut request: Request,
    env: &Env,
    platform: &worker::Context,
    trace: Trace,
) -> worker::Result<Response> {
    let accepted = request.headers().get("Accept-Encoding")?;
    let head = request.method() == worker::Method::Head;
    let (method, url) = (request.inner().method(), request.url()?);
    let matched = match_route(&method, url.path());
    let operation = matched.as_ref().ok().map(|(route, _)| route.operation);
    let now = PlatformClock.now();
    let versions = Versions::released(now);
    let Negotiation { version, refusal } = negotiate(versions, request.headers(), operation)?;
    let settings = bindings::read(env);
    let cors = Cors::of(request.headers(), &settings)?;
    let answered = match (cors.preflight(&method, &url, request.headers())?, refusal, matched) {
        (Some(response), _, _) => Ok(response),
        (None, Some(problem), _) => Err(problem.into()),
        (None, None, Err(RouteMiss::NotFound)) => Err(Code::NotFound.into()),
        (None, None, Err(RouteMiss::MethodNotAllowed(allowed))) => Err(method_not_allowed(&allowed).into()),
        (None, None, Ok((route, id))) => {
            let context = Context { env, settings: &settings, route, id, url: &url, version, now, caller: () };
            let answered = perform(&mut request, platform, context).await;
            match answered {
                Err(stop) if route.operation.is_page() => Ok(pages::stopped(stop, route, &url)?),
                answered => answered,
            }
        }
    };
    body::drain(&mut request).await;
    let shaped = shape(answered.or_else(stopped)?, version, operation).await?;
    let mut headers = versions.headers(version);
    headers.push((header::REQUEST_ID, trace.request()));
    headers.extend(cors.headers(shaped.headers(), &url, operation)?);
    let response = stamp(shaped, &headers)?;
    if !head && operation.is_some_and(Operation::is_page) && accepts_gzip(accepted.as_deref()) {
        response.headers().set("Content-Encoding", "gzip")?;
    }
    if head && response.headers().get("Content-Length")?.is_none() {
        let headers = response.headers().clone();
        return Ok(Response::empty()?.with_status(response.status_code()).with_headers(headers));
    }
    Ok(response)
}

fn negotiate(versions: Versions<'_>, headers: &Headers, operation: Option<Operation>) -> worker::Result<Negotiation> {
    let asked = headers.get(header::VERSION)?;
    if operation == Some(Operation::WatchJob) {
        let offered = headers.get(SUBPROTOCOL)?;
        return Ok(versions.negotiate_watch(asked.as_deref(), offered.as_deref()));
    }
    Ok(versions.negotiate(asked.as_deref(), operation))
}

/// Authenticates a request, counts it, and handles it; an admin act is in the audit log before it runs.
async fn perform(request: &mut Request, platform: &worker::Context, context: Context<'_, ()>) -> Answer {
    let Context { route, version, now, .. } = context;
    if !route.operation.answers_unconfigured() {
        context.settings.config()?;
    }
    let caller = Credentials { headers: request.headers(), request: &context }.authenticate().await?;
    if route.access != Access::Open {
        rate_limit::take(&caller, route.operation, now)?;
    }
    if !matches!(route.access, Access::Open | Access::Feed | Access::Session(_) | Access::Scope(Scope::Admin)) {
        clients::seen(request.headers(), context.env, platform, version, now)?;
    }
    let context = context.of(caller);
    if !route.is_act() {
        return dispatch::run(&context, request, &Reasoned::Nothing).await;
    }
    let reasoned = Reasoned::read(request, route.operation).await?;
    let act = audit::begin(&context, &reasoned).await?;
    let answered = dispatch::run(&context, request, &reasoned).await;
    audit::end(&context, &act, &answered, PlatformClock.now()).await;
    answered
}

fn method_not_allowed(allowed: &[&str]) -> Problem {
    let allowed_methods = allowed.iter().map(|method| (*method).to_owned()).collect();
    Problem::with(Code::MethodNotAllowed, Members { allowed_methods, ..Members::default() })
}
