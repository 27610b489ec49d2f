//! The thin router: version, token, route; everything about a job is its object's business.

use job::Tenant;
use protocol::{Access, Code, JobId, Operation, Problem, RouteMiss, WireVersion, header, match_route};
use serde_json::json;
use worker::{Env, Request, Response, Url};

use crate::answer::{Answer, Stop, json, stamp, stopped};
use crate::contract::{self, Call};
use crate::{access, admin, classes, files, intake, listing, watch};

const OPENAPI: &str = include_str!("../../../docs/openapi.json");

pub(crate) async fn answer(request: Request, env: &Env) -> worker::Result<Response> {
    let head = request.method() == worker::Method::Head;
    let asked = request.headers().get(header::VERSION)?;
    let (version, answered) = match WireVersion::negotiate(asked.as_deref()) {
        Ok(version) => (version, route(request, env, version).await),
        Err(problem) => (WireVersion::CURRENT, Err(Stop::Problem(problem))),
    };
    let response = stamp(answered.or_else(stopped)?, version)?;
    if head && response.headers().get("Content-Length")?.is_none() {
        let headers = response.headers().clone();
        return Ok(Response::empty()?.with_status(response.status_code()).with_headers(headers));
    }
    Ok(response)
}

async fn route(mut request: Request, env: &Env, version: WireVersion) -> Answer {
    let method = request.inner().method();
    let url = request.url()?;
    let (route, id) = match match_route(&method, url.path()) {
        Ok(matched) => matched,
        Err(RouteMiss::NotFound) => return Err(Code::NotFound.into()),
        Err(RouteMiss::MethodNotAllowed(allowed)) => return method_not_allowed(&allowed),
    };
    let tenant = match route.access {
        Access::Open => Tenant(String::new()),
        Access::Token => access::tenant(request.headers(), env)?,
        Access::Admin => access::admin(request.headers(), env)?,
    };
    let id =
        id.map(|id| id.parse::<JobId>().map_err(|error| Problem::because(Code::MalformedJobId, error.to_string())));
    let job = || id.clone().unwrap_or_else(|| Err(Problem::new(Code::NotFound)));
    match route.operation {
        Operation::Liveness => json(200, &json!({ "status": "ok" })),
        Operation::Versions => {
            let versions: Vec<_> = WireVersion::SUPPORTED.map(WireVersion::as_str).to_vec();
            json(200, &json!({ "current": WireVersion::CURRENT, "supported": versions }))
        }
        Operation::OpenApi => openapi(),
        Operation::Health => admin::health(),
        Operation::MoveJob => classes::move_job(env, job()?).await,
        Operation::CreateJob => intake::create(&mut request, env, tenant, version).await,
        Operation::ListJobs => listing::list(&url, env, &tenant).await,
        Operation::ReadJob => Ok(contract::call(env, job()?, Call::Read, None).await?),
        Operation::CancelJob => Ok(contract::call(env, job()?, Call::Cancel, None).await?),
        Operation::ResumeJob => Ok(contract::call(env, job()?, Call::Resume, None).await?),
        Operation::ReadScript => Ok(contract::call(env, job()?, Call::Script, None).await?),
        Operation::ReviseJob => with_body(&mut request, env, job()?, Call::Revise).await,
        Operation::SkipStep => with_body(&mut request, env, job()?, Call::Skip).await,
        Operation::RetryStep => with_body(&mut request, env, job()?, Call::Retry).await,
        Operation::TrashJob => Ok(contract::call(env, job()?, Call::Trash, None).await?),
        Operation::RestoreJob => Ok(contract::call(env, job()?, Call::Restore, None).await?),
        Operation::PurgeJob => with_body(&mut request, env, job()?, Call::Purge).await,
        Operation::WatchJob => watch::forward(&request, &url, env, job()?).await,
        Operation::Episode
        | Operation::Chapters
        | Operation::TranscriptVtt
        | Operation::TranscriptSrt
        | Operation::TranscriptJson => {
            let name = file_name(&url);
            files::serve(&request, env, job()?, &name).await
        }
    }
}

/// A verb whose body the object reads.
async fn with_body(request: &mut Request, env: &Env, id: JobId, call: Call<'_>) -> Answer {
    let body = intake::json_body(request).await?;
    Ok(contract::call(env, id, call, Some(body)).await?)
}

/// Every file's address ends in its name.
fn file_name(url: &Url) -> String {
    url.path().rsplit('/').next().unwrap_or_default().to_owned()
}

fn method_not_allowed(allowed: &[&str]) -> Answer {
    let allowed = allowed.join(", ");
    let problem = Problem::because(Code::MethodNotAllowed, format!("allowed: {allowed}"));
    let response = stopped(Stop::Problem(problem))?;
    response.headers().set("Allow", &allowed)?;
    Ok(response)
}

fn openapi() -> Answer {
    let response = Response::ok(OPENAPI)?;
    response.headers().set("Content-Type", "application/json")?;
    Ok(response)
}
