//! The thin router: version, token, route; everything about a job is its object's business.

use job::Tenant;
use pipeline::Clock;
use protocol::{
    Access, Code, JobId, Members, Negotiation, Operation, Problem, Route, RouteMiss, Scope, Timestamp, Trace, Versions,
    WireVersion, header, match_route, wire,
};
use serde_json::json;
use worker::{Context, Env, Headers, Request, Response, Url};

use crate::answer::{Answer, json, shape, stamp, stopped, text};
use crate::http::admin::audit;
use crate::http::admin::audit::Reasoned;
use crate::http::admin::erasure;
use crate::http::admin::health;
use crate::http::admin::interventions;
use crate::http::admin::jobs;
use crate::http::admin::tenants;
use crate::http::admin::tokens;
use crate::http::authenticate::{Caller, Door};
use crate::http::clients;
use crate::http::cors;
use crate::http::cors::Pages;
use crate::http::jobs::create;
use crate::http::jobs::files;
use crate::http::jobs::links;
use crate::http::jobs::list;
use crate::object::websocket;
use crate::platform::bindings;
use crate::platform::bindings::Given;
use crate::platform::clock::PlatformClock;
use crate::platform::trace::Work;
use crate::rpc::call;
use crate::rpc::call::Call;
use crate::rpc::namespaces;

const OPENAPI: &str = include_str!("../../../../docs/openapi.json");
const CHANGES: &str = include_str!("../../../../docs/CHANGES.md");

pub(crate) async fn answer(request: Request, env: &Env, context: &Context) -> worker::Result<Response> {
    let work = Work::told(request.headers())?;
    work.on(answered(request, env, context, work.trace)).await
}

async fn answered(request: Request, env: &Env, context: &Context, trace: Trace) -> worker::Result<Response> {
    let head = request.method() == worker::Method::Head;
    let (method, url) = (request.inner().method(), request.url()?);
    let matched = match_route(&method, url.path());
    let operation = matched.as_ref().ok().map(|(route, _)| route.operation);
    let now = PlatformClock.now();
    let versions = Versions::released(now);
    let Negotiation { version, refusal } = negotiate(versions, request.headers(), operation)?;
    let given = bindings::read(env);
    let pages = Pages::of(request.headers(), &given)?;
    let answered = match (pages.preflight(&method, &url, request.headers())?, refusal, matched) {
        (Some(response), _, _) => Ok(response),
        (None, Some(problem), _) => Err(problem.into()),
        (None, None, Err(RouteMiss::NotFound)) => Err(Code::NotFound.into()),
        (None, None, Err(RouteMiss::MethodNotAllowed(allowed))) => Err(method_not_allowed(&allowed).into()),
        (None, None, Ok((route, id))) => {
            let asked = Asked { route, id, url: &url, version, now };
            perform(request, env, context, asked, &given).await
        }
    };
    let shaped = shape(answered.or_else(stopped)?, version, operation).await?;
    let mut said = versions.headers(version);
    said.push((header::REQUEST_ID, trace.request()));
    said.extend(pages.headers(shaped.headers(), &url, operation)?);
    let response = stamp(shaped, &said)?;
    if head && response.headers().get("Content-Length")?.is_none() {
        let headers = response.headers().clone();
        return Ok(Response::empty()?.with_status(response.status_code()).with_headers(headers));
    }
    Ok(response)
}

fn negotiate(versions: Versions<'_>, headers: &Headers, operation: Option<Operation>) -> worker::Result<Negotiation> {
    let asked = headers.get(header::VERSION)?;
    if operation == Some(Operation::WatchJob) {
        let offered = headers.get(websocket::SUBPROTOCOL)?;
        return Ok(versions.negotiate_watch(asked.as_deref(), offered.as_deref()));
    }
    Ok(versions.negotiate(asked.as_deref(), operation))
}

/// What a request asks for, and in which version.
pub(crate) struct Asked<'a> {
    pub(crate) route: &'static Route,
    /// As the address has it.
    pub(crate) id: Option<&'a str>,
    url: &'a Url,
    version: WireVersion,
    pub(crate) now: Timestamp,
}

async fn perform(mut request: Request, env: &Env, context: &Context, asked: Asked<'_>, given: &Given) -> Answer {
    let Asked { route, url, version, now, .. } = asked;
    if !route.operation.answers_unconfigured() {
        given.config()?;
    }
    let caller = Door { headers: request.headers(), url, env, given, now }.enter(route.access).await?;
    if route.access != Access::Open {
        cors::take(&caller, route.operation, now)?;
    }
    if !matches!(route.access, Access::Open | Access::Scope(Scope::Admin)) {
        clients::seen(request.headers(), env, context, version, now)?;
    }
    if !route.is_act() {
        return run(request, env, (caller, given), asked, &Reasoned::Nothing).await;
    }
    let reasoned = Reasoned::read(&mut request, route.operation).await?;
    let act = audit::begin(env, given, (&caller, &asked), &reasoned).await?;
    let answered = run(request, env, (caller, given), asked, &reasoned).await;
    audit::end(env, &act, &answered, PlatformClock.now()).await;
    answered
}

