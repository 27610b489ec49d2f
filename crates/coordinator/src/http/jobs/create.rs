//! From a POST to a job: nothing is written anywhere before the request is known to be good.

use futures::StreamExt;
use identity::{Asker, named};
use job::{Digest, Hasher, Tenant};
use pipeline::web::{Address, fetch};
use pipeline::{Clock, Fit, Submission, digest_of_address, fit_lines};
use protocol::{
    AnySource, Code, CreateJob, IdempotencyKey, JobId, MalformedKey, Operation, Problem, Redaction, Revise, Subject,
    TenantView, WireVersion, check_depth, header, limits, parse_body, wire,
};
use uuid::{NoContext, Uuid};
use worker::{Env, Headers, Request, Response};

use crate::answer::{Answer, Stop};
use crate::db::jobs::{Reservation, reserve, reserved};
use crate::http::admin::tenants;
use crate::http::authenticate::Caller;
use crate::platform::bindings;
use crate::platform::bindings::Given;
use crate::platform::clock::PlatformClock;
use crate::providers::web;
use crate::rpc::call;
use crate::rpc::call::Call;

pub(crate) async fn create(request: &mut Request, env: &Env, caller: Caller, version: WireVersion) -> Answer {
    let key = idempotency_key(request.headers())?;
    let given = bindings::read(env);
    let subject = subject(request.headers(), &given, &caller)?;
    let body = wire::request(version, Operation::CreateJob, json_body(request).await?)?;
    let CreateJob { source, title, hosts } = CreateJob::parse(&body)?;
    // The key is the client's own words: only its digest is kept.
    let key_digest = Hasher::new("idempotency").part(&caller.tenant.0).part(key.as_str()).finish();
    let (source, digest) = match source {
        AnySource::Text(source) => (source, None),
        AnySource::Address(source) => {
            let address = Address::judge(&source.url)?;
            let digest = digest_of_address(&CreateJob { source, title: title.clone(), hosts: hosts.clone() }, &key);
            if let Some(answer) = made(env, &caller.tenant, (&key_digest, &digest)).await? {
                return Ok(answer);
            }
            let web = web::open(env, given.config()?).ok_or(Code::FetchDisabled)?;
            (fetch(&web, &PlatformClock, address).await?, Some(digest))
        }
    };
    let tenant = tenants::find(env, &caller.tenant).await?;
    let fit = Fit::of(CreateJob { source, title, hosts }, policy(tenant.as_ref()));
    let digest = digest.unwrap_or_else(|| fit.digest());
    let now = PlatformClock.now();
    let mut submission = Submission::new(new_id(now.as_ms()), caller.tenant, version, fit, now)?;
    submission.spec.subject = subject;
    let is_new = match reserve(env, &submission, tenant.as_ref(), (&key_digest, &digest)).await? {
        Reservation::New => true,
        Reservation::Existing { id, at } => {
            (submission.spec.id, submission.at) = (id, at);
            false
        }
        Reservation::Refused(problem) => return Err(problem.into()),
        Reservation::OtherRequest => return Err(Code::IdempotencyKeyReused.into()),
    };
    let id = submission.spec.id;
    let body = serde_json::to_string(&submission).map_err(|error| worker::Error::RustError(error.to_string()))?;
    let response = call::call(env, Some(&submission.spec.tenant), id, Call::Submit, Some(body)).await?;
    told(response, id, is_new)
}

fn told(response: Response, id: JobId, is_new: bool) -> Answer {
    if response.status_code() != 200 {
        return Ok(response);
    }
    let headers = Headers::new();
    headers.set("Content-Type", "application/json")?;
    headers.set("Location", &format!("/v1/jobs/{id}"))?;
    Ok(response.with_headers(headers).with_status(if is_new { 201 } else { 200 }))
}

/// The job that the same request has made before: no page is read for it again. `None` when there is none, or a row alone.
async fn made(env: &Env, tenant: &Tenant, digests: (&Digest, &Digest)) -> Result<Option<Response>, Stop> {
    let id = match reserved(env, tenant, digests).await? {
        Some(Reservation::Existing { id, .. }) => id,
        Some(Reservation::OtherRequest) => return Err(Code::IdempotencyKeyReused.into()),
        None | Some(Reservation::New | Reservation::Refused(_)) => return Ok(None),
    };
    let response = call::call(env, Some(tenant), id, Call::Read, None).await?;
    if response.status_code() == 404 { Ok(None) } else { told(response, id, false).map(Some) }
}

