//! `POST /v1/jobs`: idempotent under the client's key. Nothing is written before the request is known to be valid.

use identity::{Asker, named};
use job::Hasher;
use pipeline::web::{Address, fetch};
use pipeline::{Clock, RedactedJob, Submission, digest_of_address};
use protocol::{
    AnySource, Code, CreateJob, IdempotencyKey, JobId, MalformedKey, Operation, Problem, Source, Subject, header, wire,
};
use worker::{D1Database, Headers, Request, Response};

use super::revise::redaction;
use crate::answer::{Answer, Stop};
use crate::db::reservations::{Reservation, SubmissionKey, reserve, reserved};
use crate::http::body;
use crate::http::context::Context;
use crate::platform::clock::PlatformClock;
use crate::platform::random;
use crate::providers::web;
use crate::rpc::{Call, JobRef, call};

pub(crate) async fn create(context: &Context<'_>, request: &mut Request) -> Answer {
    let caller = &context.caller;
    let key = idempotency_key(request.headers())?;
    let subject = subject(context, request.headers())?;
    let body = wire::request(context.version, Operation::CreateJob, body::json(request).await?)?;
    let CreateJob { source, title, hosts } = CreateJob::parse(&body)?;
    // The idempotency key is the client's own text: only its digest is kept.
    let key_digest = Hasher::new("idempotency").part(&caller.tenant.0).part(key.as_str()).finish();
    let database = context.database()?;
    let (source, digest) = match source {
        AnySource::Text(source) => (source, None),
        AnySource::Address(source) => {
            let address = Address::judge(&source.url)?;
            let asked = CreateJob { source, title: title.clone(), hosts: hosts.clone() };
            let submitted = SubmissionKey { request: digest_of_address(&asked, &key), key: key_digest.clone() };
            if let Some(answer) = made(context, &database, &submitted).await? {
                return Ok(answer);
            }
            (page(context, address).await?, Some(submitted.request))
        }
    };
    let policy = caller.policy(&database).await?;
    let fit = RedactedJob::of(CreateJob { source, title, hosts }, redaction(policy.as_ref()));
    let submitted = SubmissionKey { key: key_digest, request: digest.unwrap_or_else(|| fit.digest()) };
    // Reading a page takes time.
    let now = PlatformClock.now();
    let mut submission = Submission::new(random::id(now), caller.tenant.clone(), context.version, fit, now)?;
    submission.spec.subject = subject;
    let is_new = match reserve(&database, &submission, policy.as_ref(), &submitted).await? {
        Reservation::New => true,
        Reservation::Existing { id, at } => {
            (submission.spec.id, submission.at) = (id, at);
            false
        }
        Reservation::Refused(problem) => return Err(problem.into()),
        Reservation::OtherRequest => return Err(Code::IdempotencyKeyReused.into()),
    };
    let id = submission.spec.id;
    let job = JobRef::of(&caller.tenant, id);
    let response = call(context.env, job, &Call::Submit(Box::new(submission))).await?;
    created(response, id, is_new)
}

/// The page at the address, as a source.
async fn page(context: &Context<'_>, address: Address) -> Result<Source, Stop> {
    let web = web::open(context.env, context.settings.config()?).ok_or(Code::FetchDisabled)?;
    Ok(fetch(&web, &PlatformClock, address).await?)
}

fn created(response: Response, id: JobId, is_new: bool) -> Answer {
    if response.status_code() != 200 {
        return Ok(response);
    }
    let headers = Headers::new();
    headers.set("Content-Type", "application/json")?;
    headers.set("Location", &format!("/v1/jobs/{id}"))?;
    Ok(response.with_headers(headers).with_status(if is_new { 201 } else { 200 }))
}

/// The job that the same request has created before, so that no page is read again; `None` when there is none, or its row only.
async fn made(
    context: &Context<'_>,
    database: &D1Database,
    submitted: &SubmissionKey,
) -> Result<Option<Response>, Stop> {
    let tenant = &context.caller.tenant;
    let id = match reserved(database, tenant, submitted).await? {
        Some(Reservation::Existing { id, .. }) => id,
        Some(Reservation::OtherRequest) => return Err(Code::IdempotencyKeyReused.into()),
        None | Some(Reservation::New | Reservation::Refused(_)) => return Ok(None),
    };
    let response = call(context.env, JobRef::of(tenant, id), &Call::Read).await?;
    if response.status_code() == 404 { Ok(None) } else { created(response, id, false).map(Some) }
}

/// The pseudonym of the subject the caller names, or else of the caller's token.
fn subject(context: &Context<'_>, headers: &Headers) -> Result<Option<Subject>, Stop> {
    let Context { settings, caller, .. } = context;
    if let Some(name) = headers.get(header::SUBJECT)? {
        let name = named(name)?;
        return Ok(Some(Asker::Named(&name).subject(settings.subject_keys()?, &caller.tenant)));
    }
    let keys = settings.config()?.subject_keys.as_ref();
    Ok(keys.map(|keys| Asker::Token(&caller.token).subject(keys, &caller.tenant)))
}

fn idempotency_key(headers: &Headers) -> Result<IdempotencyKey, Stop> {
    let text = headers.get(header::IDEMPOTENCY_KEY)?.ok_or(Code::IdempotencyKeyMissing)?;
    text.parse()
        .map_err(|error: MalformedKey| Problem::because(Code::IdempotencyKeyMalformed, error.to_string()).into())
}