/// For somebody who was let in.
async fn run(
    mut request: Request,
    env: &Env,
    (caller, given): (Caller, &Given),
    asked: Asked<'_>,
    reasoned: &Reasoned,
) -> Answer {
    let Asked { route, id, url, version, now } = asked;
    let tenant = caller.tenant.clone();
    let named = id.unwrap_or_default();
    let id =
        id.map(|id| id.parse::<JobId>().map_err(|error| Problem::because(Code::MalformedJobId, error.to_string())));
    let job = || id.clone().unwrap_or_else(|| Err(Problem::new(Code::NotFound)));
    match route.operation {
        Operation::Liveness => json(200, &json!({ "status": "ok" })),
        Operation::Versions => json(200, &Versions::released(now).list()),
        Operation::OpenApi => text("application/json", OPENAPI),
        Operation::Changes => text("text/markdown; charset=utf-8", CHANGES),
        Operation::Health => health::health(env, given, request.headers()).await,
        Operation::Metrics => health::metrics(env, given).await,
        Operation::MoveJob => namespaces::move_job(env, job()?).await,
        Operation::Storage => health::storage(env).await,
        Operation::Dataflow => Ok(call::call(env, None, job()?, Call::Flows, None).await?),
        Operation::ListTenants => tenants::list(env).await,
        Operation::CreateTenant => tenants::create(&mut request, env, now).await,
        Operation::ChangeTenant => tenants::update(&mut request, env, named, now).await,
        Operation::ListTokens => tokens::list(env, url).await,
        Operation::CreateToken => tokens::create(&mut request, env, now).await,
        Operation::RotateToken => tokens::rotate(&mut request, env, named, now).await,
        Operation::RevokeToken => tokens::revoke(env, named, now).await,
        Operation::EraseSubject => erasure::erase(&mut request, env, now).await,
        Operation::AdminReadJob => jobs::read(env, job()?).await,
        Operation::AdminTimeline => {
            let call = Call::Timeline { after: websocket::after(url)? };
            Ok(call::call(env, None, job()?, call, None).await?)
        }
        Operation::AdminListJobs => jobs::list(url, env, now).await,
        Operation::AdminResume | Operation::AdminRetry | Operation::AdminSkip | Operation::AdminCancel => {
            match reasoned {
                Reasoned::Job(intervention) => {
                    interventions::intervene(env, job()?, route.operation, intervention).await
                }
                Reasoned::Intake(_) | Reasoned::Nothing => Err(Code::Internal.into()),
            }
        }
        Operation::SetIntake => match reasoned {
            Reasoned::Intake(intake) => {
                interventions::set_intake(env, intake, audit::actor(given, &caller)?, now).await
            }
            Reasoned::Job(_) | Reasoned::Nothing => Err(Code::Internal.into()),
        },
        Operation::ReadIntake => interventions::intake(env).await,
        Operation::ReadAudit => audit::list(env, url).await,
        Operation::CreateTicket => links::ticket(env, &tenant, job()?, now).await,
        Operation::CreateLinks => links::links(&mut request, env, &tenant, job()?, now).await,
        Operation::CreateJob => create::create(&mut request, env, caller, version).await,
        Operation::ListJobs => list::list(url, env, &tenant).await,
        Operation::ReadJob => Ok(call::call(env, Some(&tenant), job()?, Call::Read, None).await?),
        Operation::CancelJob => Ok(call::call(env, Some(&tenant), job()?, Call::Cancel, None).await?),
        Operation::ResumeJob => Ok(call::call(env, Some(&tenant), job()?, Call::Resume, None).await?),
        Operation::ReadScript => Ok(call::call(env, Some(&tenant), job()?, Call::Script, None).await?),
        Operation::ReviseJob => create::revise(&mut request, env, (&tenant, job()?), version).await,
        Operation::SkipStep => with_body(request, env, (&tenant, job()?), Call::Skip, (version, route.operation)).await,
        Operation::RetryStep => {
            with_body(request, env, (&tenant, job()?), Call::Retry, (version, route.operation)).await
        }
        Operation::TrashJob => Ok(call::call(env, Some(&tenant), job()?, Call::Trash, None).await?),
        Operation::RestoreJob => Ok(call::call(env, Some(&tenant), job()?, Call::Restore, None).await?),
        Operation::PurgeJob => {
            with_body(request, env, (&tenant, job()?), Call::Purge, (version, route.operation)).await
        }
        Operation::WatchJob => websocket::forward(&request, env, &tenant, job()?, version).await,
        Operation::Episode
        | Operation::Chapters
        | Operation::TranscriptVtt
        | Operation::TranscriptSrt
        | Operation::TranscriptJson => {
            let name = file_name(url);
            files::serve(&request, env, &tenant, job()?, &name).await
        }
    }
}

/// A verb whose body the object reads.
async fn with_body(
    mut request: Request,
    env: &Env,
    (tenant, id): (&Tenant, JobId),
    call: Call<'_>,
    (version, operation): (WireVersion, Operation),
) -> Answer {
    let body = wire::request(version, operation, create::json_body(&mut request).await?)?;
    Ok(call::call(env, Some(tenant), id, call, Some(body)).await?)
}

/// Every file's address ends in its name.
fn file_name(url: &Url) -> String {
    url.path().rsplit('/').next().unwrap_or_default().to_owned()
}

fn method_not_allowed(allowed: &[&str]) -> Problem {
    let allowed_methods = allowed.iter().map(|method| (*method).to_owned()).collect();
    Problem::with(Code::MethodNotAllowed, Members { allowed_methods, ..Members::default() })
}