/// Who asked, as far as anything behind this is told: whom the caller names, or else whoever has its token.
fn subject(headers: &Headers, given: &Given, caller: &Caller) -> Result<Option<Subject>, Stop> {
    if let Some(name) = headers.get(header::SUBJECT)? {
        let name = named(name)?;
        return Ok(Some(Asker::Named(&name).subject(given.subject_keys()?, &caller.tenant)));
    }
    let keys = given.config()?.subject_keys.as_ref();
    Ok(keys.map(|keys| Asker::Token(&caller.token).subject(keys, &caller.tenant)))
}

/// New lines and voices: the job's object knows the lines as they may be kept.
pub(crate) async fn revise(
    request: &mut Request,
    env: &Env,
    (tenant, id): (&Tenant, JobId),
    version: WireVersion,
) -> Answer {
    let body = wire::request(version, Operation::ReviseJob, json_body(request).await?)?;
    let mut revise: Revise = parse_body(&body)?;
    let policy = policy(tenants::find(env, tenant).await?.as_ref());
    let taken = fit_lines(&mut revise.lines, policy);
    let body = serde_json::to_string(&revise).map_err(|error| worker::Error::RustError(error.to_string()))?;
    Ok(call::call(env, Some(tenant), id, Call::Revise { taken: &taken }, Some(body)).await?)
}

/// Unless somebody has said otherwise, what a tenant sends is redacted.
fn policy(tenant: Option<&TenantView>) -> Redaction {
    tenant.map_or(Redaction::On, |tenant| tenant.redaction)
}

/// A new name; its first 48 bits are the time, so that names sort by age.
pub(crate) fn new_id(now_ms: i64) -> JobId {
    let ms = now_ms.unsigned_abs();
    let nanos = u32::try_from(ms % 1_000).unwrap_or(0).saturating_mul(1_000_000);
    JobId::from_uuid(Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, ms / 1_000, nanos)))
}

fn idempotency_key(headers: &Headers) -> Result<IdempotencyKey, Stop> {
    let text = headers.get(header::IDEMPOTENCY_KEY)?.ok_or(Code::IdempotencyKeyMissing)?;
    text.parse()
        .map_err(|error: MalformedKey| Problem::because(Code::IdempotencyKeyMalformed, error.to_string()).into())
}

/// A request's body as text, if it says that it is JSON.
pub(crate) async fn json_body(request: &mut Request) -> Result<String, Stop> {
    require_json(request.headers())?;
    let body = read_body(request).await?;
    check_depth(&body)?;
    Ok(body)
}

fn require_json(headers: &Headers) -> Result<(), Stop> {
    let content_type = headers.get("Content-Type")?.unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") { Ok(()) } else { Err(Code::UnsupportedMediaType.into()) }
}

/// Stops reading where the limit is, whatever length was announced.
async fn read_body(request: &mut Request) -> Result<String, Stop> {
    let too_large = || Problem::because(Code::BodyTooLarge, format!("at most {} bytes", limits::BODY_BYTES_MAX));
    let announced = request.headers().get("Content-Length")?.and_then(|length| length.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limits::BODY_BYTES_MAX) {
        return Err(too_large().into());
    }
    if request.inner().body().is_none() {
        return Ok(String::new());
    }
    let mut body = Vec::with_capacity(announced.unwrap_or_default());
    let mut chunks = request.stream()?;
    while let Some(chunk) = chunks.next().await {
        // Who breaks off hears nothing of it; it is no failure of the platform.
        body.extend_from_slice(&chunk.map_err(|_| Problem::because(Code::MalformedJson, "the body breaks off"))?);
        if body.len() > limits::BODY_BYTES_MAX {
            return Err(too_large().into());
        }
    }
    String::from_utf8(body).map_err(|_| Code::BodyNotUtf8.into())
}
